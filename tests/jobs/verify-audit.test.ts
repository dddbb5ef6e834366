import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { beforeEach, expect, test } from '@jest/globals'
import { auditing } from '../support/audit.ts'
import { workShop } from '../support/worker.ts'

const shop = await workShop()
const audit = auditing(shop)

beforeEach(async () => {
  await shop.rows('truncate businesses cascade')
})

test('a whole log of every business: says so, and ends with 0', async () => {
  await audit.business(3)
  await audit.business()
  const purged = await audit.business(4)
  await audit.age(purged, [1, 2])
  await shop.purge()

  expect(await verify(shop.urls)).toEqual({ code: 0, said: 'The audit logs of 3 businesses are whole.\n', complained: '' })
})

const of = 'where business_id = $1 and sequence ='
// The owner of the tables is the strongest who could try, short of writing the whole chain and its counter anew.
test.each([
  ['an altered actor', `update audit_logs set actor_id = new_id() ${of} 2`, 2, 'altered'],
  ['an altered list of fields', `update audit_logs set changed_fields = '{}' ${of} 3`, 3, 'altered'],
  ['an altered time', `update audit_logs set occurred_at = occurred_at + interval '1 ms' ${of} 1`, 1, 'altered'],
  ['an altered hash', `update audit_logs set hash = '\\x00' ${of} 2`, 2, 'altered'],
  [
    'a last entry that was written anew, hash and all',
    `update audit_logs l set action = 'x', hash = app.audit_hash(
       (select hash from audit_logs p where p.business_id = l.business_id and p.sequence = 3),
       jsonb_populate_record(l, '{"action": "x"}')) ${of} 4`,
    4,
    'altered',
  ],
  ['a deleted first entry', `delete from audit_logs ${of} 1`, 1, 'missing'],
  ['a deleted entry in the middle', `delete from audit_logs ${of} 2`, 2, 'missing'],
  ['a deleted last entry', `delete from audit_logs ${of} 4`, 4, 'missing'],
  ['a deleted log', 'delete from audit_logs where business_id = $1', 1, 'missing'],
] as const)('%s is found', async (_what, tamper, sequence, reason) => {
  const [whole, broken] = [await audit.business(2), await audit.business(4)]

  await shop.rows(tamper, [broken])

  expect(await audit.broken(broken)).toEqual({ sequence, reason })
  expect(await audit.broken(whole)).toBeUndefined()
})

test('broken logs: names each business and its first broken entry, and ends with 1', async () => {
  const [first, whole, second] = [await audit.business(3), await audit.business(3), await audit.business(3)]
  await shop.rows(`update audit_logs set actor_id = new_id() ${of} 2`, [first])
  await shop.rows(`delete from audit_logs ${of} 3`, [second])

  const { code, said, complained } = await verify(shop.urls)

  expect(complained.split('\n').sort()).toEqual(
    ['', `Business ${first}: audit entry 2 is altered.`, `Business ${second}: audit entry 3 is missing.`].sort(),
  )
  expect({ code, said }).toEqual({ code: 1, said: '' })
  expect(complained).not.toContain(whole)
})

test('after a purge the first entry that is left is protected like any other', async () => {
  const business = await audit.business(4)
  await audit.age(business, [1, 2])
  await shop.purge()
  await shop.rows(`update audit_logs set actor_type = 'person' ${of} 3`, [business])

  expect(await audit.broken(business)).toEqual({ sequence: 3, reason: 'altered' })
})

test('without a database it says which setting is missing', async () => {
  expect(await verify({ application: '', worker: '' })).toMatchObject({ code: 1, complained: 'WORKER_DATABASE_URL is not set.\n' })
})

async function verify(urls: { application: string; worker: string }): Promise<{ code: number | null; said: string; complained: string }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: urls.application, WORKER_DATABASE_URL: urls.worker }
  const child = spawn(process.execPath, ['src/verify-audit.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [said, complained, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { code, said, complained }
}
