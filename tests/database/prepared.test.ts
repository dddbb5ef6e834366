import { expect, test } from '@jest/globals'
import { plain, reading } from '../../src/db/database.ts'
import { isUnavailable } from '../../src/db/errors.ts'
import { createPool } from '../../src/db/pool.ts'
import { createDatabase, openPool } from '../support/database.ts'

test('a statement that was prepared before a migration changed its columns fails once, and the next connection runs it', async () => {
  const urls = await createDatabase()
  const owner = openPool(urls.owner)
  await owner.query('create table shapes (a integer); grant select on shapes to clientflow_app')
  const pool = createPool({ url: urls.application, size: 1, acquireTimeoutMs: 2_000 })
  const door = reading({ pool, namedStatements: true }, { nobody: true })
  const ask = (): Promise<unknown[]> => door.all(plain('select * from shapes'))
  await ask()
  await ask()

  await owner.query('alter table shapes add column b integer')
  const failure: unknown = await ask().catch((error: unknown) => error)

  expect(isUnavailable(failure)).toBe(true)
  expect(await ask()).toEqual([])
  await pool.end()
})

test('a statement that failed before it was parsed is parsed the next time, on a new connection too', async () => {
  const urls = await createDatabase()
  const owner = openPool(urls.owner)
  const pool = createPool({ url: urls.application, size: 1, acquireTimeoutMs: 2_000 })
  const door = reading({ pool, namedStatements: true }, { nobody: true })
  const ask = (): Promise<unknown[]> => door.all(plain('select a from later'))

  // On this connection the statements before it are parsed for the first time as well, and succeed.
  const failure: unknown = await ask().catch((error: unknown) => error)
  await owner.query('create table later (a integer); grant select on later to clientflow_app')

  expect(failure).toMatchObject({ code: '42P01' })
  expect([await ask(), await ask()]).toEqual([[], []])
  await pool.end()
})
