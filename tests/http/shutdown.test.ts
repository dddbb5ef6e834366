import { once } from 'node:events'
import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { call } from '../support/http.ts'
import type { Reply } from '../support/http.ts'
import { until } from '../support/eventually.ts'
import { faultsOf } from '../contract/corpus/replies.ts'
import { lockTable } from './locked.ts'
import { startOwnServer } from './own-server.ts'

test('a server that is told to stop is no longer ready, finishes what it has begun, and ends with 0', async () => {
  const own = await startOwnServer({ DRAIN_DELAY_MS: '2000', DRAIN_SECONDS: '20' })
  const ended = once(own.process, 'exit')
  const salon = await business()
  const table = await lockTable('customers')
  const began = listCustomers(own.url, salon)
  await table.waiting()

  own.process.kill('SIGTERM')
  const ready = await until('it is not ready', async () => {
    const reply = await call(own.url, 'GET', '/readyz')
    return reply.status === 503 && reply
  })
  const late = await call(own.url, 'GET', '/v1/me', undefined, credential(salon))
  await table.unlock()
  const reply = await began
  const stoppedAt = performance.now()
  const [code] = (await ended) as [number | null]

  expect(reply.status).toBe(200)
  expect((ready.body as { detail: string }).detail).toBe('The server is stopping.')
  expect(faultsOf(ready)).toEqual([])
  // For a moment a load balancer still sends requests, and they are served.
  expect(late.status).toBe(200)
  expect(code).toBe(0)
  // Clients that keep their connections open do not hold it up.
  expect(performance.now() - stoppedAt).toBeLessThan(10_000)
})

test('what takes longer than the time to drain is cut off', async () => {
  const own = await startOwnServer({ DRAIN_SECONDS: '1' })
  const ended = once(own.process, 'exit')
  const salon = await business()
  const table = await lockTable('customers')
  const began = listCustomers(own.url, salon).catch(() => 'cut off')
  await table.waiting()

  own.process.kill('SIGTERM')

  expect(await began).toBe('cut off')
  await table.unlock()
  expect((await ended)[0]).toBe(0)
})

test('a second signal ends the server at once', async () => {
  const own = await startOwnServer({ DRAIN_SECONDS: '60' })
  const ended = once(own.process, 'exit')
  const salon = await business()
  const table = await lockTable('customers')
  const began = listCustomers(own.url, salon).catch(() => 'cut off')
  await table.waiting()

  own.process.kill('SIGTERM')
  await until('it is not accepting', () =>
    call(own.url, 'GET', '/livez').then(
      () => false,
      () => true,
    ),
  )
  own.process.kill('SIGINT')

  expect((await ended)[0]).toBe(1)
  expect(await began).toBe('cut off')
  await table.unlock()
})

const credential = ({ owner }: Business): Record<string, string> => ({ authorization: `Bearer ${owner.token}` })
const listCustomers = (url: string, salon: Business): Promise<Reply> => call(url, 'GET', '/v1/customers', undefined, credential(salon))
