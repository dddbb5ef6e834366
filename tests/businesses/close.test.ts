import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { goodPassword, mailsTo, newAccount } from '../support/accounts.ts'
import { anonymous, business, newCustomer, rows, server, withToken } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { until } from '../support/eventually.ts'
import { invite } from '../support/invitations.ts'
import { withinOneSecond } from '../support/until.ts'
import { close, slugOf } from '../support/weight.ts'

const named = ({ id }: Business): Record<string, string> => ({ 'x-business-id': id })

test('a closed business takes no change and lets nobody in but its owners, who read everything', async () => {
  const salon = await business()
  const [admin, key] = [await salon.member('admin'), await salon.key()]
  const { id } = (await salon.owner.post('/v1/customers', newCustomer())).body as { id: string }

  const closed = await close(salon)

  expect(closed).toMatchObject({ status: 200, body: { status: 'closed', version: 2 } })
  expect(closed.headers.get('etag')).toBe('"2"')
  await withinOneSecond(
    () => admin.get(`/v1/customers/${id}`, named(salon)),
    ({ status }) => status === 404,
  )
  await withinOneSecond(
    () => key.get('/v1/customers'),
    ({ status }) => status === 401,
  )
  for (const path of [
    `/v1/customers/${id}`,
    '/v1/customers',
    '/v1/audit-logs',
    '/v1/events',
    '/v1/team-members',
    '/v1/api-keys',
    '/v1/invitations',
  ])
    expect([path, (await salon.owner.get(path, named(salon))).status]).toEqual([path, 200])
  expect((await salon.owner.get(`/v1/businesses/${salon.id}`)).body).toEqual(closed.body)
  const refused = { status: 409, body: { code: 'business_closed' } }
  expect(await salon.owner.post('/v1/customers', newCustomer(), named(salon))).toMatchObject(refused)
  expect(await salon.owner.patch(`/v1/customers/${id}`, { first_name: 'Ada' }, named(salon))).toMatchObject(refused)
  expect(await salon.owner.delete(`/v1/customers/${id}`, named(salon))).toMatchObject(refused)
  // Whatever it would have come to: no customer, or no change.
  expect(await salon.owner.delete(`/v1/customers/${randomUUID()}`, named(salon))).toMatchObject(refused)
  expect(await salon.owner.patch(`/v1/businesses/${salon.id}`, { name: 'Test Salon' })).toMatchObject(refused)
  expect(await salon.owner.patch(`/v1/businesses/${salon.id}`, { name: 'Other' })).toMatchObject(refused)
  expect(await salon.owner.post(`/v1/businesses/${salon.id}/sandbox`)).toMatchObject(refused)
  expect(await rows('select from customers where business_id = $1 and version = 1', [salon.id])).toHaveLength(1)
})

test('keys and pending invitations end with it, everybody in the team is told, and the closing is the last event', async () => {
  const salon = await business()
  const [staff, suspended] = [await salon.member('staff'), await salon.member('staff')]
  await rows("update team_members set status = 'suspended' where id = $1", [suspended.memberId])
  const key = await salon.key()
  const { id, token } = await invite(salon)

  await close(salon)

  expect((await salon.owner.get(`/v1/api-keys/${key.id}`, named(salon))).body.status).toBe('revoked')
  expect((await salon.owner.get(`/v1/invitations/${id}`, named(salon))).body.status).toBe('revoked')
  expect((await anonymous('POST', '/v1/invitations/accept', { token, full_name: 'Ada', password: goodPassword })).status).toBe(404)
  expect(await eventTypesOf(salon.id)).toEqual(['invitation.created', 'api_key.revoked', 'invitation.revoked', 'business.closed'])
  const told = [{ kind: 'business_closed', locale: null, details: { business_id: salon.id, by_member_id: salon.owner.memberId } }]
  expect([await mailsTo(salon.owner.person.email), await mailsTo(staff.person.email)]).toEqual([told, told])
  expect(await mailsTo(suspended.person.email)).toEqual([])
  expect((await salon.jobs()).filter(({ task }) => task === 'mail.send')).toHaveLength(3)
})

test('its sandbox is closed with it', async () => {
  const salon = await business()
  const { id } = (await salon.owner.post(`/v1/businesses/${salon.id}/sandbox`)).body as { id: string }
  const header = { 'x-business-id': id }
  const { body: key } = await salon.owner.post('/v1/api-keys', { name: 'Form', scopes: ['customers:read'] }, header)

  await close(salon)

  expect((await salon.owner.get(`/v1/businesses/${id}`)).body).toMatchObject({ status: 'closed', sandbox_of: salon.id })
  expect(await salon.owner.post('/v1/customers', newCustomer(), header)).toMatchObject({ status: 409, body: { code: 'business_closed' } })
  await withinOneSecond(
    () => withToken(key.secret as string).get('/v1/customers'),
    ({ status }) => status === 401,
  )
  expect((await eventTypesOf(id)).slice(-2)).toEqual(['api_key.revoked', 'business.closed'])
  expect((await mailsTo(salon.owner.person.email)).filter(({ kind }) => kind === 'business_closed')).toHaveLength(1)
})

test('the list shows it to its owners, when they ask for closed ones', async () => {
  const salon = await business()
  const admin = await salon.member('admin')
  await close(salon)

  const listed = async (by: Business['owner'], query: string): Promise<string[]> =>
    ((await by.get(`/v1/businesses${query}`)).body as { data: { id: string }[] }).data.map(({ id }) => id)
  expect(await listed(salon.owner, '')).toEqual([])
  expect(await listed(salon.owner, '?status=closed')).toEqual([salon.id])
  expect(await listed(salon.owner, '?status=active')).toEqual([])
  expect(await listed(admin, '?status=closed&status=active')).toEqual([])
})

test('only an owner closes it, with the phrase and the password', async () => {
  const salon = await business()
  const [admin, key] = [await salon.member('admin'), await salon.key()]
  await salon.owner.patch(`/v1/team-members/${admin.memberId}`, { extra_scopes: ['business:own'] })
  const path = `/v1/businesses/${salon.id}/close`
  const confirmation = `close business ${await slugOf(salon)}`
  expect(await admin.post(path, { confirmation })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(await key.post(path, { confirmation })).toMatchObject({ status: 403, body: { code: 'person_required' } })
  expect(await salon.owner.post(path, { confirmation: `${confirmation}!` })).toMatchObject({
    status: 409,
    body: { code: 'confirmation_mismatch' },
  })

  const account = await newAccount()
  const { business_id: id } = (await account.get('/v1/me')).body as { business_id: string }
  const phrase = `close business ${(await account.get(`/v1/businesses/${id}`)).body.slug as string}`
  expect(await account.post(`/v1/businesses/${id}/close`, { confirmation: phrase })).toMatchObject({
    status: 409,
    body: { code: 'wrong_current_password' },
  })
  for (const open of [salon.id, id])
    expect(await rows("select from businesses where id = $1 and status = 'active'", [open])).toHaveLength(1)
  expect((await account.post(`/v1/businesses/${id}/close`, { confirmation: phrase, current_password: goodPassword })).status).toBe(200)
})

test('it is closed once: a repeat with the same Idempotency-Key answers the same, another one is refused', async () => {
  const salon = await business()
  const headers = { 'idempotency-key': randomUUID() }

  const first = await close(salon, headers)
  const again = await close(salon, headers)
  const second = await close(salon)

  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(again.body).toEqual(first.body)
  expect(second).toMatchObject({ status: 409, body: { code: 'business_closed' } })
})

test('of several closings at once one succeeds', async () => {
  const salon = await business()

  const replies = await Promise.all([close(salon), close(salon), close(salon)])

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  expect((await eventTypesOf(salon.id)).filter((type) => type === 'business.closed')).toHaveLength(1)
})

test('a change that waits behind the closing is refused, though its caller was let in before', async () => {
  const salon = await business()
  const blocker = new Client({ connectionString: server.urls.owner })
  await blocker.connect()
  await blocker.query('begin')
  await blocker.query('select from business_counters where business_id = $1 for update', [salon.id])
  const closing = close(salon)
  await until('the closing waits', async () => (await waiting()) === 1)
  const change = salon.owner.post('/v1/customers', newCustomer())
  await until('the change waits behind it', async () => (await waiting()) === 2)

  await blocker.query('rollback')
  await blocker.end()

  expect((await closing).status).toBe(200)
  expect(await change).toMatchObject({ status: 409, body: { code: 'business_closed' } })
  expect(await rows('select from customers where business_id = $1', [salon.id])).toEqual([])
  expect(await eventTypesOf(salon.id)).toEqual(['business.closed'])
})

test('a change that is on its way is done before the closing, or refused; nothing comes after it', async () => {
  const salon = await business()
  const key = await salon.key()
  const writes = Array.from({ length: 30 }, () => salon.owner.post('/v1/customers', newCustomer()))
  const rotation = salon.owner.post(`/v1/api-keys/${key.id}/rotate`, { overlap_seconds: 3600 })
  const more = [salon.owner.post('/v1/api-keys', { name: 'Late', scopes: ['customers:read'] }), invite(salon).catch(() => undefined)]

  const closed = await close(salon)
  const late = Array.from({ length: 10 }, () => salon.owner.post('/v1/customers', newCustomer(), named(salon)))
  const replies = await Promise.all([...writes, ...late, rotation])
  await Promise.all(more)

  expect(closed.status).toBe(200)
  expect(replies.filter(({ status }) => status !== 201).map(({ body }) => body.code as string)).toEqual(
    replies.filter(({ status }) => status !== 201).map(() => 'business_closed'),
  )
  expect((await Promise.all(late)).every(({ status }) => status === 409)).toBe(true)
  expect((await eventTypesOf(salon.id)).at(-1)).toBe('business.closed')
  expect(await rows('select from customers where business_id = $1', [salon.id])).toHaveLength(
    replies.filter(({ status, body }) => status === 201 && body.secret === undefined).length,
  )
  expect(await rows('select from api_keys where business_id = $1 and revoked_at is null', [salon.id])).toEqual([])
  expect(await rows("select from invitations where business_id = $1 and status = 'pending'", [salon.id])).toEqual([])
})

test('a suspended business can be read, by keys too, and takes no change until that ends', async () => {
  const salon = await business()
  const [staff, key] = [await salon.member('staff'), await salon.key()]
  await rows("update businesses set status = 'suspended' where id = $1", [salon.id])

  for (const caller of [salon.owner, staff, key]) {
    // Also within the second in which somebody still remembers that it was active.
    expect(await caller.post('/v1/customers', newCustomer())).toMatchObject({ status: 409, body: { code: 'business_suspended' } })
    expect((await caller.get('/v1/customers')).body.data).toEqual([])
  }
  expect(await close(salon)).toMatchObject({ status: 409, body: { code: 'business_suspended' } })

  await rows("update businesses set status = 'active' where id = $1", [salon.id])
  expect((await staff.post('/v1/customers', newCustomer())).status).toBe(201)
})

async function waiting(): Promise<number> {
  const blocked = await rows(
    "select from pg_stat_activity where usename = 'clientflow_app' and datname = current_database() and wait_event_type = 'Lock'",
  )
  return blocked.length
}
