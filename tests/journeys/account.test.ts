import { eventPages, paginate, unwrap } from '@clientflow/sdk'
import { expect, test } from '@jest/globals'
import { newEmail, password, useWorld } from './world.ts'

const world = useWorld()

test('from the sign-up to the first customer of a program', async () => {
  const email = newEmail()
  const wanted = { email, full_name: 'Grace Hopper', business_name: 'Harbour Hair', time_zone: 'America/New_York' } as const
  await unwrap(world.anybody().POST('/v1/auth/sign-up', { body: wanted }))
  const token = await world.mailedToken(email, '/verify-email')
  const session = await unwrap(world.anybody().POST('/v1/auth/verify-email', { body: { token, password } }))

  const grace = world.somebody(session.access_token)
  const me = await unwrap(grace.GET('/v1/me'))
  expect(me).toMatchObject({
    person: { email, full_name: 'Grace Hopper' },
    role: 'owner',
    memberships: [{ business_name: 'Harbour Hair' }],
  })

  const key = await unwrap(
    grace.POST('/v1/api-keys', { body: { name: 'Website', scopes: ['customers:read', 'customers:write', 'events:read'] } }),
  )
  const website = world.program(key.secret)
  const ada = await unwrap(website.POST('/v1/customers', { body: { first_name: 'Ada', emails: [{ email: newEmail() }] } }))
  const found = []
  for await (const customer of paginate(website, '/v1/customers')) found.push(customer.id)
  expect(found).toEqual([ada.id])

  const types = []
  for await (const { data } of eventPages(website)) types.push(...data.map(({ type }) => type))
  expect(types).toEqual(['business.created', 'team_member.joined', 'api_key.created', 'customer.created'])
})

test('a forgotten password is replaced, and every session that knew the old one ends', async () => {
  const email = newEmail()
  const wanted = { email, full_name: 'Mary Jackson', business_name: 'Wind and Wings', time_zone: 'America/New_York' } as const
  await unwrap(world.anybody().POST('/v1/auth/sign-up', { body: wanted }))
  const verification = { token: await world.mailedToken(email, '/verify-email'), password }
  const before = await unwrap(world.anybody().POST('/v1/auth/verify-email', { body: verification }))

  await unwrap(world.anybody().POST('/v1/auth/password-reset', { body: { email } }))
  const reset = { token: await world.mailedToken(email, '/reset-password'), password: 'nine lanterns under a bridge' }
  const { response } = await world.anybody().POST('/v1/auth/password-reset/confirm', { body: reset })
  expect(response.ok).toBe(true)

  const old = await world.anybody().POST('/v1/auth/log-in', { body: { email, password } })
  const fresh = await world.anybody().POST('/v1/auth/log-in', { body: { email, password: reset.password } })
  const refreshed = await world.anybody().POST('/v1/auth/refresh', { body: { refresh_token: before.refresh_token } })
  expect([old, fresh, refreshed].map(({ response }) => response.status)).toEqual([401, 200, 401])
})
