import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterAll, expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import { createDatabase, openPool } from '../support/database.ts'
import { call } from '../support/http.ts'
import type { Reply } from '../support/http.ts'
import { until } from '../support/eventually.ts'
import { faultsOf } from '../contract/corpus/replies.ts'
import { lockTable } from './locked.ts'
import { startOwnServer, startUnready } from './own-server.ts'

const silent = createServer((socket) => void sockets.push(socket))
const sockets: Socket[] = []
afterAll(() => {
  silent.close()
  for (const socket of sockets) socket.destroy()
})

test('a server that is starting says so, and lives', async () => {
  const { url } = await startUnready({})

  const ready = await call(url, 'GET', '/readyz')
  const alive = await call(url, 'GET', '/livez')

  expect(told(ready)).toEqual([503, 'service_unavailable', 'The server is starting.'])
  expect(faultsOf(ready)).toEqual([])
  expect(alive.status).toBe(200)
})

test('a server whose database is behind the migrations is not ready, until they are applied', async () => {
  const urls = await createDatabase()
  const owner = openPool(urls.owner)
  const [last] = (await owner.query('delete from schema_migrations where name = (select max(name) from schema_migrations) returning *'))
    .rows as object[]
  const { url } = await startUnready({ DATABASE_URL: urls.application })

  const behind = await until('it says what is missing', async () => {
    const reply = await call(url, 'GET', '/readyz')
    return (reply.body as { detail: string }).detail === 'The database is behind the migrations.' && reply
  })
  await owner.query('insert into schema_migrations select * from jsonb_populate_record(null::schema_migrations, $1)', [
    JSON.stringify(last),
  ])
  await until('it is ready', async () => (await call(url, 'GET', '/readyz')).status === 200)

  expect(behind.status).toBe(503)
  expect(faultsOf(behind)).toEqual([])
})

test('a server whose database does not answer says 503, and lives', async () => {
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const { url } = await startUnready({
    DATABASE_URL: `postgres://clientflow_app:none@127.0.0.1:${port}/none`,
    // Longer than readiness waits, which then is the first to give up.
    DATABASE_ACQUIRE_TIMEOUT_MS: '2000',
  })

  const [ready, refused] = await Promise.all([
    until('the contract is compiled', async () => {
      const reply = await call(url, 'GET', '/readyz')
      return told(reply)[2] !== 'The server is starting.' && reply
    }),
    logIn(url),
  ])

  expect(told(ready)).toEqual([503, 'service_unavailable', 'The database does not answer in time.'])
  expect([refused.status, refused.headers.has('retry-after')]).toEqual([503, true])
  expect([ready, refused].flatMap(faultsOf)).toEqual([])
  expect((await call(url, 'GET', '/livez')).status).toBe(200)
})

test('a lock that is held for too long is a 503, and nothing is half done', async () => {
  const { id, owner } = await business()
  const table = await lockTable('customers')

  const [asked, made] = await Promise.all([owner.get('/v1/customers'), owner.post('/v1/customers', { external_id: 'late' })])
  await table.unlock()

  expect([asked, made].map((reply) => [reply.status, reply.headers.has('retry-after')])).toEqual([
    [503, true],
    [503, true],
  ])
  expect([asked, made].flatMap(faultsOf)).toEqual([])
  expect(await rows('select id from customers where business_id = $1', [id])).toEqual([])
  expect((await owner.post('/v1/customers', { external_id: 'late' })).status).toBe(201)
})

test('a statement that takes too long is a 503', async () => {
  const urls = await createDatabase()
  const owner = openPool(urls.owner)
  await owner.query(
    "do $$ begin execute format('alter role clientflow_app in database %I set statement_timeout = 200', current_database()); execute format('alter role clientflow_app in database %I set lock_timeout = 0', current_database()); end $$",
  )
  const { url } = await startOwnServer({ DATABASE_URL: urls.application })
  const table = await lockTable('people', urls.owner)

  const late = await logIn(url)
  await table.unlock()
  const inTime = await logIn(url)

  expect([late.status, inTime.status]).toEqual([503, 401])
  expect(faultsOf(late)).toEqual([])
})

const told = ({ status, body }: Reply): unknown[] => {
  const { code, detail } = body as { code: string; detail: string }
  return [status, code, detail]
}
const logIn = (url: string): Promise<Reply> =>
  call(url, 'POST', '/v1/auth/log-in', { email: 'nobody@example.com', password: 'four umbrellas in the rain' })
