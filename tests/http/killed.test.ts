import { expect, test } from '@jest/globals'
import { business, newCustomer, rows } from '../support/api.ts'
import { until } from '../support/eventually.ts'
import { actor } from '../support/http.ts'
import type { Reply } from '../support/http.ts'
import { insist } from '../support/insist.ts'
import { inLanes } from '../support/properties.ts'
import { feed } from '../support/walk.ts'
import { startOwnServer } from './own-server.ts'

test('after a server was killed in the midst of writes, repeats with their keys settle each: one effect, and the same answer as before', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer())
  const [first, second] = await Promise.all([startOwnServer(), startOwnServer()])
  const keys = Array.from({ length: 120 }, (_, index) => `key-${index}`)
  const write = (url: string, key: string): Promise<Reply> =>
    actor(url, salon.owner.token).post(`/v1/customers/${customer.id}/notes`, { body: key }, { 'idempotency-key': key })
  const answered = new Map<string, string>()

  const writing = inLanes(12, keys, async (key) => {
    const reply = await write(first.url, key).catch(() => undefined)
    if (reply?.status === 201) answered.set(key, reply.text)
  })
  await until('some are written', () => answered.size >= 30)
  first.process.kill('SIGKILL')
  await writing
  const before = answered.size
  await inLanes(12, keys, async (key) => {
    const reply = await insist(() => write(second.url, key))
    expect([key, reply.status, reply.text]).toEqual([key, 201, answered.get(key) ?? reply.text])
    answered.set(key, reply.text)
  })

  expect(before).toBeLessThan(keys.length)
  const notes = await rows<{ body: string }>('select body from customer_notes where business_id = $1', [salon.id])
  expect(notes.map(({ body }) => body).sort()).toEqual([...keys].sort())
  const told = (await feed(salon.owner)).filter(({ type }) => type === 'customer_note.created')
  expect(new Set(told.map(({ data }) => data.object.id)).size).toBe(keys.length)
  expect(told).toHaveLength(keys.length)
})
