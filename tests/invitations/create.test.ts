import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { roles } from '../../generated/operations.ts'
import { business, rows } from '../support/api.ts'
import { eventsOf, eventTypesOf } from '../support/events.ts'
import { invite } from '../support/invitations.ts'
import { withinOneSecond } from '../support/until.ts'

const newInvitation = (fields: object = {}): object => ({ email: `guest-${randomUUID()}@example.com`, role: 'staff', ...fields })

test('an invitation is mailed once, tells itself, and keeps its token to the mail', async () => {
  const salon = await business()
  const email = `Guest-${randomUUID()}@Example.com`

  const created = await salon.owner.post(
    '/v1/invitations',
    newInvitation({ email, message: 'Welcome!', extra_scopes: ['events:read', 'audit:read'] }),
  )

  expect(created.status).toBe(201)
  expect(created.headers.get('location')).toBe(`/v1/invitations/${created.body.id}`)
  expect(created.body).toMatchObject({
    email: email.toLowerCase(),
    status: 'pending',
    message: 'Welcome!',
    extra_scopes: ['audit:read', 'events:read'],
    invited_by_member_id: salon.owner.memberId,
  })
  expect((await salon.owner.get(`/v1/invitations/${created.body.id}`)).body).toEqual(created.body)
  expect(await eventsOf(salon.id)).toEqual([{ type: 'invitation.created', data: { object: created.body } }])
  const mails = await rows<{ id: string; recipient: string }>("select id, recipient from mails where details ->> 'invitation_id' = $1", [
    created.body.id,
  ])
  expect(mails).toEqual([{ id: expect.any(String), recipient: email.toLowerCase() }])
  expect(await salon.jobs()).toEqual([{ task: 'mail.send', payload: { mail_id: mails[0]?.id } }])
})

test.each([
  [undefined, 72],
  [1, 1],
  [168, 168],
])('an invitation lives as long as was asked (%s hours)', async (hours, lives) => {
  const salon = await business()

  const { body } = await salon.owner.post('/v1/invitations', newInvitation(hours === undefined ? {} : { expires_in_hours: hours }))

  expect(Date.parse(body.expires_at as string) - Date.parse(body.created_at as string)).toBe(lives * 3_600_000)
})

test('an address with a pending invitation is not invited again, not even by two at once', async () => {
  const salon = await business()
  const wanted = newInvitation()

  const both = await Promise.all([1, 2].map(() => salon.owner.post('/v1/invitations', wanted)))

  const [created, refused] = both.sort((one, other) => one.status - other.status)
  expect([created?.status, refused?.status]).toEqual([201, 409])
  expect(refused?.body).toMatchObject({ code: 'pending_invitation_exists', existing_id: created?.body.id })
  expect(await salon.jobs()).toHaveLength(1)
})

test('the same address can be invited to two businesses', async () => {
  const [salon, garage] = [await business(), await business()]
  const wanted = newInvitation()

  expect((await salon.owner.post('/v1/invitations', wanted)).status).toBe(201)
  expect((await garage.owner.post('/v1/invitations', wanted)).status).toBe(201)
})

test('an expired invitation does not stand in the way of another', async () => {
  const salon = await business()
  const { id, email } = await invite(salon)
  await rows("update invitations set expires_at = now() - interval '1 second' where id = $1", [id])

  const again = await salon.owner.post('/v1/invitations', newInvitation({ email }))

  expect(again.status).toBe(201)
  expect((await salon.owner.get(`/v1/invitations/${id}`)).body).toMatchObject({ status: 'expired', version: 1 })
})

test.each(['active', 'suspended'])('the address of a member who is %s is taken', async (status) => {
  const salon = await business()
  const staff = await salon.member('staff')
  await rows('update team_members set status = $1 where id = $2', [status, staff.memberId])

  const refused = await salon.owner.post('/v1/invitations', newInvitation({ email: staff.person.email.toUpperCase() }))

  expect(refused).toMatchObject({ status: 409, body: { code: 'email_taken' } })
  expect(await salon.jobs()).toEqual([])
})

test('nobody invites to a role above their own, or with a scope that they do not have', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  await salon.owner.patch(`/v1/team-members/${staff.memberId}`, { extra_scopes: ['team:write'] })
  await withinOneSecond(
    () => staff.get('/v1/invitations'),
    ({ status }) => status === 200,
  )

  expect(await staff.post('/v1/invitations', newInvitation({ role: 'manager' }))).toMatchObject({
    status: 403,
    body: { code: 'role_too_high' },
  })
  expect(await staff.post('/v1/invitations', newInvitation({ extra_scopes: ['audit:read'] }))).toMatchObject({
    status: 403,
    body: { code: 'scope_too_wide' },
  })
  expect(await staff.post('/v1/invitations', newInvitation({ extra_scopes: ['team:write'] }))).toMatchObject({ status: 201 })
  expect((await eventTypesOf(salon.id)).slice(1)).toEqual(['invitation.created'])
})

test('a key invites nobody to do more than the key may', async () => {
  const salon = await business()
  const key = await salon.key(['team:write', ...roles.viewer])

  expect(await key.post('/v1/invitations', newInvitation())).toMatchObject({ status: 403, body: { code: 'role_too_high' } })
  expect(await key.post('/v1/invitations', newInvitation({ role: 'viewer' }))).toMatchObject({
    status: 201,
    body: { invited_by_member_id: null },
  })
})

test('a full team invites nobody', async () => {
  const salon = await business('free')
  await salon.member('staff')
  await salon.member('staff')

  expect(await salon.owner.post('/v1/invitations', newInvitation())).toMatchObject({ status: 409, body: { code: 'plan_limit_reached' } })
})

test('a repeat with the same Idempotency-Key sends one mail', async () => {
  const salon = await business()
  const [wanted, headers] = [newInvitation(), { 'idempotency-key': randomUUID() }]

  const first = await salon.owner.post('/v1/invitations', wanted, headers)
  const again = await salon.owner.post('/v1/invitations', wanted, headers)

  expect(again).toMatchObject({ status: 201, body: first.body })
  expect(await salon.jobs()).toHaveLength(1)
})
