import { createClientFlow, eventPages, unwrap } from '@clientflow/sdk'
import type { EventPage } from '@clientflow/sdk'
import { expect, test } from '@jest/globals'
import { business, newCustomer, server } from '../support/api.ts'
import { collect } from './collect.ts'
import { faultyServer } from './faulty-server.ts'

const page = (next_after: number, has_more = false, data: unknown[] = []) => ({
  status: 200,
  body: { data, page: { next_after, has_more } },
})

test('the feed is walked from a position to its end, in order and without gaps', async () => {
  const salon = await business()
  const client = createClientFlow({ baseUrl: server.url, apiKey: (await salon.key()).token })
  for (let count = 0; count < 5; count++) await unwrap(client.POST('/v1/customers', { body: newCustomer() }))

  const all = await collect(eventPages(client, { limit: 2 }))
  const later = await collect(eventPages(client, { after: 3 }))

  const sequences = (pages: EventPage[]) => pages.flatMap(({ data }) => data.map(({ sequence }) => sequence))
  expect(sequences(all)).toEqual([1, 2, 3, 4, 5])
  expect(all.at(-1)?.page.next_after).toBe(5)
  expect(sequences(later)).toEqual([4, 5])
})

test('with a pause it goes on at the end of the feed, until it is ended', async () => {
  const fake = await faultyServer(page(2, true), page(2), page(2), page(3))
  const end = new AbortController()
  const positions: number[] = []

  const walk = async () => {
    const pages = eventPages(createClientFlow({ baseUrl: fake.url }), { pollMs: 1, signal: end.signal, type: ['customer.created'] })
    for await (const { page } of pages) {
      positions.push(page.next_after)
      if (page.next_after === 3) end.abort(new Error('Seen enough.'))
    }
  }

  await expect(walk()).rejects.toThrow('Seen enough.')
  expect(positions).toEqual([2, 3])
  expect(fake.seen.map(({ url }) => url)).toEqual([
    '/v1/events?type=customer.created',
    ...Array<string>(3).fill('/v1/events?type=customer.created&after=2'),
  ])
})
