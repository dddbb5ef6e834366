import { expect, test } from '@jest/globals'
import { roles } from '../../generated/operations.ts'
import { business, rows } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { withinOneSecond } from '../support/until.ts'

test('a change keeps what was not sent, clears what is null and tells both states', async () => {
  const salon = await business()
  const { memberId } = await salon.member('staff')
  const path = `/v1/team-members/${memberId}`
  await salon.owner.patch(path, { title: 'Stylist', phone: '+14155550100' })

  const changed = await salon.owner.patch(path, { phone: null, bookable: false, extra_scopes: ['customers:delete', 'audit:read'] })

  expect(changed.status).toBe(200)
  expect(changed.headers.get('etag')).toBe('"3"')
  expect(changed.body).toMatchObject({ title: 'Stylist', phone: null, bookable: false, extra_scopes: ['audit:read', 'customers:delete'] })
  expect((await salon.owner.get(path)).body).toEqual(changed.body)
  expect((await eventsOf(salon.id)).at(-1)).toEqual({
    type: 'team_member.updated',
    data: { object: changed.body, previous_attributes: { phone: '+14155550100', bookable: true, extra_scopes: [] } },
  })
})

test('a new role counts within one second, for sessions that are open', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  expect((await staff.get('/v1/api-keys')).status).toBe(403)

  await salon.owner.patch(`/v1/team-members/${staff.memberId}`, { role: 'admin' })

  await withinOneSecond(
    () => staff.get('/v1/api-keys'),
    ({ status }) => status === 200,
  )

  await salon.owner.patch(`/v1/team-members/${staff.memberId}`, { role: 'viewer' })

  await withinOneSecond(
    () => staff.get('/v1/api-keys'),
    ({ status }) => status === 403,
  )
})

test('an extra scope adds to the role, and a suspension takes everything until it ends', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  const path = `/v1/team-members/${staff.memberId}`
  await salon.owner.patch(path, { extra_scopes: ['audit:read'] })
  await withinOneSecond(
    () => staff.get('/v1/audit-logs'),
    ({ status }) => status === 200,
  )

  await salon.owner.patch(path, { status: 'suspended' })
  await withinOneSecond(
    () => staff.get('/v1/customers'),
    ({ status }) => status === 404,
  )

  await salon.owner.patch(path, { status: 'active' })
  await withinOneSecond(
    () => staff.get('/v1/audit-logs'),
    ({ status }) => status === 200,
  )
})

test('nobody gives a role above their own, nor changes a member above themselves', async () => {
  const salon = await business()
  const [admin, other] = [await salon.member('admin'), await salon.member('admin')]

  const promotion = await admin.patch(`/v1/team-members/${other.memberId}`, { role: 'owner' })
  const coup = await admin.patch(`/v1/team-members/${salon.owner.memberId}`, { title: 'Former boss' })
  const equal = await admin.patch(`/v1/team-members/${other.memberId}`, { title: 'Colleague' })

  expect(promotion).toMatchObject({ status: 403, body: { code: 'role_too_high' } })
  expect(coup).toMatchObject({ status: 403, body: { code: 'role_too_high' } })
  expect(equal.status).toBe(200)
  expect(await rows("select from team_members where business_id = $1 and role = 'owner'", [salon.id])).toHaveLength(1)
})

test('a key makes nobody an owner, and gives no role that may do more than the key', async () => {
  const salon = await business()
  const staff = await salon.member('viewer')
  const path = `/v1/team-members/${staff.memberId}`
  const [wide, narrow] = [await salon.key(), await salon.key(['team:write', ...roles.staff])]

  expect(await wide.patch(path, { role: 'owner' })).toMatchObject({ status: 403, body: { code: 'role_too_high' } })
  expect(await wide.patch(`/v1/team-members/${salon.owner.memberId}`, { title: 'x' })).toMatchObject({
    status: 403,
    body: { code: 'role_too_high' },
  })
  expect(await narrow.patch(path, { role: 'manager' })).toMatchObject({ status: 403, body: { code: 'role_too_high' } })
  expect(await narrow.patch(path, { role: 'staff' })).toMatchObject({ status: 200, body: { role: 'staff' } })
  expect(await wide.patch(path, { role: 'admin' })).toMatchObject({ status: 200, body: { role: 'admin' } })
})

test('nobody grants a scope that they do not have, but what is there may stay', async () => {
  const salon = await business()
  const [staff, writer] = [await salon.member('viewer'), await salon.member('staff')]
  const path = `/v1/team-members/${staff.memberId}`
  await salon.owner.patch(`/v1/team-members/${writer.memberId}`, { extra_scopes: ['team:write'] })
  await salon.owner.patch(path, { extra_scopes: ['audit:read'] })
  await withinOneSecond(
    () => writer.patch(path, { title: 'Apprentice' }),
    ({ status }) => status === 200,
  )

  const wider = await writer.patch(path, { extra_scopes: ['audit:read', 'keys:manage'] })
  const same = await writer.patch(path, { extra_scopes: ['customers:write', 'audit:read'] })

  expect(wider).toMatchObject({ status: 403, body: { code: 'scope_too_wide' } })
  expect(same).toMatchObject({ status: 200, body: { extra_scopes: ['audit:read', 'customers:write'] } })
})

test.each([{ role: 'admin' }, { status: 'suspended' }])('the last active owner stays what they are (%j)', async (change) => {
  const salon = await business()
  const former = await salon.member('owner')
  await salon.owner.patch(`/v1/team-members/${former.memberId}`, { status: 'suspended' })

  const refused = await salon.owner.patch(`/v1/team-members/${salon.owner.memberId}`, change)

  expect(refused).toMatchObject({ status: 409, body: { code: 'last_owner' } })
  expect((await salon.owner.get(`/v1/team-members/${salon.owner.memberId}`)).body).toMatchObject({ role: 'owner', status: 'active' })
})

test('of two owners who demote each other at once, one stays', async () => {
  for (let round = 0; round < 5; round += 1) {
    const salon = await business()
    const other = await salon.member('owner')

    const both = await Promise.all([
      salon.owner.patch(`/v1/team-members/${other.memberId}`, { role: 'viewer' }),
      other.post(`/v1/team-members/${salon.owner.memberId}/remove`, { revoke_keys: false }),
    ])

    // The other one comes too late: as the last owner's opponent, or already without the right.
    const [winner, loser] = both.sort((one, other) => one.status - other.status)
    expect(winner.status).toBe(200)
    expect(['last_owner', 'scope_required', 'not_found']).toContain(loser.body.code)
    const left = await rows("select from team_members where business_id = $1 and role = 'owner' and status = 'active'", [salon.id])
    expect(left).toHaveLength(1)
  }
})

test('of two owners who step down at once, one stays', async () => {
  const salon = await business()
  const other = await salon.member('owner')

  const both = await Promise.all([salon.owner, other].map((owner) => owner.patch(`/v1/team-members/${owner.memberId}`, { role: 'admin' })))

  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('only the version that was seen is changed', async () => {
  const salon = await business()
  const { memberId } = await salon.member('staff')
  const stale = { 'if-match': '"9"' }

  expect((await salon.owner.patch(`/v1/team-members/${memberId}`, { title: 'New' }, stale)).status).toBe(412)
  expect((await salon.owner.post(`/v1/team-members/${memberId}/remove`, { revoke_keys: false }, stale)).status).toBe(412)
  expect((await salon.owner.get(`/v1/team-members/${memberId}`)).body).toMatchObject({ title: null, status: 'active', version: 1 })
})
