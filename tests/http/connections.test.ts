import { expect, test } from '@jest/globals'
import { business, rows, server } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { openRawSocket, requestText, sendRaw } from '../support/raw-socket.ts'
import { until } from '../support/eventually.ts'
import { faultsOf } from '../contract/corpus/replies.ts'
import { forEach } from '../contract/corpus/send.ts'

const body = JSON.stringify({ external_id: 'hung-up', first_name: 'Ada' })

test('a client that is slow is told so and cut off: 10 s for the headers, 30 s for everything', async () => {
  const salon = await business()
  const [headers, whole] = await Promise.all([openRawSocket(server.url), openRawSocket(server.url)])
  const began = performance.now()
  const seconds = (): number => (performance.now() - began) / 1000
  headers.write('GET /v1/customers HTTP/1.1\r\nHost: test\r\n')
  whole.write(creation(salon, body.slice(0, 10)))

  const [first, firstAfter] = await Promise.all([headers.reply(), headers.closed.then(seconds)])
  const [second, secondAfter] = await Promise.all([whole.reply(), whole.closed.then(seconds)])

  expect([first, second].map((reply) => [reply.status, reply.body as unknown])).toEqual([
    [408, expect.objectContaining({ code: 'request_timeout' })],
    [408, expect.objectContaining({ code: 'request_timeout' })],
  ])
  expect([first, second].flatMap(faultsOf)).toEqual([])
  // The server looks every two seconds.
  expect(firstAfter).toBeGreaterThan(9)
  expect(firstAfter).toBeLessThan(20)
  expect(secondAfter).toBeGreaterThan(29)
  expect(await customersOf(salon)).toEqual([])
})

test('a client that hangs up in the middle of its body leaves nothing behind', async () => {
  const salon = await business()

  await forEach([1, 10, body.length - 1], async (sent) => {
    const { socket, write, closed } = await openRawSocket(server.url)
    write(creation(salon, body.slice(0, sent)))
    socket.end()
    await closed
  })

  // Answered after them on the same connection pool, so they are over.
  expect((await salon.owner.get('/v1/customers')).status).toBe(200)
  expect(await customersOf(salon)).toEqual([])
})

test('a client that does not wait for the reply leaves everything behind, or nothing', async () => {
  const salons = await Promise.all(Array.from({ length: 8 }, () => business()))

  await forEach(salons, async (salon) => {
    const { socket, write, closed } = await openRawSocket(server.url)
    write(creation(salon, body))
    socket.destroySoon()
    await closed
  })

  const outcomes = await forEach(salons, (salon) =>
    until('the request is over', async () => {
      const [running] = await rows<{ count: string }>(
        "select count(*) from pg_stat_activity where usename = 'clientflow_app' and state <> 'idle' and datname = current_database()",
      )
      return running?.count === '0' ? [(await customersOf(salon)).length, await eventsOf(salon)] : undefined
    }),
  )
  expect(outcomes.filter(([customers, events]) => customers !== events)).toEqual([])
})

test('requests that come in one piece are answered one by one, in their order', async () => {
  const { owner } = await business()
  const ask = (path: string): string => requestText('GET', path, [`Authorization: Bearer ${owner.token}`])
  const { socket, write, reply } = await openRawSocket(server.url)
  write(ask('/v1/customers') + ask('/v1/nothing') + ask('/v1/me'))

  const statuses = [(await reply()).status, (await reply()).status, (await reply()).status]
  socket.destroy()

  expect(statuses).toEqual([200, 404, 200])
})

test('the connection ends after a refusal that has not read the body, so that the rest is not taken for a request', async () => {
  const smuggled = requestText('GET', '/v1/nothing')
  const { write, reply, closed } = await openRawSocket(server.url)
  write(requestText('POST', '/v1/customers', ['Content-Type: application/json', 'Content-Length: 100000'], smuggled))

  const refused = await reply()
  await closed

  expect(refused.status).toBe(401)
  expect(refused.headers.get('connection')).toBe('close')
})

test('an old client is served', async () => {
  const { owner } = await business()

  const reply = await sendRaw(server.url, `GET /v1/customers HTTP/1.0\r\nAuthorization: Bearer ${owner.token}\r\n\r\n`)

  expect(reply.status).toBe(200)
})

/** The request that makes a customer, its body as far as it is sent. */
function creation({ owner }: Business, sent: string): string {
  const headers = [`Authorization: Bearer ${owner.token}`, 'Content-Type: application/json', `Content-Length: ${body.length}`]
  return requestText('POST', '/v1/customers', headers, sent)
}

const customersOf = ({ id }: Business): Promise<object[]> => rows('select id from customers where business_id = $1', [id])
const eventsOf = async ({ id }: Business): Promise<number> => (await rows('select id from events where business_id = $1', [id])).length
