import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { goodPassword, mailsTo, newAccount, otherPassword } from '../support/accounts.ts'
import { business, rows } from '../support/api.ts'
import type { Business, Member } from '../support/api.ts'
import { eventsOf, eventTypesOf } from '../support/events.ts'
import { withinOneSecond } from '../support/until.ts'
import { slugOf, transfer } from '../support/weight.ts'

async function activeOwners(salon: Business): Promise<string[]> {
  const owners = await rows<{ id: string }>(
    "select id from team_members where business_id = $1 and role = 'owner' and status = 'active' order by id",
    [salon.id],
  )
  return owners.map(({ id }) => id)
}

test('the successor owns the business, the owner becomes an admin, and both are told', async () => {
  const salon = await business()
  const manager = await salon.member('manager')

  const moved = await transfer(salon, manager)

  expect(moved.status).toBe(200)
  expect(moved.body).toMatchObject({
    new_owner: { id: manager.memberId, role: 'owner', version: 2 },
    former_owner: { id: salon.owner.memberId, role: 'admin', version: 2 },
  })
  expect(await activeOwners(salon)).toEqual([manager.memberId])
  const [first, second, third] = await eventsOf(salon.id)
  expect(first).toMatchObject({
    type: 'team_member.updated',
    data: { object: moved.body.new_owner, previous_attributes: { role: 'manager' } },
  })
  expect(second).toMatchObject({
    type: 'team_member.updated',
    data: { object: moved.body.former_owner, previous_attributes: { role: 'owner' } },
  })
  expect(third).toEqual({ type: 'business.ownership_transferred', data: { object: moved.body } })
  const log = (await manager.get('/v1/audit-logs?limit=1')).body as { data: { action: string; actor: { id: string } }[] }
  expect(log.data[0]).toMatchObject({ action: 'business.ownership_transferred', actor: { id: salon.owner.person.id } })
  const details = { business_id: salon.id, from_member_id: salon.owner.memberId, to_member_id: manager.memberId }
  expect(await mailsTo(salon.owner.person.email)).toEqual([{ kind: 'ownership_given', locale: null, details }])
  expect(await mailsTo(manager.person.email)).toEqual([{ kind: 'ownership_received', locale: null, details }])
})

test('it counts within one second, for sessions that are open', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  expect((await staff.get('/v1/audit-logs')).status).toBe(403)

  await transfer(salon, staff)

  await withinOneSecond(
    () => staff.get('/v1/audit-logs'),
    ({ status }) => status === 200,
  )
  await withinOneSecond(
    () => transfer(salon, staff, salon.owner),
    ({ body }) => body.code === 'scope_required',
  )
})

test('who has just lost the business does not take it back within the second in which they are remembered as its owner', async () => {
  const salon = await business()
  await slugOf(salon)
  await rows("update team_members set role = 'admin' where id = $1", [salon.owner.memberId])

  expect((await transfer(salon, salon.owner)).status).toBe(403)

  expect(await activeOwners(salon)).toEqual([])
})

test('other owners stay what they are', async () => {
  const salon = await business()
  const [partner, staff] = [await salon.member('owner'), await salon.member('staff')]

  expect((await transfer(salon, staff)).status).toBe(200)

  expect(await activeOwners(salon)).toEqual([partner.memberId, staff.memberId].sort())
})

test('only an owner passes the business on: no admin, not even one with the scope, and no key', async () => {
  const salon = await business()
  const [admin, staff, key] = [await salon.member('admin'), await salon.member('staff'), await salon.key()]
  const scoped = await salon.member('admin')
  await salon.owner.patch(`/v1/team-members/${scoped.memberId}`, { extra_scopes: ['business:own'] })

  expect(await transfer(salon, staff, admin)).toMatchObject({ status: 403, body: { code: 'scope_required' } })
  expect(await transfer(salon, scoped, scoped)).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(await transfer(salon, staff, key)).toMatchObject({ status: 403, body: { code: 'person_required' } })
  expect(await activeOwners(salon)).toEqual([salon.owner.memberId])
})

test.each(['a removed member', 'a suspended member', "another business's member", 'nobody'])('%s takes nothing over', async (taker) => {
  const [salon, garage] = [await business(), await business()]
  const other = await salon.member('staff')
  if (taker.startsWith('a ')) await rows('update team_members set status = $1 where id = $2', [taker.split(' ')[1], other.memberId])
  const ids: Record<string, string> = { "another business's member": garage.owner.memberId, nobody: randomUUID() }

  const refused = await transfer(salon, { memberId: ids[taker] ?? other.memberId })

  expect(refused).toMatchObject({ status: 404, body: { code: 'reference_not_found' } })
  expect(await eventTypesOf(salon.id)).toEqual([])
})

test('nothing passes to an owner, which the caller is too', async () => {
  const salon = await business()
  const partner = await salon.member('owner')

  expect(await transfer(salon, partner)).toMatchObject({ status: 409, body: { code: 'already_owner' } })
  expect(await transfer(salon, salon.owner)).toMatchObject({ status: 409, body: { code: 'already_owner' } })
})

test('a confirmation that is not exactly the phrase changes nothing, and the answer shows the phrase', async () => {
  const salon = await business()
  const { memberId } = await salon.member('staff')
  const slug = await slugOf(salon)
  for (const confirmation of [slug, `close business ${slug}`, `Transfer ownership of ${slug}`, `transfer ownership of ${slug} `]) {
    const refused = await salon.owner.post(`/v1/businesses/${salon.id}/transfer-ownership`, { member_id: memberId, confirmation })

    expect(refused).toMatchObject({ status: 409, body: { code: 'confirmation_mismatch' } })
    expect(refused.body.detail).toContain(`transfer ownership of ${slug}`)
  }
  expect(await activeOwners(salon)).toEqual([salon.owner.memberId])
})

test('whoever has a password proves it: a token alone is not enough', async () => {
  const owner = await newAccount()
  const { business_id: id } = (await owner.get('/v1/me')).body as { business_id: string }
  const successor = await newAccount()
  const [member] = await rows<{ id: string }>(
    "insert into team_members (business_id, person_id, role) values ($1, $2, 'staff') returning id",
    [id, successor.personId],
  )
  const { slug } = (await owner.get(`/v1/businesses/${id}`)).body as { slug: string }
  const body = { member_id: member?.id, confirmation: `transfer ownership of ${slug}` }
  const path = `/v1/businesses/${id}/transfer-ownership`

  expect(await owner.post(path, body)).toMatchObject({ status: 409, body: { code: 'wrong_current_password' } })
  expect(await owner.post(path, { ...body, current_password: otherPassword })).toMatchObject({
    status: 409,
    body: { code: 'wrong_current_password' },
  })
  expect(await owner.post(path, { ...body, current_password: goodPassword })).toMatchObject({ status: 200 })
})

test('of several transfers at once one succeeds, and there is one owner', async () => {
  const salon = await business()
  const successors = await Promise.all(Array.from({ length: 5 }, () => salon.member('staff')))

  const replies = await Promise.all(successors.map((each) => transfer(salon, each)))

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403, 403])
  expect(await activeOwners(salon)).toHaveLength(1)
  expect((await eventTypesOf(salon.id)).filter((type) => type === 'business.ownership_transferred')).toHaveLength(1)
})

test('a repeat comes from somebody who owns nothing any more, and changes nothing', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  await transfer(salon, staff)

  await withinOneSecond(
    () => transfer(salon, staff),
    ({ status }) => status === 403,
  )

  expect(await activeOwners(salon)).toEqual([staff.memberId])
  expect(await mailsTo(staff.person.email)).toHaveLength(1)
})

test.each([
  {
    what: 'is removed',
    by: (salon: Business, { memberId }: Member) => salon.owner.post(`/v1/team-members/${memberId}/remove`, { revoke_keys: false }),
  },
  {
    what: 'is suspended',
    by: (salon: Business, { memberId }: Member) => salon.owner.patch(`/v1/team-members/${memberId}`, { status: 'suspended' }),
  },
  {
    what: 'is demoted by a partner',
    by: (salon: Business, { memberId }: Member) => salon.owner.patch(`/v1/team-members/${memberId}`, { role: 'viewer' }),
  },
])('a business keeps an active owner when the successor $what at the same moment', async ({ by }) => {
  for (let round = 0; round < 5; round += 1) {
    const salon = await business()
    const successor = await salon.member('admin')

    const [moved, other] = await Promise.all([transfer(salon, successor), by(salon, successor)])

    expect(await activeOwners(salon)).toHaveLength(1)
    expect([moved.status, other.status].every((status) => [200, 403, 404, 409].includes(status))).toBe(true)
  }
})
