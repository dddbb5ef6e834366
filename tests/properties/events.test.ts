import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { business } from '../support/api.ts'
import type { Actor } from '../support/http.ts'
import { inLanes, trying } from '../support/properties.ts'
import { feed, walk } from '../support/walk.ts'
import type { FeedEvent } from '../support/walk.ts'

interface Customer extends Record<string, unknown> {
  readonly id: string
  readonly version: number
}

const writers = 32
const change = fc.record({
  verb: fc.constantFrom('upsert', 'patch', 'tag', 'untag', 'delete', 'refused'),
  which: fc.nat({ max: 7 }),
  n: fc.nat({ max: 3 }),
})

async function apply(actor: Actor, { verb, which, n }: { verb: string; which: number; n: number }): Promise<void> {
  const upsert = await actor.put(
    `/v1/customer-external-ids/c${which}`,
    verb === 'upsert' ? { first_name: `Name ${n}`, tags: [`t${n}`] } : {},
  )
  const path = `/v1/customers/${upsert.body.id}`
  const replies = [upsert]
  if (verb === 'patch') replies.push(await actor.patch(path, { last_name: n === 0 ? null : `Family ${n}` }))
  if (verb === 'tag') replies.push(await actor.put(`${path}/tags/t${n}`))
  if (verb === 'untag') replies.push(await actor.delete(`${path}/tags/t${n}`))
  if (verb === 'delete') replies.push(await actor.delete(path))
  if (verb === 'refused') replies.push(await actor.patch(path, { external_id: `c${(which + 1) % 8}` }))
  // Refused is what another writer was faster with, and what asks for too much; nothing breaks.
  for (const { status } of replies) expect([200, 201, 204, 404, 409]).toContain(status)
}

/** The events as somebody gets them who reads on while they are being written. */
async function follow(actor: Actor, written: Promise<void>): Promise<FeedEvent[]> {
  const followed: FeedEvent[] = []
  const readOn = async (): Promise<boolean> => {
    const { body } = await actor.get(`/v1/events?limit=100&after=${followed.at(-1)?.sequence ?? 0}`)
    followed.push(...(body.data as FeedEvent[]))
    return body.page.has_more as boolean
  }
  const writing = { ended: false }
  const ended = written.finally(() => (writing.ended = true))
  while (!writing.ended) await readOn()
  await ended
  while (await readOn());
  return followed
}

/** What the customers must be, by the events alone. Each event says what was there before, and that must be so. */
function replay(events: readonly FeedEvent[]): Customer[] {
  const customers = new Map<string, Customer>()
  for (const { type, data } of events) {
    const before = customers.get(data.object.id)
    if (type === 'customer.deleted') {
      expect(before).toBeDefined()
      customers.delete(data.object.id)
      continue
    }
    const object = data.object as Customer
    expect(object.version).toBe((before?.version ?? 0) + 1)
    for (const [name, value] of Object.entries(data.previous_attributes ?? {})) expect(before?.[name]).toEqual(value)
    expect(data.previous_attributes === undefined).toBe(type === 'customer.created')
    customers.set(object.id, object)
  }
  return [...customers.values()]
}

test('the feed of many writers at once has no gap, shows each event once it is there and never later, and rebuilds what there is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 96, maxLength: 96 }), async (changes) => {
      const salon = await business()
      const written = inLanes(writers, changes, (each) => apply(salon.owner, each))
      const followed = await follow(salon.owner, written)

      const events = await feed(salon.owner, '', 37)
      expect(events.map((event) => event.sequence)).toEqual(events.map((_, index) => index + 1))
      expect(events.length).toBeGreaterThan(20)
      expect(followed).toEqual(events)
      const byId = (one: Customer, other: Customer) => one.id.localeCompare(other.id)
      expect(replay(events).sort(byId)).toEqual((await walk<Customer>(salon.owner, '/v1/customers')).sort(byId))
    }),
    trying(5),
  )
})
