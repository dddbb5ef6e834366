import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { roles } from '../../generated/operations.ts'
import type { Role } from '../../generated/operations.ts'
import { business, person, rows, signIn } from '../support/api.ts'
import type { Member } from '../support/api.ts'

async function join(businessId: string, someone: Member | { readonly person: { readonly id: string } }, role: Role): Promise<string> {
  const [member] = await rows<{ id: string }>('insert into team_members (business_id, person_id, role) values ($1, $2, $3) returning id', [
    businessId,
    someone.person.id,
    role,
  ])
  return member?.id ?? ''
}

test.each(['viewer', 'staff', 'manager', 'admin', 'owner'] as const)(
  'a %s of one business sees it without naming it, with the scopes of the role',
  async (role) => {
    const salon = await business()
    const member = await salon.member(role)

    const { status, body } = await member.get('/v1/me')

    expect(status).toBe(200)
    expect(body).toEqual({
      principal: 'person',
      person: {
        id: member.person.id,
        email: member.person.email,
        email_verified: true,
        full_name: 'Test Person',
        locale: null,
        created_at: expect.any(String),
        updated_at: expect.any(String),
        version: 1,
      },
      api_key_id: null,
      business_id: salon.id,
      role,
      scopes: [...roles[role]].sort(),
      memberships: [{ business_id: salon.id, business_name: 'Test Salon', role, member_id: member.memberId }],
    })
  },
)

test('scopes beyond the role are there, once', async () => {
  const salon = await business()
  const viewer = await salon.member('viewer')
  await rows("update team_members set extra_scopes = '{events:read,customers:read}' where id = $1", [viewer.memberId])

  const { body } = await viewer.get('/v1/me')

  expect(body.scopes).toEqual([...new Set([...roles.viewer, 'events:read', 'customers:read'])].sort())
})

test('whoever belongs to several businesses has to choose, and is told between which, by name', async () => {
  const [salon, garage] = [await business(), await business()]
  await rows("update businesses set name = 'Zebra Garage' where id = $1", [garage.id])
  await join(garage.id, salon.owner, 'viewer')

  const unchosen = await salon.owner.get('/v1/me')
  const chosen = await salon.owner.get('/v1/me', { 'x-business-id': garage.id.toUpperCase() })

  expect(unchosen.status).toBe(200)
  expect(unchosen.body).toMatchObject({ business_id: null, role: null, scopes: [] })
  expect(unchosen.body.memberships.map((each: { business_name: string }) => each.business_name)).toEqual(['Test Salon', 'Zebra Garage'])
  expect(chosen.body).toMatchObject({ business_id: garage.id, role: 'viewer', scopes: [...roles.viewer].sort() })
  expect(chosen.body.person.id).toBe(salon.owner.person.id)
})

test('whoever belongs to no business is somebody all the same', async () => {
  const someone = await signIn(await person())

  const { status, body } = await someone.get('/v1/me')

  expect(status).toBe(200)
  expect(body).toMatchObject({ person: { id: someone.person.id }, business_id: null, role: null, scopes: [], memberships: [] })
})

test('an API key is no person, and sees its own scopes whatever they are', async () => {
  const salon = await business()
  const key = await salon.key(['customers:write', 'customers:read'])
  const none = await salon.key([])

  expect((await key.get('/v1/me')).body).toEqual({
    principal: 'api_key',
    person: null,
    api_key_id: key.id,
    business_id: salon.id,
    role: null,
    scopes: ['customers:read', 'customers:write'],
    memberships: [],
  })
  expect((await none.get('/v1/me')).body.scopes).toEqual([])
})

test('a business that the caller does not belong to is a 404, like one that does not exist', async () => {
  const [salon, other] = [await business(), await business()]
  const key = await salon.key()

  for (const caller of [salon.owner, key]) {
    const foreign = await caller.get('/v1/me', { 'x-business-id': other.id })
    const unknown = await caller.get('/v1/me', { 'x-business-id': randomUUID() })
    expect([foreign.status, foreign.body.code]).toEqual([404, 'not_found'])
    expect({ ...foreign.body, request_id: '' }).toEqual({ ...unknown.body, request_id: '' })
  }
})

test('a business that was closed, and a membership that ended, are no choice any more', async () => {
  const [salon, closed, left] = [await business(), await business(), await business()]
  await join(closed.id, salon.owner, 'admin')
  await join(left.id, salon.owner, 'admin')
  await rows("update businesses set status = 'closed' where id = $1", [closed.id])
  await rows("update team_members set status = 'removed' where business_id = $1 and person_id = $2", [left.id, salon.owner.person.id])

  const { body } = await salon.owner.get('/v1/me')

  expect(body.business_id).toBe(salon.id)
  expect(body.memberships).toHaveLength(1)
  expect((await salon.owner.get('/v1/me', { 'x-business-id': closed.id })).status).toBe(404)
})
