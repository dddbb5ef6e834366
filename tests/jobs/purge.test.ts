import { beforeAll, expect, test } from '@jest/globals'
import { plain } from '../../src/db/database.ts'
import { schedule } from '../../src/jobs/schedule.ts'
import { auditing } from '../support/audit.ts'
import { openPool } from '../support/database.ts'
import { workShop } from '../support/worker.ts'

type Fields = Readonly<Record<string, string>>

const shop = await workShop()
const audit = auditing(shop)

let businesses: string[] = []
let person = ''
beforeAll(async () => {
  businesses = [await audit.business(), await audit.business()]
  person =
    (await shop.rows<{ id: string }>("insert into people (email, full_name) values ('p@example.com', 'P') returning id"))[0]?.id ?? ''
})

const ago = (interval: string): string => `now() - interval '${interval}'`
const ahead = (interval: string): string => `now() + interval '${interval}'`

// Values are SQL: the fields that every row needs, those that make one due, and those with which it stays.
const kinds: readonly (readonly [table: string, fields: Fields, due: readonly Fields[], kept: readonly Fields[]])[] = [
  [
    'events',
    { business_id: '{business}', sequence: 'floor(random() * 1e12)', type: "'x'", data: "'{}'" },
    [{ occurred_at: ago('30 days 1 minute') }],
    [{ occurred_at: ago('29 days 23 hours') }, {}],
  ],
  [
    'idempotency_keys',
    { business_id: '{business}', principal_id: 'new_id()', operation: "'x'", key: "'x'", fingerprint: "''", reply: "''" },
    [{ created_at: ago('24 hours 1 minute') }],
    [{ created_at: ago('23 hours 59 minutes') }],
  ],
  [
    'person_idempotency_keys',
    { person_id: '{person}', operation: "'x'", key: 'new_id()', fingerprint: "''", reply: "''" },
    [{ created_at: ago('24 hours 1 minute') }],
    [{ created_at: ago('23 hours 59 minutes') }],
  ],
  [
    'sessions',
    { person_id: '{person}', expires_at: ahead('1 day') },
    [{ expires_at: ago('1 minute') }, { revoked_at: ago('1 minute') }],
    [{ expires_at: ahead('1 minute') }],
  ],
  [
    'sign_ups',
    { email: "'x'", full_name: "'x'", business_name: "'x'", time_zone: "'UTC'", expires_at: ago('29 days') },
    [{ expires_at: ago('30 days 1 minute') }, { used_at: ago('30 days 1 minute') }],
    [{}, { used_at: 'now()' }, { expires_at: ahead('1 day') }],
  ],
  [
    'password_resets',
    { person_id: '{person}', expires_at: ago('29 days') },
    [{ expires_at: ago('30 days 1 minute') }, { used_at: ago('30 days 1 minute') }],
    [{}, { used_at: 'now()' }, { expires_at: ahead('1 hour') }],
  ],
  [
    'mails',
    { kind: "'x'", recipient: "'x'", status: "'sent'", created_at: ago('31 days') },
    [{ created_at: ago('30 days 1 minute') }, { status: "'failed'" }],
    [{ created_at: ago('29 days') }, { status: "'queued'" }, { status: "'sending'" }],
  ],
]

test.each(kinds)('%s: what is due goes, and nothing else', async (table, fields, due, kept) => {
  const old = await insert(table, fields, due)
  const young = await insert(table, fields, kept)

  await shop.purge()

  const left = (await shop.rows<{ place: string }>(`select ctid::text as place from ${table}`)).map(({ place }) => place)
  expect(left.filter((place) => old.includes(place))).toEqual([])
  expect(young.filter((place) => !left.includes(place))).toEqual([])
})

test('everything goes in one night, in batches that are no larger than asked for', async () => {
  await shop.rows(
    `insert into events (business_id, sequence, type, data, occurred_at)
     select $1, g, 'x', '{}', now() - interval '40 days' from generate_series(1, 2500) g`,
    [businesses[0]],
  )

  const [batch] = await shop.rows<{ purged: number }>("select app.purge('events', 7) as purged")
  await shop.purge()

  expect(batch?.purged).toBe(7)
  expect(await shop.rows("select from events where occurred_at < now() - interval '30 days'")).toEqual([])
})

test('a session takes its refresh tokens along, and leaves those of others', async () => {
  const session = async (expiresAt: string): Promise<string> => {
    const made = await shop.rows<{ id: string }>(`insert into sessions (person_id, expires_at) values ($1, ${expiresAt}) returning id`, [
      person,
    ])
    const id = made[0]?.id ?? ''
    await shop.rows('insert into refresh_tokens (hash, session_id, person_id) values (uuid_send($1), $1, $2)', [id, person])
    return id
  }
  await session(ago('1 day'))
  const living = await session(ahead('1 day'))

  await shop.purge()

  expect(await shop.rows('select session_id from refresh_tokens')).toEqual([{ session_id: living }])
})

test('an enrolment that nobody confirmed in time goes; one that can be confirmed stays, and so does a second factor that is on', async () => {
  const enrolment = async (fields: string): Promise<string> => {
    const text = "insert into people (email, full_name) values (new_id()::text, 'P') returning id"
    const id = (await shop.rows<{ id: string }>(text))[0]?.id ?? ''
    await shop.rows(`insert into person_totp_secrets (person_id, secret, expires_at, confirmed_at) values ($1, '', ${fields})`, [id])
    return id
  }
  await enrolment(`${ago('1 minute')}, null`)
  const kept = [await enrolment(`${ahead('1 minute')}, null`), await enrolment(`${ago('1 year')}, ${ago('1 year')}`)]

  await shop.purge()

  const left = await shop.rows<{ person_id: string }>('select person_id from person_totp_secrets')
  expect(left.map(({ person_id }) => person_id).sort()).toEqual(kept.sort())
})

test('what providers have sent goes after 30 days, processed or not', async () => {
  const [account] = await shop.rows<{ id: string }>(
    "insert into integrations (business_id, provider, name, credentials, secret_hint) values ($1, 'twilio', 'T', '', '') returning id",
    [businesses[0]],
  )
  const receive = (name: string, status: string, createdAt: string): Promise<object[]> =>
    shop.rows(
      `insert into inbound_webhooks (business_id, integration_id, kind, provider_event_id, content_type, body, status, created_at)
       values ($1, $2, 'twilio_message', $3, 'x', '', $4, ${createdAt})`,
      [businesses[0], account?.id, name, status],
    )
  await receive('old', 'processed', ago('30 days 1 minute'))
  await receive('old and failed', 'failed', ago('31 days'))
  await receive('young', 'processed', ago('29 days 23 hours'))

  await shop.purge()

  expect(await shop.rows('select provider_event_id from inbound_webhooks')).toEqual([{ provider_event_id: 'young' }])
})

test('jobs that failed for good stay for 30 days', async () => {
  await shop.rows("select graphile_worker.add_job('mail.send', max_attempts => 1, job_key => key) from unnest(array['old', 'young']) key")
  await shop.rows('update graphile_worker._private_jobs set attempts = max_attempts')
  await shop.rows("update graphile_worker._private_jobs set updated_at = now() - interval '31 days' where key = 'old'")

  await shop.purge()

  expect((await shop.jobs()).map(({ key }) => key)).toEqual(['young'])
})

test('it runs every night by itself', () => {
  const nights = schedule.filter(({ task }) => task === 'purge')

  expect(nights).toHaveLength(1)
  expect(nights[0]?.match({ min: 17, hour: 3, date: 1, month: 1, dow: 1 })).toBe(true)
  expect(nights[0]?.match({ min: 17, hour: 4, date: 1, month: 1, dow: 1 })).toBe(false)
})

test('the role that deletes cannot log in, and sees nothing that is not due', async () => {
  await insert('events', { business_id: '{business}', sequence: 'floor(random() * 1e12)', type: "'x'", data: "'{}'" }, [{}])
  const owner = await openPool(shop.urls.owner).connect()
  await owner.query('begin; set local role clientflow_purger')

  const seen = await owner.query('select from events')
  await expect(owner.query('select from customers')).rejects.toThrow('permission denied')

  await owner.query('rollback')
  owner.release()
  expect(seen.rows).toEqual([])
  const roles = "select rolcanlogin, rolsuper, rolbypassrls from pg_roles where rolname = 'clientflow_purger'"
  expect(await shop.rows(roles)).toEqual([{ rolcanlogin: false, rolsuper: false, rolbypassrls: false }])
})

test('the application may not purge', async () => {
  await expect(shop.transact({ nobody: true }, (tx) => tx.all(plain("select app.purge('events', 1)")))).rejects.toThrow('permission denied')
})

/** One row of each variant for each business, and where they stand. */
async function insert(table: string, fields: Fields, variants: readonly Fields[]): Promise<string[]> {
  const places: string[] = []
  for (const business of businesses)
    for (const variant of variants) {
      const row = { ...fields, ...variant }
      const values = Object.values(row).join(', ').replace('{business}', `'${business}'`).replace('{person}', `'${person}'`)
      const [made] = await shop.rows<{ place: string }>(
        `insert into ${table} (${Object.keys(row).join(', ')}) values (${values}) returning ctid::text as place`,
      )
      places.push(made?.place ?? '')
    }
  return places
}
