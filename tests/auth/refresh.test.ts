import { expect, test } from '@jest/globals'
import { rows, withToken } from '../support/api.ts'
import { mailsTo, newAccount, refresh } from '../support/accounts.ts'

test('of fifty refreshes of one token at once each gives the same successor', async () => {
  const account = await newAccount()

  const replies = await Promise.all(Array.from({ length: 50 }, () => refresh(account.refreshToken)))

  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
  const successors = new Set(replies.map(({ body }) => String(body.refresh_token)))
  expect(successors.size).toBe(1)
  expect(successors.has(account.refreshToken)).toBe(false)
  expect(await rows('select from refresh_tokens where session_id = $1', [account.sessionId])).toHaveLength(2)
})

test('within ten seconds a token gives the same successor again, which works', async () => {
  const account = await newAccount()
  const first = await refresh(account.refreshToken)

  const again = await refresh(account.refreshToken)

  expect([again.status, again.body.refresh_token]).toEqual([200, first.body.refresh_token])
  expect((await refresh(again.body.refresh_token)).status).toBe(200)
  expect((await withToken(again.body.access_token).get('/v1/me')).status).toBe(200)
})

test('a token that comes back later ends the whole session, and no other', async () => {
  const account = await newAccount()
  const elsewhere = await newAccount()
  const { body: next } = await refresh(account.refreshToken)
  await rows("update refresh_tokens set replaced_at = now() - interval '11 seconds' where session_id = $1 and replaced_at is not null", [
    account.sessionId,
  ])

  const stolen = await refresh(account.refreshToken)

  expect([stolen.status, stolen.body.code]).toEqual([401, 'invalid_token'])
  expect(stolen.headers.get('www-authenticate')).toContain('invalid_token')
  expect((await refresh(next.refresh_token)).status).toBe(401)
  expect((await withToken(next.access_token).get('/v1/me')).status).toBe(401)
  expect((await account.get('/v1/me')).status).toBe(401)
  expect((await elsewhere.get('/v1/me')).status).toBe(200)
})

test('what ended a session stays ended, whoever asks next, and the person is told once', async () => {
  const account = await newAccount()
  await refresh(account.refreshToken)
  await rows("update refresh_tokens set replaced_at = now() - interval '11 seconds' where session_id = $1 and replaced_at is not null", [
    account.sessionId,
  ])

  const replies = await Promise.all(Array.from({ length: 10 }, () => refresh(account.refreshToken)))

  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([401]))
  const [session] = await rows<{ ended: boolean }>('select revoked_at is not null as ended from sessions where id = $1', [
    account.sessionId,
  ])
  expect(session?.ended).toBe(true)
  expect((await mailsTo(account.email)).filter(({ kind }) => kind === 'session_ended')).toEqual([
    { kind: 'session_ended', locale: null, details: { person_id: account.personId } },
  ])
})

test('a token that nobody gave out is refused', async () => {
  const reply = await refresh('example-refresh-token-of-a-session-0000001')

  expect([reply.status, reply.body.code]).toEqual([401, 'invalid_token'])
})

test('a session ends 30 days after its last refresh', async () => {
  const account = await newAccount()
  const [fresh] = await rows<{ days: number }>('select extract(day from expires_at - now())::int as days from sessions where id = $1', [
    account.sessionId,
  ])
  expect(fresh?.days).toBe(29)

  await rows("update sessions set last_used_at = now() - interval '31 days', expires_at = now() - interval '1 day' where id = $1", [
    account.sessionId,
  ])

  expect((await refresh(account.refreshToken)).status).toBe(401)
})

test('a session ends 90 days after it began, however often it is refreshed', async () => {
  const account = await newAccount()
  await rows("update sessions set created_at = now() - interval '89 days' where id = $1", [account.sessionId])

  expect((await refresh(account.refreshToken)).status).toBe(200)

  const [session] = await rows<{ lived: number }>(
    'select extract(day from expires_at - created_at)::int as lived from sessions where id = $1',
    [account.sessionId],
  )
  expect(session?.lived).toBe(90)
})

test('neither refresh tokens nor passwords are kept as they are', async () => {
  const account = await newAccount()

  const [token] = await rows<{ hash: Buffer }>('select hash from refresh_tokens where session_id = $1', [account.sessionId])
  const [password] = await rows<{ hash: string }>('select hash from person_passwords where person_id = $1', [account.personId])

  expect(token?.hash).toHaveLength(32)
  expect(token?.hash.toString('base64url')).not.toBe(account.refreshToken)
  expect(password?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})
