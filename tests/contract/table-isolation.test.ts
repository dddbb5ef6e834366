import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from '@jest/globals'
import { DatabaseError } from 'pg'
import type { PoolClient } from 'pg'
import { rows, server } from '../support/api.ts'
import { openPool } from '../support/database.ts'
import { makeCast } from './corpus/cast.ts'
import type { Cast } from './corpus/cast.ts'

// As the application's role and past all of our own code: with another business open, another person, or nobody, the rows of a business are not
// there, neither to be read nor to be changed, deleted or added.

interface Table {
  readonly name: string
  /** The column that says whose a row is. */
  readonly key: 'business_id' | 'person_id'
  readonly columns: readonly string[]
}
type Scope = Readonly<Record<'business' | 'person', string>>

const pool = openPool(server.urls.application)
const tables = await ownedTables()
let theirs: Cast
let scopes: Readonly<Record<string, Scope>>

beforeAll(async () => {
  const ours = await makeCast()
  theirs = await makeCast()
  scopes = {
    'another business': { business: ours.salon.id, person: '' },
    'another person': { business: '', person: ours.owner.person.id },
    'another person, with a business open': { business: ours.salon.id, person: theirs.owner.person.id },
    nobody: { business: '', person: '' },
    'a business that does not exist': { business: randomUUID(), person: '' },
  }
  await fillTheRest(theirs)
})

test.each(tables)('the rows of $name are for those whose they are', async (table) => {
  const [row] = await rows(`select to_jsonb(t) as row from ${table.name} t where ${table.key} = $1 limit 1`, [whose(table)])
  // A table that the cast leaves empty proves nothing: fill it in fillTheRest.
  expect(row).toBeDefined()

  const leaks = await Promise.all(
    Object.entries(scopes).map(async ([who, scope]) => {
      const done = await Promise.all([
        affected(scope, `select from ${table.name} where ${table.key} = $1`, [whose(table)]),
        affected(scope, `update ${table.name} set ${table.key} = ${table.key} where ${table.key} = $1`, [whose(table)]),
        affected(scope, `delete from ${table.name} where ${table.key} = $1`, [whose(table)]),
        affected(scope, insertion(table), [JSON.stringify(row?.row)]),
      ])
      return ['read', 'changed', 'deleted', 'added'].filter((_verb, index) => done[index] !== 0).map((verb) => `${verb} by ${who}`)
    }),
  )

  expect(leaks.flat()).toEqual([])
})

test('with its own business open, the same statements see the rows', async () => {
  const scope = { business: theirs.salon.id, person: '' }

  expect(await affected(scope, 'select from customers where business_id = $1', [theirs.salon.id])).toBe(2)
  expect(await affected(scope, 'update customers set version = version where business_id = $1', [theirs.salon.id])).toBe(2)
})

test('what belongs to no business is shown to nobody', async () => {
  const unowned = ['businesses', 'mails', 'people', 'sign_ups', 'worker_heartbeats']

  const seen = await Promise.all(unowned.map((name) => affected({ business: '', person: '' }, `select from ${name}`, [])))

  expect(seen).toEqual(unowned.map(() => 0))
})

/** How many rows a statement reaches in a scope; refused is none. Nothing of it stays. */
async function affected({ business, person }: Scope, text: string, values: unknown[]): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query("select set_config('app.business_id', $1, true), set_config('app.person_id', $2, true)", [business, person])
    return (await client.query(text, values)).rowCount ?? 0
  } catch (error) {
    // 42501: a missing privilege, or a row that no policy lets in.
    if (error instanceof DatabaseError && error.code === '42501') return 0
    throw error
  } finally {
    await end(client)
  }
}

async function end(client: PoolClient): Promise<void> {
  await client.query('rollback')
  client.release()
}

function whose({ key }: Table): string {
  return key === 'business_id' ? theirs.salon.id : theirs.owner.person.id
}

function insertion({ name, columns }: Table): string {
  const list = columns.join(', ')
  return `insert into ${name} (${list}) select ${list} from jsonb_populate_record(null::${name}, $1)`
}

/** Each table of the catalogue that has rows of somebody; where both a business and a person are named, the business counts. */
async function ownedTables(): Promise<Table[]> {
  return rows<Table & Record<string, unknown>>(
    `select c.relname as name, max(a.attname) filter (where a.attname = k.key) as key,
       array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attgenerated = '') as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     cross join lateral (select min(b.attname) as key from pg_attribute b where b.attrelid = c.oid and b.attname in ('business_id', 'person_id')) k
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and k.key is not null group by 1 order by 1`,
  )
}

/** What the cast's requests leave empty. */
async function fillTheRest({ salon, owner, ids }: Cast): Promise<void> {
  const person = [owner.person.id]
  await owner.put(`/v1/customers/${ids.customer_id ?? ''}/tags/regular`)
  await owner.post('/v1/customers', { external_id: 'another' }, { 'Idempotency-Key': 'another' })
  await rows('delete from customers where business_id = $1 and external_id = $2', [salon.id, 'another'])
  await rows("insert into person_totp_secrets (person_id, secret, expires_at) values ($1, '', now())", person)
  await rows("insert into person_recovery_codes (person_id, hash) values ($1, '')", person)
  await rows("insert into person_passwords (person_id, hash) values ($1, 'none')", person)
  await rows(
    "insert into person_identities (issuer, subject, person_id) values ('https://issuer.example.com', $1::uuid::text, $1::uuid)",
    person,
  )
  await rows("insert into password_resets (person_id, expires_at) values ($1, now() + interval '1 hour')", person)
  await rows("insert into person_idempotency_keys (person_id, operation, key, fingerprint, reply) values ($1, 'o', 'k', '', '')", person)
  await rows("insert into refresh_tokens (hash, session_id, person_id) values (convert_to($2::uuid::text, 'UTF8'), $2::uuid, $1)", [
    ...person,
    owner.sessionId,
  ])
  await owner.put(`/v1/businesses/${salon.id}/hours`, { weekly: [] })
  await owner.put('/v1/messaging-policy', { footer: 'Test Salon' })
  await owner.put('/v1/reminder-rules', { rules: [] })
  await rows(
    `with c as (insert into conversations (business_id, customer_id, channel_type) values ($1, $2, 'in_person') returning business_id, id, customer_id)
     insert into messages (business_id, conversation_id, customer_id, sequence, direction, sender_type, category, body, status)
     select business_id, id, customer_id, 1, 'inbound', 'customer', 'conversational', 'Hello', 'received' from c`,
    [salon.id, ids.customer_id],
  )
  await rows(
    `insert into message_status_updates (business_id, integration_id, status, occurred_at)
     select business_id, id, 'sent', now() from integrations where business_id = $1 limit 1`,
    [salon.id],
  )
  await rows('insert into calendar_events (business_id, appointment_id, connection_id) values ($1, $2, $3)', [
    salon.id,
    ids.appointment_id,
    ids.calendar_connection_id,
  ])
}
