import { afterAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createPool } from '../../src/db/pool.ts'
import { business, server } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { inLanes, trying } from '../support/properties.ts'
import { interleave } from './interleave.ts'

const pool = createPool({ url: server.urls.application, size: 2, acquireTimeoutMs: 20_000 })
afterAll(() => pool.end())

test(
  'ten thousand operations of several businesses on two connections see and change only what is theirs, and leave only what was committed',
  () => interleave(pool, fc.boolean()),
  120_000,
)

const request = fc.record({
  what: fc.constantFrom(
    'create',
    'list',
    'search',
    'deleted',
    'tags',
    'events',
    'audit',
    'upsert',
    'note',
    'get',
    'patch',
    'delete',
    'write note',
    'broken',
  ),
  who: fc.nat({ max: 3 }),
  step: fc.integer({ min: 0, max: 3 }),
  which: fc.nat({ max: 9 }),
})

test('a share of them through HTTP: no reply holds a trace of another business, and nobody reaches the others', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 250, maxLength: 250 }), async (list) => {
      const salons = await Promise.all([0, 1, 2, 3].map((index) => salonWithMark(`mark${'abcd'.charAt(index)}`)))
      await inLanes(16, list, async ({ what, who, step, which }, index) => {
        const [mine, target] = [salons[who], salons[(who + step) % 4]] as [Salon, Salon]
        const path = `/v1/customers/${target.ids[which % target.ids.length] ?? ''}`
        const reply = await send(mine, what, path, index)
        for (const { mark } of salons) if (mark !== mine.mark) expect(reply.text).not.toContain(mark)
        expect(reply.status).toBeLessThan(500)
        if (mine !== target && reachesOther.includes(what)) expect(reply.status).toBe(404)
      })
    }),
    trying(4),
  )
})

type Salon = Awaited<ReturnType<typeof salonWithMark>>
const reachesOther = ['get', 'patch', 'delete', 'write note', 'note']

async function salonWithMark(mark: string) {
  const salon = await business()
  const actors = [salon.owner, await salon.key()]
  const ids: string[] = []
  for (const n of [1, 2, 3]) {
    const { body } = await salon.owner.post('/v1/customers', { external_id: `c${n}`, first_name: `${mark} ${n}`, tags: [mark] })
    ids.push(body.id as string)
  }
  return { mark, ids, actors }
}

function send({ mark, actors }: Salon, what: string, path: string, n: number) {
  const actor = actors[n % actors.length] as Business['owner']
  switch (what) {
    case 'create':
      return actor.post('/v1/customers', { external_id: `n${n}`, first_name: mark, tags: [mark] }, { 'idempotency-key': `k${n % 5}` })
    case 'upsert':
      return actor.put(`/v1/customer-external-ids/shared-${n % 7}`, { last_name: `${mark} ${n}` })
    case 'search':
      return actor.get('/v1/customers?q=mark&limit=100')
    case 'deleted':
      return actor.get('/v1/customers?include_deleted=true&sort=updated_at&limit=100')
    case 'tags':
      return actor.get('/v1/tags')
    case 'events':
      return actor.get('/v1/events?limit=100')
    case 'audit':
      return actor.get('/v1/audit-logs?limit=100')
    case 'get':
      return actor.get(path)
    case 'patch':
      return actor.patch(path, { lead_source: `${mark} ${n}` })
    case 'delete':
      return n % 5 === 0 ? actor.delete(path) : actor.get(path)
    case 'note':
      return actor.get(`${path}/notes`)
    case 'write note':
      return actor.post(`${path}/notes`, { body: `${mark} ${n}` })
    case 'broken':
      return actor.post('/v1/customers', { first_name: mark, external_id: 'c1' })
    default:
      return actor.get('/v1/customers?limit=100')
  }
}
