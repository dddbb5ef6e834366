import { afterAll, expect, test } from '@jest/globals'
import { business, newCustomer, rows, server } from '../support/api.ts'
import { actor } from '../support/http.ts'
import { until } from '../support/eventually.ts'
import { startProxy } from '../support/proxy.ts'
import type { Proxy } from '../support/proxy.ts'
import { faultsOf } from '../contract/corpus/replies.ts'
import { startOwnServer } from './own-server.ts'

let proxy: Proxy | undefined
afterAll(() => proxy?.stop())

// More than there are connections, so that some requests have one and the others wait for one.
const requests = 30

test('a database that falls silent leaves nobody waiting: requests under way and new ones are 503, and are served again when it speaks', async () => {
  proxy = await startProxy(server.urls.application)
  const { url } = await startOwnServer({
    DATABASE_URL: proxy.url,
    DATABASE_ACQUIRE_TIMEOUT_MS: '500',
    DATABASE_QUERY_TIMEOUT_MS: '500',
    // Each refusal is logged as an error, which it is.
    LOG_LEVEL: 'silent',
  })
  const salon = await business()
  const owner = actor(url, salon.owner.token)
  const before = await owner.post('/v1/customers', newCustomer())
  const ask = () => Promise.all(Array.from({ length: requests }, () => owner.get('/v1/customers')))
  await ask()

  proxy.freeze()
  const held = await Promise.all([ask(), owner.post('/v1/customers', { external_id: 'unheard' })])
  const later = await ask()
  proxy.thaw()
  const again = await until('it serves all of them again', async () => {
    const replies = await ask()
    return replies.every(({ status }) => status === 200) && replies
  })

  const refused = [...held.flat(), ...later]
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]))
  expect(refused.every(({ headers }) => headers.has('retry-after'))).toBe(true)
  expect(faultsOf(refused[0] ?? before)).toEqual([])
  expect(new Set(again.map(({ body }) => (body.data as unknown[]).length))).toEqual(new Set([1]))
  // What had no connection, or lost it before COMMIT, has not happened.
  expect(await rows('select external_id from customers where business_id = $1', [salon.id])).toHaveLength(1)
})
