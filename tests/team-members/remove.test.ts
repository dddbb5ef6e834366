import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { allScopes, business, newCustomer, rows, withToken } from '../support/api.ts'
import { dayMs, expectOk, letPass, noonIn, salonWith } from '../support/appointments.ts'
import { eventsOf, eventTypesOf } from '../support/events.ts'
import { withinOneSecond } from '../support/until.ts'

const leave = { revoke_keys: false }

test('who was removed can do nothing within one second, and stays readable', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  expect((await staff.get('/v1/customers')).status).toBe(200)

  const removed = await salon.owner.post(`/v1/team-members/${staff.memberId}/remove`, leave)

  expect(removed).toMatchObject({ status: 200, body: { member: { id: staff.memberId, status: 'removed', version: 2 }, api_keys: [] } })
  await withinOneSecond(
    () => staff.get('/v1/customers'),
    ({ status }) => status === 404,
  )
  expect((await salon.owner.get(`/v1/team-members/${staff.memberId}`)).body).toEqual(removed.body.member)
  expect(await eventsOf(salon.id)).toEqual([{ type: 'team_member.removed', data: { object: removed.body.member } }])
})

test('customers pass to another member, and tell it', async () => {
  const salon = await business()
  const [leaving, taker] = [await salon.member('staff'), await salon.member('staff')]
  const { id } = (await salon.owner.post('/v1/customers', newCustomer({ owner_member_id: leaving.memberId }))).body as { id: string }
  const other = (await salon.owner.post('/v1/customers', newCustomer({ owner_member_id: salon.owner.memberId }))).body as object

  const removed = await salon.owner.post(`/v1/team-members/${leaving.memberId}/remove`, { ...leave, reassign_to: taker.memberId })

  expect(removed.status).toBe(200)
  expect((await salon.owner.get(`/v1/customers/${id}`)).body).toMatchObject({ owner_member_id: taker.memberId, version: 2 })
  expect((await salon.owner.get(`/v1/customers?owner_member_id=${salon.owner.memberId}`)).body.data).toEqual([other])
  expect((await eventsOf(salon.id)).at(-1)).toMatchObject({
    type: 'customer.updated',
    data: { object: { id, owner_member_id: taker.memberId }, previous_attributes: { owner_member_id: leaving.memberId } },
  })
})

test('appointments stay with whoever left, those to come are counted, and nobody books the member any more', async () => {
  const { salon, owner, stylist, book, wanted } = await salonWith({ requires_confirmation: true })
  const [past, cancelled, confirmed, pending] = [
    await book(),
    await book({ starts_at: noonIn(11) }),
    await book({ starts_at: noonIn(12) }),
    await book({ starts_at: noonIn(13), source: 'web' }),
  ]
  await letPass(past.id, 20 * dayMs)
  await expectOk(owner.post(`/v1/appointments/${cancelled.id}/cancel`, { by: 'customer' }))

  const removed = await owner.post(`/v1/team-members/${stylist.memberId}/remove`, leave)

  expect(removed.body.future_appointments).toBe(2)
  const { data } = (await owner.get(`/v1/appointments?member_id=${stylist.memberId}&status=pending&status=confirmed&sort=starts_at`)).body
  expect(data.map(({ id }: { id: string }) => id)).toEqual([past.id, confirmed.id, pending.id])
  expect((await owner.get(`/v1/appointments/${confirmed.id}`)).body).toEqual(confirmed)
  const refused = await owner.post('/v1/appointments', { ...wanted, starts_at: noonIn(14), source: 'staff' })
  expect([refused.status, refused.body.code]).toEqual([404, 'reference_not_found'])
  const taker = await salon.member('staff')
  await expectOk(owner.patch(`/v1/services/${wanted.service_id}`, { member_ids: [taker.memberId] }))
  const moved = await owner.post(`/v1/appointments/${confirmed.id}/reschedule`, {
    starts_at: confirmed.starts_at,
    member_id: taker.memberId,
  })
  expect(moved.body).toMatchObject({ id: confirmed.id, member_id: taker.memberId })
})

test('without a taker customers have no owner', async () => {
  const salon = await business()
  const leaving = await salon.member('staff')
  const { id } = (await salon.owner.post('/v1/customers', newCustomer({ owner_member_id: leaving.memberId }))).body as { id: string }

  await salon.owner.post(`/v1/team-members/${leaving.memberId}/remove`, leave)

  expect((await salon.owner.get(`/v1/customers/${id}`)).body.owner_member_id).toBeNull()
})

test('many customers pass on a hundred at a time, the rest in a job', async () => {
  const salon = await business()
  const leaving = await salon.member('staff')
  await rows(
    `insert into customers (business_id, external_id, owner_member_id, search_text, sort_name)
     select $1, 'c' || n, $2, ' c' || n, 'c' || n from generate_series(1, 130) n`,
    [salon.id, leaving.memberId],
  )

  await salon.owner.post(`/v1/team-members/${leaving.memberId}/remove`, leave)

  expect(await rows('select from customers where owner_member_id = $1', [leaving.memberId])).toHaveLength(30)
  expect(await salon.jobs()).toEqual([{ task: 'customers.hand_over', payload: { from_member_id: leaving.memberId, to_member_id: null } }])
})

test.each(['the member', 'a removed member', 'a suspended member', "another business's member", 'nobody'])(
  'nothing passes to %s',
  async (taker) => {
    const [salon, garage] = [await business(), await business()]
    const [leaving, other] = [await salon.member('staff'), await salon.member('staff')]
    if (taker.startsWith('a ')) await rows('update team_members set status = $1 where id = $2', [taker.split(' ')[1], other.memberId])
    const ids: Record<string, string> = {
      'the member': leaving.memberId,
      "another business's member": garage.owner.memberId,
      nobody: randomUUID(),
    }

    const refused = await salon.owner.post(`/v1/team-members/${leaving.memberId}/remove`, {
      ...leave,
      reassign_to: ids[taker] ?? other.memberId,
    })

    expect(refused).toMatchObject({ status: 404, body: { code: 'reference_not_found' } })
    expect((await salon.owner.get(`/v1/team-members/${leaving.memberId}`)).body.status).toBe('active')
  },
)

test('the keys that a member made go on working, and are named', async () => {
  const salon = await business()
  const admin = await salon.member('admin')
  const [working, ended] = await Promise.all([1, 2].map(() => admin.post('/v1/api-keys', { name: 'Form', scopes: ['customers:read'] })))
  await admin.post(`/v1/api-keys/${ended?.body.id}/revoke`)

  const removed = await salon.owner.post(`/v1/team-members/${admin.memberId}/remove`, leave)

  expect(removed.body.api_keys).toEqual([{ id: working?.body.id, name: 'Form', revoked: false }])
  expect((await withToken(working?.body.secret as string).get('/v1/customers')).status).toBe(200)
})

test('revoke_keys ends them in the same step', async () => {
  const salon = await business()
  const admin = await salon.member('admin')
  const { body: key } = await admin.post('/v1/api-keys', { name: 'Form', scopes: ['customers:read'] })
  const { body: others } = await salon.owner.post('/v1/api-keys', { name: 'Other', scopes: ['customers:read'] })

  const removed = await salon.owner.post(`/v1/team-members/${admin.memberId}/remove`, { revoke_keys: true })

  expect(removed.body.api_keys).toEqual([{ id: key.id, name: 'Form', revoked: true }])
  await withinOneSecond(
    () => withToken(key.secret as string).get('/v1/customers'),
    ({ status }) => status === 401,
  )
  expect((await withToken(others.secret as string).get('/v1/customers')).status).toBe(200)
  expect((await eventTypesOf(salon.id)).slice(2)).toEqual(['team_member.removed', 'api_key.revoked'])
})

test('whoever may not manage keys may not end them on the way', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  const key = await salon.key(allScopes.filter((scope) => scope !== 'keys:manage'))

  const refused = await key.post(`/v1/team-members/${staff.memberId}/remove`, { revoke_keys: true })
  const plain = await key.post(`/v1/team-members/${staff.memberId}/remove`, leave)

  expect(refused).toMatchObject({ status: 403, body: { code: 'scope_required' } })
  expect(plain.status).toBe(200)
})

test('a removed member is neither changed nor removed again', async () => {
  const salon = await business()
  const { memberId } = await salon.member('staff')
  await salon.owner.post(`/v1/team-members/${memberId}/remove`, leave)

  expect(await salon.owner.post(`/v1/team-members/${memberId}/remove`, leave)).toMatchObject({
    status: 409,
    body: { code: 'team_member_removed' },
  })
  expect(await salon.owner.patch(`/v1/team-members/${memberId}`, { status: 'active' })).toMatchObject({
    status: 409,
    body: { code: 'team_member_removed' },
  })
  expect(await eventTypesOf(salon.id)).toEqual(['team_member.removed'])
})

test('nobody removes a member above themselves, or the last owner', async () => {
  const salon = await business()
  const admin = await salon.member('admin')
  const path = `/v1/team-members/${salon.owner.memberId}/remove`

  expect(await admin.post(path, leave)).toMatchObject({ status: 403, body: { code: 'role_too_high' } })
  expect(await salon.owner.post(path, leave)).toMatchObject({ status: 409, body: { code: 'last_owner' } })
  expect(await eventTypesOf(salon.id)).toEqual([])
})

test('a repeat with the same Idempotency-Key answers the same', async () => {
  const salon = await business()
  const { memberId } = await salon.member('staff')
  const headers = { 'idempotency-key': randomUUID() }

  const first = await salon.owner.post(`/v1/team-members/${memberId}/remove`, leave, headers)
  const again = await salon.owner.post(`/v1/team-members/${memberId}/remove`, leave, headers)

  expect(again).toMatchObject({ status: 200, body: first.body })
})
