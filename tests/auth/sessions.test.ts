import { expect, test } from '@jest/globals'
import { anonymous, business, rows } from '../support/api.ts'
import { logIn, newAccount, refresh } from '../support/accounts.ts'
import { walk } from '../support/walk.ts'

interface Session {
  readonly id: string
  readonly current: boolean
  readonly user_agent: string | null
  readonly ip_address: string | null
}

test('lists the running sessions, newest first, and marks the one that asks', async () => {
  const first = await newAccount()
  const second = await logIn(first.email)
  const third = await logIn(first.email)
  await second.post('/v1/auth/log-out')
  await rows("update sessions set expires_at = now() - interval '1 second' where id = $1", [(await logIn(first.email)).sessionId])

  const { data, page } = (await first.get('/v1/auth/sessions')).body as { data: Session[]; page: object }

  expect(data.map(({ id, current }) => [id, current])).toEqual([
    [third.sessionId, false],
    [first.sessionId, true],
  ])
  expect(page).toEqual({ next_cursor: null, has_more: false })
})

test('the pages of the list have each session once', async () => {
  const account = await newAccount()
  const others = await Promise.all([1, 2, 3, 4].map(() => logIn(account.email)))

  const found = await walk<Session>(account, '/v1/auth/sessions', 2)

  expect(found.map(({ id }) => id).sort()).toEqual([account, ...others].map(({ sessionId }) => sessionId).sort())
})

test('nobody sees the sessions of others', async () => {
  const account = await newAccount()
  const stranger = await newAccount()

  expect(await walk<Session>(stranger, '/v1/auth/sessions')).toHaveLength(1)
  const reply = await stranger.post(`/v1/auth/sessions/${account.sessionId}/revoke`)

  expect([reply.status, reply.body.code]).toEqual([404, 'not_found'])
  expect((await account.get('/v1/me')).status).toBe(200)
})

test('says what the client called itself, on one line of at most 200 characters, and from where it came', async () => {
  const account = await newAccount()
  const agent = `Salon\tApp/1.0 ${'x'.repeat(300)}`
  const { refreshToken } = await logIn(account.email)

  await anonymous('POST', '/v1/auth/refresh', { refresh_token: refreshToken }, { 'user-agent': agent })

  const newest = (await walk<Session>(account, '/v1/auth/sessions'))[0]
  expect(newest?.user_agent).toBe(agent.replace('\t', ' ').slice(0, 200))
  expect(newest?.ip_address).toBe('127.0.0.1')
})

test('times narrow the list, and those in the wrong order are a 409', async () => {
  const account = await newAccount()

  const none = await account.get('/v1/auth/sessions?created_before=2020-01-01T00:00:00Z')
  const wrong = await account.get('/v1/auth/sessions?created_from=2026-01-02T00:00:00Z&created_before=2026-01-01T00:00:00Z')

  expect(none.body.data).toEqual([])
  expect([wrong.status, wrong.body.code]).toEqual([409, 'invalid_range'])
})

test('a log-out ends this session at once, and no other', async () => {
  const one = await newAccount()
  const other = await logIn(one.email)

  expect((await one.post('/v1/auth/log-out')).status).toBe(204)

  expect((await one.get('/v1/me')).status).toBe(401)
  expect((await refresh(one.refreshToken)).status).toBe(401)
  expect((await other.get('/v1/me')).status).toBe(200)
})

test('a log-out everywhere ends all sessions of the person at once, and nobody else’s', async () => {
  const one = await newAccount()
  const other = await logIn(one.email)
  const stranger = await newAccount()

  expect((await one.post('/v1/auth/log-out-everywhere')).status).toBe(204)

  for (const ended of [one, other]) {
    expect((await ended.get('/v1/me')).status).toBe(401)
    expect((await refresh(ended.refreshToken)).status).toBe(401)
  }
  expect((await stranger.get('/v1/me')).status).toBe(200)
})

test('a session can be revoked from another, twice', async () => {
  const one = await newAccount()
  const other = await logIn(one.email)
  expect((await other.get('/v1/me')).status).toBe(200)

  expect((await one.post(`/v1/auth/sessions/${other.sessionId.toUpperCase()}/revoke`)).status).toBe(204)
  expect((await one.post(`/v1/auth/sessions/${other.sessionId}/revoke`)).status).toBe(204)

  expect((await other.get('/v1/me')).status).toBe(401)
  expect((await one.get('/v1/me')).status).toBe(200)
})

test('sessions are nothing for API keys', async () => {
  const key = await (await business()).key()

  for (const path of ['/v1/auth/log-out', '/v1/auth/log-out-everywhere']) expect((await key.post(path)).body.code).toBe('person_required')
  expect((await key.get('/v1/auth/sessions')).body.code).toBe('person_required')
})

test('a session that has expired opens nothing, although its access token would still live', async () => {
  const account = await newAccount()
  await rows("update sessions set expires_at = now() - interval '1 second' where id = $1", [account.sessionId])

  const reply = await account.get('/v1/me')

  expect([reply.status, reply.body.code]).toEqual([401, 'invalid_token'])
})
