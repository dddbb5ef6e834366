import { expect, test } from '@jest/globals'
import { business, person, signIn } from '../support/api.ts'
import { goodPassword, newAccount, newEmail, tryLogIn } from '../support/accounts.ts'

test('changes what is sent, and nothing else', async () => {
  const account = await newAccount({ locale: 'en-US' })

  const renamed = await account.patch('/v1/me', { full_name: 'Grace Brewster Hopper' })
  const cleared = await account.patch('/v1/me', { locale: null })

  expect([renamed.status, renamed.headers.get('etag')]).toEqual([200, '"2"'])
  expect(renamed.body).toMatchObject({ full_name: 'Grace Brewster Hopper', locale: 'en-US', email: account.email, version: 2 })
  expect(cleared.body).toMatchObject({ full_name: 'Grace Brewster Hopper', locale: null, version: 3 })
  expect((await account.get('/v1/me')).body.person).toEqual(cleared.body)
})

test('what is so already is no change', async () => {
  const account = await newAccount()

  const reply = await account.patch('/v1/me', { full_name: 'Grace Hopper', locale: null })

  expect([reply.status, reply.headers.get('etag')]).toEqual([200, '"1"'])
  expect(reply.body.updated_at).toBe(reply.body.created_at)
})

test('a version that somebody else has changed is not overwritten', async () => {
  const account = await newAccount()
  await account.patch('/v1/me', { full_name: 'First' })

  const stale = await account.patch('/v1/me', { full_name: 'Second' }, { 'if-match': '"1"' })
  const fresh = await account.patch('/v1/me', { full_name: 'Third' }, { 'if-match': '"2"' })

  expect([stale.status, stale.body.code]).toEqual([412, 'precondition_failed'])
  expect([fresh.status, fresh.body.full_name, fresh.body.version]).toEqual([200, 'Third', 3])
})

test('of two changes of one version at once, one counts', async () => {
  const account = await newAccount()

  const replies = await Promise.all(
    ['One', 'Two', 'Three'].map((full_name) => account.patch('/v1/me', { full_name }, { 'if-match': '"1"' })),
  )

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  expect((await account.get('/v1/me')).body.person.version).toBe(2)
})

test.each([
  ['the address', { email: newEmail() }],
  ['whether it is verified', { email_verified: true }],
  ['the password', { password: 'nine lanterns under a bridge' }],
  ['nothing', {}],
  ['a name with a line feed', { full_name: 'Grace\nHopper' }],
  ['no name', { full_name: null }],
  ['a language that is none', { locale: 'english' }],
])('cannot change %s', async (_what, changes) => {
  const account = await newAccount()

  expect((await account.patch('/v1/me', changes)).status).toBe(400)
  expect((await account.get('/v1/me')).body.person.version).toBe(1)
  expect((await tryLogIn(account.email, goodPassword)).status).toBe(200)
})

test('is the same person in every business, whichever is open', async () => {
  const salon = await business()

  await salon.owner.patch('/v1/me', { full_name: 'New Name' })

  const members = await salon.owner.get('/v1/team-members')
  expect(members.body.data[0].full_name).toBe('New Name')
})

test('changes nobody else', async () => {
  const someone = await signIn(await person())
  const other = await signIn(await person())

  await someone.patch('/v1/me', { full_name: 'New Name' })

  expect((await other.get('/v1/me')).body.person).toMatchObject({ full_name: 'Test Person', version: 1 })
})

test('is nothing for an API key', async () => {
  const key = await (await business()).key()

  const reply = await key.patch('/v1/me', { full_name: 'Key' })

  expect([reply.status, reply.body.code]).toEqual([403, 'person_required'])
})
