import { beforeAll, expect, test } from '@jest/globals'
import { anonymous, business, rows, server } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { sendRaw } from '../support/raw-socket.ts'
import { faultsOf } from '../contract/corpus/replies.ts'
import { forEach } from '../contract/corpus/send.ts'
import { badRequests } from './bad-requests.ts'

let salon: Business

beforeAll(async () => {
  salon = await business()
})

test('whatever is wrong with a request is a problem of its own, changes nothing and harms nobody', async () => {
  const requests = badRequests(`Authorization: Bearer ${salon.owner.token}`)

  const wrong = await forEach(requests, async ({ what, bytes, statuses }) => {
    const reply = await sendRaw(server.url, bytes).catch((error: unknown) => String(error))
    if (typeof reply === 'string') return [`${what}: ${reply}`]
    const faults = faultsOf(reply)
    return statuses.includes(reply.status) && faults.length === 0 ? [] : [`${what}: ${reply.status} ${reply.text} ${faults.join(', ')}`]
  })

  expect(wrong.flat()).toEqual([])
  expect(await rows('select from customers where business_id = $1', [salon.id])).toEqual([])
  expect(await rows('select from audit_logs where business_id = $1', [salon.id])).toEqual([])
  expect((await anonymous('GET', '/readyz')).status).toBe(200)
})
