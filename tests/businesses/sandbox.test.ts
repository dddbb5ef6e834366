import { expect, test } from '@jest/globals'
import { business, newCustomer, person, rows, signIn, withToken } from '../support/api.ts'
import type { Business, Member } from '../support/api.ts'
import type { Reply } from '../support/http.ts'
import { eventsOf, eventTypesOf } from '../support/events.ts'
import { invite } from '../support/invitations.ts'
import { withinOneSecond } from '../support/until.ts'
import { close, transfer } from '../support/weight.ts'

const make = (salon: Business, by: Pick<Member, 'post'> = salon.owner): Promise<Reply> => by.post(`/v1/businesses/${salon.id}/sandbox`)
const inside = (id: string): Record<string, string> => ({ 'x-business-id': id })

async function sandboxOf(salon: Business): Promise<string> {
  const made = await make(salon)
  if (made.status !== 201) throw new Error(`No sandbox: ${made.text}`)
  return (made.body as { id: string }).id
}

interface Place {
  readonly role: string
  readonly status: string
}
async function placeIn(businessId: string, { person: { id } }: Pick<Member, 'person'>): Promise<Place | undefined> {
  return (
    await rows<Place & Record<string, unknown>>('select role, status from team_members where business_id = $1 and person_id = $2', [
      businessId,
      id,
    ])
  )[0]
}

test('a sandbox is a business of its own with the settings, the plan and the team of the live one, and nothing else', async () => {
  const salon = await business('professional')
  const [admin, staff] = [await salon.member('admin'), await salon.member('staff')]
  await salon.owner.patch(`/v1/team-members/${staff.memberId}`, { status: 'suspended' })
  await salon.owner.post('/v1/customers', newCustomer())

  const made = await make(salon, admin)

  expect(made.status).toBe(201)
  const { id } = made.body as { id: string }
  const live = (await salon.owner.get(`/v1/businesses/${salon.id}`)).body as object
  expect(made.body).toMatchObject({
    name: 'Test Salon (sandbox)',
    plan: 'professional',
    time_zone: 'Europe/Berlin',
    sandbox_of: salon.id,
    sandbox_id: null,
  })
  expect(live).toMatchObject({ sandbox_of: null, sandbox_id: id, version: 2 })
  expect((await salon.owner.get(`/v1/businesses/${id}`)).body).toEqual(made.body)
  expect(await Promise.all([salon.owner, admin, staff].map((each) => placeIn(id, each)))).toEqual([
    { role: 'owner', status: 'active' },
    { role: 'admin', status: 'active' },
    { role: 'staff', status: 'suspended' },
  ])
  expect((await salon.owner.get('/v1/customers', inside(id))).body.data).toEqual([])
  expect(await eventTypesOf(id)).toEqual(['business.created', 'team_member.joined', 'team_member.joined', 'team_member.joined'])
  expect((await eventsOf(salon.id)).at(-1)).toEqual({
    type: 'business.updated',
    data: { object: live, previous_attributes: { sandbox_id: null } },
  })
})

test('there is one at a time, also when two are asked for at once, and none of a sandbox', async () => {
  const salon = await business()

  const both = await Promise.all([make(salon), make(salon)])

  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  const id = both.find(({ status }) => status === 201)?.body.id as string
  expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'sandbox_exists', existing_id: id })
  expect(await salon.owner.post(`/v1/businesses/${id}/sandbox`)).toMatchObject({ status: 409, body: { code: 'sandbox_nested' } })
  expect(await rows('select from businesses where sandbox_of = $1', [salon.id])).toHaveLength(1)
})

test('its keys begin with cf_test_ and open it alone; those of the live business begin with cf_live_', async () => {
  const salon = await business()
  const id = await sandboxOf(salon)
  const key = { name: 'Form', scopes: ['business:read', 'customers:write'] }

  const [test, live] = [await salon.owner.post('/v1/api-keys', key, inside(id)), await salon.owner.post('/v1/api-keys', key)]
  const rotated = await salon.owner.post(`/v1/api-keys/${test.body.id}/rotate`, { overlap_seconds: 0 }, inside(id))

  expect([test, rotated, live].map(({ body }) => (body.secret as string).slice(0, 8))).toEqual(['cf_test_', 'cf_test_', 'cf_live_'])
  const caller = withToken(rotated.body.secret as string)
  expect((await caller.post('/v1/customers', newCustomer())).status).toBe(201)
  expect((await caller.get(`/v1/businesses/${salon.id}`)).status).toBe(404)
  expect(await rows('select from customers where business_id = $1', [salon.id])).toEqual([])
})

test('whoever has one business need not name it because there is a sandbox', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  const id = await sandboxOf(salon)

  await withinOneSecond(
    () => staff.get('/v1/customers', inside(id)),
    ({ status }) => status === 200,
  )
  expect((await staff.get('/v1/me')).body).toMatchObject({ business_id: salon.id })
  expect((await staff.post('/v1/customers', newCustomer())).status).toBe(201)
})

test('who joins the live business later is not in the sandbox, and can be invited there', async () => {
  const salon = await business()
  const id = await sandboxOf(salon)
  const late = await salon.member('staff')
  expect((await late.get('/v1/customers', inside(id))).status).toBe(404)

  const sandbox = { ...salon, id, owner: withToken(salon.owner.token, inside(id)) } as unknown as Business
  const { token } = await invite(sandbox, { email: late.person.email })
  await late.post('/v1/invitations/accept', { token })

  await withinOneSecond(
    () => late.get('/v1/customers', inside(id)),
    ({ status }) => status === 200,
  )
})

test('who is removed from the live business loses the sandbox in the same step, and the keys there end when asked for', async () => {
  const salon = await business()
  const admin = await salon.member('admin')
  const id = await sandboxOf(salon)
  const { body: key } = await withinOneSecond(
    () => admin.post('/v1/api-keys', { name: 'Form', scopes: ['customers:read'] }, inside(id)),
    ({ status }) => status === 201,
  )

  await salon.owner.post(`/v1/team-members/${admin.memberId}/remove`, { revoke_keys: true })

  expect(await placeIn(id, admin)).toEqual({ role: 'admin', status: 'removed' })
  await withinOneSecond(
    () => admin.get('/v1/customers', inside(id)),
    ({ status }) => status === 404,
  )
  await withinOneSecond(
    () => withToken(key.secret as string).get('/v1/customers'),
    ({ status }) => status === 401,
  )
  expect((await eventTypesOf(id)).slice(-2)).toEqual(['team_member.removed', 'api_key.revoked'])
})

test('a suspension in the live business holds in the sandbox too, until it ends', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  const id = await sandboxOf(salon)
  const path = `/v1/team-members/${staff.memberId}`

  await salon.owner.patch(path, { status: 'suspended' })

  expect(await placeIn(id, staff)).toMatchObject({ status: 'suspended' })
  await withinOneSecond(
    () => staff.get('/v1/customers', inside(id)),
    ({ status }) => status === 404,
  )
  await salon.owner.patch(path, { status: 'active' })
  expect(await placeIn(id, staff)).toMatchObject({ status: 'active' })
})

test('a guest of the sandbox is nobody in the live business, and what happens in the sandbox stays there', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  const id = await sandboxOf(salon)
  const guest = await signIn(await person())
  await rows("insert into team_members (business_id, person_id, role) values ($1, $2, 'admin')", [id, guest.person.id])
  const [member] = await rows<{ id: string }>('select id from team_members where business_id = $1 and person_id = $2', [
    id,
    staff.person.id,
  ])

  const removed = await guest.post(`/v1/team-members/${member?.id}/remove`, { revoke_keys: false }, inside(id))

  expect(removed.status).toBe(200)
  expect((await guest.get(`/v1/businesses/${salon.id}`)).status).toBe(404)
  expect(await placeIn(salon.id, staff)).toEqual({ role: 'staff', status: 'active' })
})

test('the sandbox passes on with the business, and is never without an owner', async () => {
  const salon = await business()
  const manager = await salon.member('manager')
  const id = await sandboxOf(salon)
  const late = await salon.member('staff')

  await transfer(salon, manager)
  expect([await placeIn(id, manager), await placeIn(id, salon.owner)]).toEqual([
    { role: 'owner', status: 'active' },
    { role: 'admin', status: 'active' },
  ])

  await rows("update team_members set role = 'owner' where business_id = $1 and person_id = $2", [salon.id, late.person.id])
  await late.post(`/v1/team-members/${manager.memberId}/remove`, { revoke_keys: false }, inside(salon.id))
  expect([await placeIn(id, manager), await placeIn(id, late)]).toEqual([
    { role: 'owner', status: 'removed' },
    { role: 'owner', status: 'active' },
  ])
})

test('who is removed while the sandbox is being made is not in it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const salon = await business()
    const staff = await salon.member('staff')

    const [made, removed] = await Promise.all([
      make(salon),
      salon.owner.post(`/v1/team-members/${staff.memberId}/remove`, { revoke_keys: false }),
    ])

    expect([made.status, removed.status]).toEqual([201, 200])
    expect((await placeIn(made.body.id as string, staff))?.status ?? 'removed').toBe('removed')
  }
})

test('a sandbox does not count as a business of its owner, and one that is closed leaves its place to another', async () => {
  const salon = await business('free')
  const id = await sandboxOf(salon)
  for (const name of ['Second', 'Third']) expect((await salon.owner.post('/v1/businesses', { name, time_zone: 'UTC' })).status).toBe(201)

  const closed = await close({ id, owner: salon.owner })

  expect(closed).toMatchObject({ status: 200, body: { status: 'closed', sandbox_of: salon.id } })
  expect((await salon.owner.get(`/v1/businesses/${salon.id}`)).body).toMatchObject({ status: 'active', sandbox_id: null })
  const another = await make(salon)
  expect(another.status).toBe(201)
  expect(another.body.id).not.toBe(id)
})

test('a manager makes no sandbox, and a key none either', async () => {
  const salon = await business()

  expect(await make(salon, await salon.member('manager'))).toMatchObject({ status: 403, body: { code: 'scope_required' } })
  expect(await make(salon, await salon.key())).toMatchObject({ status: 403, body: { code: 'person_required' } })
  expect(await rows('select from businesses where sandbox_of = $1', [salon.id])).toEqual([])
})
