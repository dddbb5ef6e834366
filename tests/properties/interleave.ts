import { expect } from '@jest/globals'
import fc from 'fast-check'
import type { Pool } from 'pg'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { inLanes, trying } from '../support/properties.ts'
import { happenings } from './interleaving.ts'

const runs = 20
const perRun = 500
const lanes = 12

const frequent = Object.keys(happenings).filter((name) => name !== 'loseConnection')
const happening = fc.record({
  // A connection is lost now and then only, because a new one takes its time.
  what: fc.oneof({ weight: 299, arbitrary: fc.constantFrom(...frequent) }, { weight: 1, arbitrary: fc.constant('loseConnection') }),
  who: fc.nat({ max: 3 }),
  step: fc.integer({ min: 1, max: 3 }),
})

/** Ten thousand operations of several businesses on the connections of this pool, interleaved as chance will have it. Each looks for a leak itself. */
export async function interleave(pool: Pool, naming: fc.Arbitrary<boolean>): Promise<void> {
  let count = 0
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: perRun, maxLength: perRun }), naming, async (list, namedStatements) => {
      const salons = await Promise.all([business(), business(), business(), business()])
      const kept = new Map(salons.map(({ id }) => [id, new Set<string>()]))
      await inLanes(lanes, list, async ({ what, who, step }, index) => {
        const [mine, other] = [salons[who], salons[(who + step) % 4]] as [Business, Business]
        await happenings[what]?.({
          db: { pool, namedStatements },
          mine: mine.id,
          other: other.id,
          person: mine.owner.person.id,
          name: `n${index}`,
          keep: (id, name) => kept.get(id)?.add(name),
        })
        count += 1
      })
      for (const { id } of salons) {
        const there = await rows<{ external_id: string; first_name: string | null }>(
          'select external_id, first_name from customers where business_id = $1',
          [id],
        )
        expect(there.map((row) => row.external_id).sort()).toEqual([...(kept.get(id) ?? [])].sort())
        expect(there.every((row) => row.first_name === null)).toBe(true)
      }
    }),
    trying(runs),
  )
  expect(count).toBe(runs * perRun)
  for (const client of await Promise.all([pool.connect(), pool.connect()])) {
    const left = await client.query<{ id: string | null }>("select nullif(current_setting('app.business_id', true), '') as id")
    client.release()
    expect(left.rows).toEqual([{ id: null }])
  }
}
