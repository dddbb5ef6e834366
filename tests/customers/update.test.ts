import { expect, test } from '@jest/globals'
import { business, newCustomer, rows } from '../support/api.ts'
import { feed } from '../support/walk.ts'

test('changes what is sent and leaves the rest, and says in the event what was there before', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', newCustomer({ first_name: 'Ada', last_name: 'Byron', tags: ['new'] }))

  const reply = await salon.owner.patch(`/v1/customers/${before.id}`, {
    last_name: 'Lovelace',
    tags: ['vip', 'a'],
    first_name: 'Ada',
    address: { country: 'GB', city: 'London', line1: '12 Analytical Street' },
  })

  expect(reply.status).toBe(200)
  expect(reply.headers.get('etag')).toBe('"2"')
  const expected = { last_name: 'Lovelace', tags: ['a', 'vip'], address: { line1: '12 Analytical Street', city: 'London', country: 'GB' } }
  expect(reply.body).toEqual({ ...before, ...expected, version: 2, updated_at: expect.any(String) })
  expect(reply.body.updated_at > before.updated_at).toBe(true)
  expect((await salon.owner.get(`/v1/customers/${before.id}`)).body).toEqual(reply.body)
  expect((await feed(salon.owner)).at(-1)).toMatchObject({
    type: 'customer.updated',
    data: { object: reply.body, previous_attributes: { last_name: 'Byron', tags: ['new'], address: null } },
  })
  const [entry] = (await salon.owner.get('/v1/audit-logs')).body.data
  expect(entry).toMatchObject({ action: 'customer.updated', changed_fields: ['address', 'last_name', 'tags'] })
})

test('null clears, and lists and the address are replaced as a whole', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', {
    external_id: 'a',
    first_name: 'Ada',
    emails: [{ email: 'one@example.com' }, { email: 'two@example.com' }],
    address: { line1: '12 Analytical Street', line2: 'Second floor', city: 'London', country: 'GB' },
  })

  const reply = await salon.owner.patch(`/v1/customers/${before.id}`, {
    first_name: null,
    emails: [{ email: 'TWO@example.com', label: 'work' }],
    address: { line1: '1 Baker Street', city: 'London', country: 'GB' },
  })

  expect(reply.body).toMatchObject({ first_name: null, emails: [{ email: 'two@example.com', label: 'work', is_primary: true }] })
  expect(reply.body.address).toEqual({ line1: '1 Baker Street', city: 'London', country: 'GB' })
})

test('what changes nothing is no change: same version, no event', async () => {
  const salon = await business()
  const address = { line1: '1 Baker Street', city: 'London', country: 'GB' }
  const { body: before } = await salon.owner.post('/v1/customers', {
    external_id: 'a',
    address,
    emails: [{ email: 'a@example.com' }],
    owner_member_id: salon.owner.memberId,
  })

  const reply = await salon.owner.patch(`/v1/customers/${before.id}`, {
    address: { country: 'GB', line1: '1 Baker Street', city: 'London' },
    emails: [{ email: 'A@EXAMPLE.COM', is_primary: true }],
    owner_member_id: salon.owner.memberId.toUpperCase(),
  })

  expect(reply.body).toEqual(before)
  expect(await feed(salon.owner)).toHaveLength(1)
})

test('changes only the version that was seen', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', newCustomer())
  const path = `/v1/customers/${before.id}`

  const first = await salon.owner.patch(path, { first_name: 'One' }, { 'if-match': '"1"' })
  const second = await salon.owner.patch(path, { first_name: 'Two' }, { 'if-match': '"1"' })
  const listed = await salon.owner.patch(path, { first_name: 'Three' }, { 'if-match': '"1", "2"' })
  const any = await salon.owner.patch(path, { first_name: 'Four' }, { 'if-match': '*' })

  expect([first, second, listed, any].map((reply) => reply.status)).toEqual([200, 412, 200, 200])
  expect(second.body.code).toBe('precondition_failed')
  expect((await salon.owner.get(path)).body).toMatchObject({ first_name: 'Four', version: 4 })
  expect(await feed(salon.owner)).toHaveLength(4)
})

test('of many that change the same version at once, one does', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', newCustomer())

  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      salon.owner.patch(`/v1/customers/${before.id}`, { first_name: `Number ${index}` }, { 'if-match': '"1"' }),
    ),
  )

  expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array<number>(9).fill(412)])
})

test.each([
  ['external id', { external_id: 'taken' }],
  ['primary e-mail address', { emails: [{ email: 'TAKEN@example.com' }] }],
  ['primary telephone number', { phones: [{ e164: '+14155550120' }] }],
])('refuses the %s of another customer, and changes nothing', async (_what, change) => {
  const salon = await business()
  const { body: other } = await salon.owner.post('/v1/customers', {
    external_id: 'taken',
    emails: [{ email: 'taken@example.com' }],
    phones: [{ e164: '+14155550120' }],
  })
  const { body: before } = await salon.owner.post('/v1/customers', newCustomer())

  const reply = await salon.owner.patch(`/v1/customers/${before.id}`, { first_name: 'Thief', ...change })

  expect(reply.status).toBe(409)
  expect(reply.body).toMatchObject({ code: 'duplicate_customer', existing_id: other.id })
  expect((await salon.owner.get(`/v1/customers/${before.id}`)).body).toEqual(before)
  expect(await feed(salon.owner)).toHaveLength(2)
})

test('a customer keeps something to be known by', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', { external_id: 'a', emails: [{ email: 'a@example.com' }] })

  const one = await salon.owner.patch(`/v1/customers/${before.id}`, { external_id: null })
  const none = await salon.owner.patch(`/v1/customers/${before.id}`, { emails: [] })

  expect(one.status).toBe(200)
  expect(none.status).toBe(409)
  expect(none.body.code).toBe('customer_needs_identity')
})

test('a customer of a member who has left can be changed, but not given to them', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  const mine = await salon.owner.post('/v1/customers', newCustomer({ owner_member_id: staff.memberId }))
  const other = await salon.owner.post('/v1/customers', newCustomer())
  await rows("update team_members set status = 'removed' where id = $1", [staff.memberId])

  const changed = await salon.owner.patch(`/v1/customers/${mine.body.id}`, { first_name: 'Ada' })
  const given = await salon.owner.patch(`/v1/customers/${other.body.id}`, { owner_member_id: staff.memberId })

  expect(changed.status).toBe(200)
  expect(given.status).toBe(404)
  expect(given.body.code).toBe('reference_not_found')
})

test.each([
  {},
  { id: '01a1b2c3-7d4e-7f60-8a9b-0c1d2e3f4a5b' },
  { version: 7 },
  { lifecycle_stage: null },
  { first_name: ' Ada' },
  { tags: null },
])('refuses %j', async (body) => {
  const salon = await business()
  const { body: before } = await salon.owner.post('/v1/customers', newCustomer())

  expect((await salon.owner.patch(`/v1/customers/${before.id}`, body)).status).toBe(400)
})

test('another business changes nothing here, and who may only read neither', async () => {
  const [salon, other] = [await business(), await business()]
  const { body: before } = await salon.owner.post('/v1/customers', newCustomer())
  const path = `/v1/customers/${before.id}`

  const replies = [
    await other.owner.patch(path, { first_name: 'Mine' }),
    await (await salon.member('viewer')).patch(path, { first_name: 'Mine' }),
    await (await salon.key(['customers:read'])).patch(path, { first_name: 'Mine' }),
  ]

  expect(replies.map((reply) => reply.status)).toEqual([404, 403, 403])
  expect((await salon.owner.get(path)).body).toEqual(before)
})
