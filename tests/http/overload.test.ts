import { expect, test } from '@jest/globals'
import type { Pool } from 'pg'
import { watchOverload } from '../../src/http/overload.ts'
import { business } from '../support/api.ts'
import { call } from '../support/http.ts'
import { until } from '../support/eventually.ts'
import { faultsOf } from '../contract/corpus/replies.ts'
import { inspectable } from './debugger.ts'
import { startOwnServer } from './own-server.ts'

test('a server whose event loop lags sheds requests with a 503 and the time to wait, lives, and recovers', async () => {
  const { settings, attach } = await inspectable()
  const { url } = await startOwnServer({ ...settings, SHED_LOOP_DELAY_MS: '250' })
  const { owner } = await business()
  const credential = { authorization: `Bearer ${owner.token}` }
  const ask = (path: string) => call(url, 'GET', path, undefined, credential)
  const inside = await attach()
  // Each turn of the loop takes a third of a second, as with far too much to do.
  await inside.evaluate('globalThis.busy = setInterval(() => { const until = Date.now() + 330; while (Date.now() < until); }, 1)')

  const shed = await until('a request is shed', async () => {
    const reply = await ask('/v1/customers')
    return reply.status !== 200 && reply
  })
  const alive = await ask('/livez')
  await inside.evaluate('clearInterval(globalThis.busy)')
  inside.close()
  await until('it serves again', async () => (await ask('/v1/customers')).status === 200)

  expect([shed.status, shed.headers.get('retry-after')]).toEqual([503, '1'])
  expect(faultsOf(shed)).toEqual([])
  expect(alive.status).toBe(200)
})

test('a long queue for connections is an overload', () => {
  const queue = { waitingCount: 1_000 }
  const overload = watchOverload(queue as Pool, 250)

  const before = overload.isOverloaded()
  queue.waitingCount = 1_001
  const after = overload.isOverloaded()
  overload.stop()

  expect([before, after]).toEqual([false, true])
})
