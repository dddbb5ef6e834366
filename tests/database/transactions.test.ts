import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { plain, reading, withTransaction } from '../../src/db/database.ts'
import type { Database, Scope } from '../../src/db/database.ts'
import { createPool } from '../../src/db/pool.ts'
import { createDatabase } from '../support/database.ts'

const nobody: Scope = { nobody: true }
const one = plain<{ one: number }>('select 1 as one')
let db: Database
beforeAll(async () => {
  const { application } = await createDatabase()
  db = { pool: createPool({ url: application, size: 1, acquireTimeoutMs: 5_000 }), namedStatements: true }
})
afterAll(() => db.pool.end())

test('a transaction takes its connection with its first query, and leaves it to others before', async () => {
  const answer = await withTransaction(db, nobody, async (tx) => {
    const other = await reading(db, nobody).first(one)
    return [other, await tx.first(one)]
  })

  expect(answer).toEqual([{ one: 1 }, { one: 1 }])
})

test('a transaction that asks nothing takes no connection', async () => {
  const held = await db.pool.connect()

  expect(await withTransaction(db, nobody, () => Promise.resolve('done'))).toBe('done')

  held.release()
})

test('a transaction that fails while its connection is on the way gives it back', async () => {
  const held = await db.pool.connect()
  const failing = withTransaction(db, nobody, (tx) => Promise.all([tx.first(one), Promise.reject(new Error('meanwhile'))]))
  const outcome = failing.catch((error: unknown) => error)

  held.release()

  expect(await outcome).toEqual(new Error('meanwhile'))
  expect(await reading(db, nobody).first(one)).toEqual({ one: 1 })
  const state = await reading(db, nobody).first(
    plain<{ count: number }>("select count(*) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()"),
  )
  expect(state?.count).toBe(0)
})

test.each([
  ['failed', 'after its first question'],
  ['failed', 'before it'],
  ['committed', 'after its first question'],
  ['committed', 'before it'],
])('who goes on after the transaction has %s, %s, reaches nobody', async (ending, when) => {
  const after = Promise.withResolvers<undefined>()
  const stragglers: Promise<unknown>[] = []
  const ended = withTransaction(db, nobody, async (tx) => {
    if (when !== 'before it') await tx.first(one)
    stragglers.push(after.promise.then(() => tx.first(one)))
    if (ending === 'failed') throw new Error('meanwhile')
  })
  await ended.catch(() => undefined)

  after.resolve(undefined)

  await expect(Promise.all(stragglers)).rejects.toThrow('The transaction is over.')
  expect(await reading(db, nobody).first(one)).toEqual({ one: 1 })
})

test('questions that are asked together go in their order', async () => {
  const answers = await withTransaction(db, nobody, (tx) =>
    Promise.all([
      tx.first(plain('create temporary table asked (n integer) on commit drop')),
      tx.first(plain('insert into asked values (1)')),
      tx.first(plain('select n from asked')),
    ]),
  )

  expect(answers.at(-1)).toEqual({ n: 1 })
})

test('what comes last is committed with the rest', async () => {
  const person = '01a1b2c3-0000-7000-8000-00000000d001'
  await withTransaction(
    db,
    { person },
    (tx) => tx.all(plain("insert into people (id, email, full_name) values ($1, 'ada@example.com', 'Ada')", [person])),
    (tx) => tx.all(plain("update people set full_name = 'Ada Lovelace'")),
  )

  expect(await reading(db, { person }).first(plain('select full_name from people'))).toEqual({ full_name: 'Ada Lovelace' })
})
