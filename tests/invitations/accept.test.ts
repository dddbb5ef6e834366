import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { createLinkTokens } from '../../src/crypto/link-tokens.ts'
import { anonymous, business, person, rows, secrets, signIn, withToken } from '../support/api.ts'
import { eventsOf, eventTypesOf } from '../support/events.ts'
import { invite } from '../support/invitations.ts'
import { withinOneSecond } from '../support/until.ts'

const newcomer = { full_name: 'Grace Hopper', password: 'a long and lonely password' }
const path = '/v1/invitations/accept'

test('somebody without an account gets one, with the invited address, and is signed in', async () => {
  const salon = await business()
  const { id, email, token } = await invite(salon, { role: 'manager', extra_scopes: ['audit:read'] })

  const accepted = await anonymous('POST', path, { token, ...newcomer })

  expect(accepted.status).toBe(200)
  expect(accepted.headers.get('cache-control')).toBe('no-store')
  const {
    member,
    session,
    business: joined,
  } = accepted.body as { member: { id: string; person_id: string }; session: Record<string, string>; business: object }
  expect(member).toMatchObject({ email, full_name: 'Grace Hopper', role: 'manager', extra_scopes: ['audit:read'], status: 'active' })
  expect(joined).toEqual({ id: salon.id, name: 'Test Salon' })
  expect(session.person).toMatchObject({ id: member.person_id, email, email_verified: true })
  expect((await withToken(session.access_token ?? '').get('/v1/customers')).status).toBe(200)
  expect((await salon.owner.get(`/v1/invitations/${id}`)).body).toMatchObject({
    status: 'accepted',
    accepted_at: expect.any(String),
    version: 2,
  })
  expect((await eventsOf(salon.id)).slice(1)).toMatchObject([
    { type: 'team_member.joined', data: { object: { id: member.id, email } } },
    { type: 'invitation.accepted', data: { object: { id, status: 'accepted' } } },
  ])
  const actors = await rows(
    "select distinct actor_type, actor_id from audit_logs where business_id = $1 and action <> 'invitation.created'",
    [salon.id],
  )
  expect(actors).toEqual([{ actor_type: 'person', actor_id: member.person_id }])
})

test('the new account can log in with its password', async () => {
  const salon = await business()
  const { email, token } = await invite(salon)
  await anonymous('POST', path, { token, ...newcomer })

  const loggedIn = await anonymous('POST', '/v1/auth/log-in', { email, password: newcomer.password })

  expect(loggedIn.status).toBe(200)
})

test('somebody with an account accepts with their access token, and works there at once', async () => {
  const salon = await business()
  const ada = await signIn(await person())
  const { token } = await invite(salon, { email: ada.person.email })
  await ada.get('/v1/businesses')

  const accepted = await ada.post(path, { token, full_name: 'Somebody Else' })

  expect(accepted).toMatchObject({
    status: 200,
    body: { session: null, member: { person_id: ada.person.id, full_name: 'Test Person', role: 'staff' } },
  })
  expect((await ada.get('/v1/customers', { 'x-business-id': salon.id })).status).toBe(200)
})

test('an account is not entered without its access token', async () => {
  const salon = await business()
  const { email, token } = await invite(salon)
  await person(email)

  const refused = await anonymous('POST', path, { token, ...newcomer })

  expect(refused).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  expect(await eventTypesOf(salon.id)).toEqual(['invitation.created'])
})

test('without an account, name and password are needed', async () => {
  const salon = await business()
  const { email, token } = await invite(salon)

  for (const part of [{}, { full_name: newcomer.full_name }, { password: newcomer.password }])
    expect(await anonymous('POST', path, { token, ...part })).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  expect(await rows('select from people where email = $1', [email])).toEqual([])
})

test('the access token of somebody else is refused, whether or not the invited person has an account', async () => {
  const salon = await business()
  const [stranger, known] = [await signIn(await person()), await person()]
  for (const { token } of [await invite(salon), await invite(salon, { email: known.email })])
    expect(await stranger.post(path, { token, ...newcomer })).toMatchObject({ status: 403, body: { code: 'forbidden' } })

  expect(await rows('select from team_members where business_id = $1', [salon.id])).toHaveLength(1)
})

test('neither an API key nor an access token that does not hold accepts', async () => {
  const salon = await business()
  const { token } = await invite(salon)

  expect(await (await salon.key()).post(path, { token, ...newcomer })).toMatchObject({ status: 403, body: { code: 'person_required' } })
  expect(await withToken('no-such-token-of-anybody').post(path, { token, ...newcomer })).toMatchObject({
    status: 401,
    body: { code: 'invalid_token' },
  })
})

test('of two who accept at once one joins, and afterwards nobody', async () => {
  const salon = await business()
  const { email, token } = await invite(salon)

  const both = await Promise.all([1, 2].map(() => anonymous('POST', path, { token, ...newcomer })))

  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(both.find(({ status }) => status === 409)?.body.code).toBe('already_accepted')
  expect(await anonymous('POST', path, { token, ...newcomer })).toMatchObject({ status: 409, body: { code: 'already_accepted' } })
  expect(await rows('select from people where email = $1', [email])).toHaveLength(1)
  expect(await rows('select from team_members where business_id = $1', [salon.id])).toHaveLength(2)
})

test('of two who accept at once with an account, one joins', async () => {
  const salon = await business()
  const ada = await signIn(await person())
  const { token } = await invite(salon, { email: ada.person.email })

  const both = await Promise.all([1, 2].map(() => ada.post(path, { token })))

  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('an expired invitation is not there', async () => {
  const salon = await business()
  const { id, token } = await invite(salon)
  await rows("update invitations set expires_at = now() - interval '1 second' where id = $1", [id])

  expect(await anonymous('POST', path, { token, ...newcomer })).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

test('the invitation of a closed business is not there', async () => {
  const salon = await business()
  const { token } = await invite(salon)
  await rows("update businesses set status = 'closed' where id = $1", [salon.id])

  expect((await anonymous('POST', path, { token, ...newcomer })).status).toBe(404)
})

test('a token that was altered, or made for something else, is not there', async () => {
  const salon = await business()
  const { id, token } = await invite(salon)
  const linkTokens = createLinkTokens(secrets.TOKEN_KEY)
  const altered = `${token.slice(0, 10)}${token[10] === 'A' ? 'B' : 'A'}${token.slice(11)}`
  const made = [
    altered,
    linkTokens.mint('invitation', [salon.id, id, randomUUID()]),
    linkTokens.mint('invitation', [salon.id, id]),
    linkTokens.mint('verify_email', [salon.id, id, randomUUID()]),
    createLinkTokens(Buffer.alloc(32).toString('base64')).mint('invitation', [salon.id, id, randomUUID()]),
  ]

  for (const wrong of made)
    expect(await anonymous('POST', path, { token: wrong, ...newcomer })).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

test.each([
  ['password_too_short', 'fourteen chars'],
  ['password_too_common', 'passwordpassword'],
])('a password is refused as it is at sign-up (%s)', async (code, password) => {
  const salon = await business()
  const { email, token } = await invite(salon)

  expect(await anonymous('POST', path, { token, full_name: 'Grace Hopper', password })).toMatchObject({ status: 409, body: { code } })
  expect(await rows('select from people where email = $1', [email])).toEqual([])
})

test('a team that has grown full meanwhile takes nobody, and leaves no account behind', async () => {
  const salon = await business('free')
  const { email, token } = await invite(salon)
  await salon.member('staff')
  await salon.member('staff')

  expect(await anonymous('POST', path, { token, ...newcomer })).toMatchObject({ status: 409, body: { code: 'plan_limit_reached' } })
  expect(await rows('select from people where email = $1', [email])).toEqual([])
})

test('of two different guests at once one takes the last place', async () => {
  const salon = await business('free')
  await salon.member('staff')
  const [first, second] = [await invite(salon), await invite(salon)]

  const both = await Promise.all([first, second].map(({ token }) => anonymous('POST', path, { token, ...newcomer })))

  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(await rows('select from team_members where business_id = $1', [salon.id])).toHaveLength(3)
})

test('who was removed and is invited again is the same member as before', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  await salon.owner.patch(`/v1/team-members/${staff.memberId}`, { title: 'Stylist', extra_scopes: ['audit:read'] })
  await salon.owner.post(`/v1/team-members/${staff.memberId}/remove`, { revoke_keys: false })
  const { token } = await invite(salon, { email: staff.person.email, role: 'viewer' })

  const accepted = await staff.post(path, { token })

  expect(accepted.body.member).toMatchObject({
    id: staff.memberId,
    title: 'Stylist',
    role: 'viewer',
    extra_scopes: [],
    status: 'active',
    version: 4,
  })
  await withinOneSecond(
    () => staff.get('/v1/customers'),
    ({ status }) => status === 200,
  )
})
