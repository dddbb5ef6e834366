import { Pool, types } from 'pg'
import type { QueryResultRow } from 'pg'
import { plain, reading, withTransaction } from '../../src/db/database.ts'
import { createPool } from '../../src/db/pool.ts'
import { customerColumns } from '../../src/domain/customers/queries.ts'
import type { CustomerRow, KeyRow } from './duties.ts'
import { poolSettings } from './duties.ts'

/** A way to the database. All of them send the same statements, named, and write the same rows. */
export interface Door {
  key(hash: Buffer): Promise<KeyRow | undefined>
  one(business: string, id: string): Promise<CustomerRow | undefined>
  page(business: string, size: number): Promise<CustomerRow[]>
  /** Inserts the row, and with it the changes that are made of it. */
  create(business: string, row: Record<string, unknown>, changesOf: (row: CustomerRow) => string): Promise<CustomerRow | undefined>
}

const columns = customerColumns.join(', ')
const findKey = 'select * from app.authenticate_api_key($1)'
const findOne = `select ${columns} from customers where id = $1 and deleted_at is null`
const findPage = `select ${columns} from customers where deleted_at is null order by created_at desc, id desc limit $1`
const recordChanges = 'select app.record_changes($1)'
const usage =
  '(select b.plan from businesses b where b.id = current_business()) as plan, (select c.customers from business_counters c) as kept'

function insertOf(row: Record<string, unknown>): string {
  const names = Object.keys(row)
  const places = names.map((_, index) => `$${index + 1}`)
  return `insert into customers (${names.join(', ')}) values (${places.join(', ')}) on conflict do nothing returning ${columns}, ${usage}`
}

/** The usual good way: BEGIN and the setting, the statements, COMMIT, each a round trip. Instants come as Dates, pg's standard. */
export function classic(): Door {
  types.setTypeParser(types.builtins.DATE, (text: string) => text)
  const pool = new Pool(poolSettings)
  type Ask = <R extends QueryResultRow>(name: string, text: string, values: unknown[]) => Promise<R[]>
  const transact = async <T>(business: string, work: (ask: Ask) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    try {
      await client.query(`begin; select set_config('app.business_id', ${client.escapeLiteral(business)}, true)`)
      const result = await work(async (name, text, values) => (await client.query({ name, text, values })).rows as never)
      await client.query('commit')
      client.release()
      return result
    } catch (error) {
      client.release(true)
      throw error
    }
  }
  return {
    key: async (hash) => (await pool.query<KeyRow>({ name: 'key', text: findKey, values: [hash] })).rows[0],
    one: async (business, id) => (await transact(business, (ask) => ask<CustomerRow>('one', findOne, [id])))[0],
    page: (business, size) => transact(business, (ask) => ask<CustomerRow>('page', findPage, [size])),
    create: (business, row, changesOf) =>
      transact(business, async (ask) => {
        const [made] = await ask<CustomerRow>('create', insertOf(row), Object.values(row))
        if (made !== undefined) await ask('record', recordChanges, [changesOf(made)])
        return made
      }),
  }
}

/** Ours: the setting travels with the statement, BEGIN with the first and COMMIT with the last one; instants come as text. */
export function oneTrip(): Door {
  const db = { pool: ourPool(), namedStatements: true }
  return {
    key: (hash) => reading(db, { nobody: true }).first(plain<KeyRow>(findKey, [hash])),
    one: (business, id) => reading(db, { business }).first(plain<CustomerRow>(findOne, [id])),
    page: (business, size) => reading(db, { business }).all(plain<CustomerRow>(findPage, [size])),
    async create(business, row, changesOf) {
      let changes: string | undefined
      return withTransaction(
        db,
        { business },
        async (tx) => {
          const made = await tx.first(plain<CustomerRow>(insertOf(row), Object.values(row)))
          changes = made && changesOf(made)
          return made
        },
        (tx) => (changes === undefined ? undefined : tx.all(plain(recordChanges, [changes]))),
      )
    },
  }
}

/**
 * Nothing separates the businesses but a condition in the statement: no setting, and a role that row-level security does not apply to. Only for
 * reading; writes are as above.
 */
export function withoutIsolation(): Door {
  const pool = ourPool(process.env.UNGUARDED_DATABASE_URL)
  const one = findOne.replace('where', 'where business_id = $2 and')
  const page = findPage.replace('where', 'where business_id = $2 and')
  const ask = async (name: string, text: string, values: unknown[]): Promise<CustomerRow[]> =>
    (await pool.query<CustomerRow>({ name, text, values })).rows
  return {
    ...oneTrip(),
    one: async (business, id) => (await ask('one', one, [id, business]))[0],
    page: (business, size) => ask('page', page, [size, business]),
  }
}

function ourPool(url = poolSettings.connectionString): Pool {
  return createPool({ url: url ?? '', size: poolSettings.max, acquireTimeoutMs: 2_000 })
}

/** The door that the command line asks for. */
export function chosenDoor(): Door {
  const doors: Readonly<Record<string, () => Door>> = { classic: classic, 'one-trip': oneTrip, 'without-isolation': withoutIsolation }
  const open = doors[process.argv[2] ?? '']
  if (open === undefined) throw new Error(`Say which door: ${Object.keys(doors).join(', ')}.`)
  return open()
}
