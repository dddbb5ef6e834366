import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { business } from '../support/api.ts'
import type { Actor } from '../support/http.ts'
import { inLanes, trying } from '../support/properties.ts'
import { walk } from '../support/walk.ts'

const names = fc.constantFrom('Ada', 'ada', 'Ädä', 'Zoë', '李', '"quoted"', 'Same', 'Same', 'Same', '𝔘𝔫𝔦')
const stages = fc.constantFrom('lead', 'customer')
const people = fc.array(fc.record({ first_name: names, lifecycle_stage: stages }), { minLength: 12, maxLength: 24 })
const sorts = ['created_at', '-created_at', 'updated_at', '-updated_at', 'name', '-name'] as const
/** What no change to a customer touches here, so that a customer keeps its place. */
const steadySorts = ['created_at', '-created_at', 'name', '-name'] as const

async function salonOf(customers: readonly object[]) {
  const salon = await business()
  await inLanes(8, customers, async (each, index) => {
    expect((await salon.owner.post('/v1/customers', { external_id: `c${index}`, ...each })).status).toBe(201)
  })
  return salon
}

test('pages of any size are the same list, cut elsewhere', async () => {
  await fc.assert(
    fc.asyncProperty(people, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 3, maxLength: 3 }), async (customers, limits) => {
      const { owner } = await salonOf(customers)
      const filters = ['', '&lifecycle_stage=lead', '&q=same', '&tag=none']
      for (const path of sorts.flatMap((sort) => filters.map((filter) => `/v1/customers?sort=${sort}${filter}`))) {
        const whole = await walk(owner, path)
        for (const limit of limits) expect(await walk(owner, path, limit)).toEqual(whole)
      }
      const all = await walk(owner, '/v1/audit-logs')
      for (const limit of limits) expect(await walk(owner, '/v1/audit-logs', limit)).toEqual(all)
    }),
    trying(2),
  )
})

interface Meanwhile {
  readonly verb: 'create' | 'delete' | 'change'
  readonly which: number
  readonly first_name: string
}

async function happen(actor: Actor, ids: readonly string[], { verb, which, first_name }: Meanwhile, touched: Set<string>): Promise<void> {
  if (verb === 'create') {
    await actor.post('/v1/customers', { external_id: `new-${which}-${touched.size}-${first_name.length}`, first_name })
    return
  }
  const id = ids[which % ids.length] ?? ''
  if (verb === 'delete') {
    touched.add(id)
    await actor.delete(`/v1/customers/${id}`)
  } else {
    await actor.patch(`/v1/customers/${id}`, { lead_source: first_name, tags: [`t${which}`] })
  }
}

test('whoever was there all the time is met once, whatever comes, goes and changes while somebody reads', async () => {
  const meanwhile = fc.record({ verb: fc.constantFrom('create', 'delete', 'change'), which: fc.nat({ max: 99 }), first_name: names })
  const steps = fc.array(fc.array(meanwhile, { maxLength: 4 }), { minLength: 12, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      people,
      fc.constantFrom(...steadySorts),
      fc.integer({ min: 1, max: 6 }),
      steps,
      async (customers, sort, limit, changes) => {
        const { owner } = await salonOf(customers)
        const there = (await walk(owner, '/v1/customers')).map(({ id }) => id)
        const deleted = new Set<string>()
        const pages = changes.values()
        const reader = {
          get: async (path: string) => {
            const some = pages.next().value ?? []
            const [reply] = await Promise.all([owner.get(path), ...some.map((each) => happen(owner, there, each, deleted))])
            return reply
          },
        }

        const met = (await walk(reader, `/v1/customers?sort=${sort}`, limit)).map(({ id }) => id)

        expect(new Set(met).size).toBe(met.length)
        const stayed = there.filter((id) => !deleted.has(id))
        expect(met.filter((id) => stayed.includes(id)).sort()).toEqual([...stayed].sort())
      },
    ),
    trying(12),
  )
})
