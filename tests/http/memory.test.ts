import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { call } from '../support/http.ts'
import { forEach } from '../contract/corpus/send.ts'
import { inspectable } from './debugger.ts'
import { startOwnServer } from './own-server.ts'

const requests = 5_000
const megabyte = 1024 * 1024

test('what clients make up fills no cache: 5,000 types of bodies, and with them tokens, paths, parameters and ids', async () => {
  const { settings, attach } = await inspectable()
  const { url } = await startOwnServer(settings)
  const { owner } = await business()
  const inside = await attach()
  const invent = (from: number, to: number): Promise<number[]> =>
    forEach(
      Array.from({ length: to - from }, (_, index) => from + index),
      (round) => ask(url, owner.token, round),
      16,
    )
  // What is compiled or filled at first use stays, and is not what is asked here.
  await invent(0, 300)
  const before = await inside.heapBytes()

  const statuses = await invent(300, 300 + requests)

  const grown = (await inside.heapBytes()) - before
  inside.close()
  expect(new Set(statuses)).toEqual(new Set([415, 200, 404, 401]))
  // A validator takes some 200 KB and a remembered token half a KB, so not even the smallest thing is kept of each request.
  expect(grown).toBeLessThan(2 * megabyte)
})

async function ask(url: string, token: string, round: number): Promise<number> {
  const type = [`application/x-${round}`, `application/json; charset=utf-8; v=${round}`, `text/${round}`][round % 3] ?? ''
  const headers = { authorization: `Bearer ${token}`, 'content-type': type, 'x-request-id': `made-up-${round}` }
  const kinds = [
    () => call(url, 'POST', '/v1/customers', {}, headers),
    () => call(url, 'GET', `/v1/customers?limit=1&external_id=made-up-${round}`, undefined, headers),
    () => call(url, 'GET', `/v1/nothing/${round}?p${round}=1`, undefined, headers),
    () => call(url, 'GET', '/v1/customers', undefined, { ...headers, authorization: `Bearer made-up-${round}` }),
  ]
  return (await kinds[round % kinds.length]?.())?.status ?? 0
}
