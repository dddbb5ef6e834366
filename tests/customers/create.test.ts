import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer, person, signIn } from '../support/api.ts'
import { feed } from '../support/walk.ts'

const ada = {
  external_id: 'crm:4711',
  first_name: 'Ada',
  last_name: 'Lovelace',
  company: 'Analytical Engines',
  emails: [
    { email: 'Ada.Work@Example.com', label: 'work' },
    { email: 'ada@example.com', is_primary: true },
  ],
  phones: [{ e164: '+14155550134', label: 'home' }],
  address: { line1: '12 Analytical Street', city: 'London', country: 'GB' },
  date_of_birth: '1990-02-28',
  gender: 'female',
  time_zone: 'Europe/London',
  locale: 'en-GB',
  tags: ['vip', 'colour'],
  lead_source: 'Walk-in',
  lifecycle_stage: 'customer',
  status: 'active',
  preferred_channel: 'sms',
}

test('keeps what was sent, and says where it is kept', async () => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/customers', { ...ada, owner_member_id: salon.owner.memberId.toUpperCase() })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/customers/${reply.body.id}`)
  expect(reply.headers.get('etag')).toBe('"1"')
  expect(reply.body).toEqual({
    ...ada,
    id: expect.any(String),
    emails: [
      { email: 'ada@example.com', label: null, is_primary: true },
      { email: 'ada.work@example.com', label: 'work', is_primary: false },
    ],
    phones: [{ e164: '+14155550134', label: 'home', is_primary: true, line_type: 'unknown' }],
    tags: ['colour', 'vip'],
    owner_member_id: salon.owner.memberId,
    custom_fields: {},
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    updated_at: reply.body.created_at,
    version: 1,
  })
  expect((await salon.owner.get(`/v1/customers/${reply.body.id}`)).body).toEqual(reply.body)
})

test.each([
  ['an external id', { external_id: 'a' }],
  ['an e-mail address', { emails: [{ email: 'only@example.com' }] }],
  ['a telephone number', { phones: [{ e164: '+14155550100' }] }],
])('needs no more than %s', async (_what, identity) => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/customers', identity)

  expect(reply.status).toBe(201)
  expect(reply.body).toMatchObject({ lifecycle_stage: 'lead', status: 'active', preferred_channel: 'none', tags: [], address: null })
})

test('writes one event with the customer in it, and one entry in the audit log without any value', async () => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/customers', ada, { 'idempotency-key': 'once' })

  const events = await feed(salon.owner)
  expect(events).toEqual([
    {
      id: expect.any(String),
      type: 'customer.created',
      api_version: 'v1',
      business_id: salon.id,
      occurred_at: reply.body.created_at,
      sequence: 1,
      data: { object: reply.body },
      request: { id: reply.headers.get('x-request-id'), idempotency_key: 'once' },
      causation: null,
    },
  ])
  const { data } = (await salon.owner.get('/v1/audit-logs')).body
  expect(data).toHaveLength(1)
  expect(data[0]).toMatchObject({
    action: 'customer.created',
    actor: { type: 'person', id: salon.owner.person.id },
    resource: { type: 'customer', id: reply.body.id },
    changed_fields: Object.keys(ada).sort(),
  })
  expect(JSON.stringify(data)).not.toContain('Lovelace')
})

test.each([
  ['external id', { external_id: 'same' }, { external_id: 'same', phones: [{ e164: '+14155550101' }] }],
  ['primary e-mail address, whatever its case', { emails: [{ email: 'Same@example.com' }] }, { emails: [{ email: 'sAME@EXAMPLE.COM' }] }],
  ['primary telephone number, however it is written', { phones: [{ e164: '+442079460000' }] }, { phones: [{ e164: '+4402079460000' }] }],
])('refuses a second customer with the same %s, and names the first', async (_what, first, second) => {
  const salon = await business()
  const existing = await salon.owner.post('/v1/customers', first)

  const reply = await salon.owner.post('/v1/customers', second)

  expect(reply.status).toBe(409)
  expect(reply.body).toMatchObject({ code: 'duplicate_customer', existing_id: existing.body.id })
  expect((await salon.owner.get('/v1/customers')).body.data).toHaveLength(1)
  expect(await feed(salon.owner)).toHaveLength(1)
})

test('an address that is not the primary one may be shared, in a family say', async () => {
  const salon = await business()
  const shared = { email: 'family@example.com' }
  await salon.owner.post('/v1/customers', { emails: [shared] })

  const reply = await salon.owner.post('/v1/customers', { emails: [{ email: 'child@example.com' }, shared] })

  expect(reply.status).toBe(201)
})

test('of many that are created at once with one address, one is', async () => {
  const salon = await business()
  const same = newCustomer()

  const replies = await Promise.all(Array.from({ length: 12 }, () => salon.owner.post('/v1/customers', same)))

  const created = replies.filter((reply) => reply.status === 201)
  expect(created).toHaveLength(1)
  for (const reply of replies.filter((each) => each.status !== 201)) {
    expect(reply.body).toMatchObject({ status: 409, code: 'duplicate_customer', existing_id: created[0]?.body.id })
  }
  expect(await feed(salon.owner)).toHaveLength(1)
})

test('two businesses may have the same customer', async () => {
  const [one, other] = [await business(), await business()]
  const same = newCustomer({ external_id: 'same', phones: [{ e164: '+14155550102' }] })

  const replies = [await one.owner.post('/v1/customers', same), await other.owner.post('/v1/customers', same)]

  expect(replies.map((reply) => reply.status)).toEqual([201, 201])
})

test.each([
  ['customer_needs_identity', { first_name: 'Nobody' }],
  ['customer_needs_identity', { first_name: 'Nobody', emails: [] }],
  [
    'too_many_primaries',
    {
      emails: [
        { email: 'a@example.com', is_primary: true },
        { email: 'b@example.com', is_primary: true },
      ],
    },
  ],
  ['too_many_primaries', { emails: [{ email: 'a@example.com' }, { email: 'A@example.com' }] }],
  ['too_many_primaries', { phones: [{ e164: '+442079460000' }, { e164: '+4402079460000' }] }],
])('answers 409 %s for %j, and keeps nothing', async (code, body) => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/customers', body)

  expect(reply.status).toBe(409)
  expect(reply.body.code).toBe(code)
  expect((await salon.owner.get('/v1/customers')).body.data).toEqual([])
})

test('the one who looks after the customer is a member of this team', async () => {
  const [salon, other] = [await business(), await business()]

  const replies = [
    await salon.owner.post('/v1/customers', newCustomer({ owner_member_id: other.owner.memberId })),
    await salon.owner.post('/v1/customers', newCustomer({ owner_member_id: randomUUID() })),
  ]

  for (const reply of replies) {
    expect(reply.status).toBe(404)
    expect(reply.body.code).toBe('reference_not_found')
  }
  expect(await feed(salon.owner)).toEqual([])
})

test.each([
  ['a field that is not there', { emails: [{ email: 'a@example.com' }], nickname: 'A' }],
  ['a wrong type', { emails: 'a@example.com' }],
  ['a number that is not E.164', { phones: [{ e164: '(415) 555-0134' }] }],
  ['a tag in capitals', { external_id: 'a', tags: ['VIP'] }],
  ['the same tag twice', { external_id: 'a', tags: ['vip', 'vip'] }],
  ['51 tags', { external_id: 'a', tags: Array.from({ length: 51 }, (_, index) => `tag ${index}`) }],
  ['11 addresses', { emails: Array.from({ length: 11 }, (_, index) => ({ email: `a${index}@example.com` })) }],
  ['a day that the calendar does not have', { external_id: 'a', date_of_birth: '1990-02-30' }],
  ['an unknown time zone', { external_id: 'a', time_zone: 'Europe/Atlantis' }],
  ['nothing', {}],
])('refuses %s', async (_what, body) => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/customers', body)

  expect(reply.status).toBe(400)
  expect(reply.body.code).toBe('invalid_request')
})

test('names in any script are kept as they are', async () => {
  const salon = await business()
  const names = ['Žofie Nováková', '李小龍', 'محمد', 'O’Brien-Ñandú', '👩‍🎤', "Robert'); drop table customers;--"]

  for (const first_name of names) {
    const reply = await salon.owner.post('/v1/customers', newCustomer({ first_name }))
    expect(reply.body.first_name).toBe(first_name)
  }
})

test('who may only read creates nothing, and neither does somebody from elsewhere', async () => {
  const salon = await business()
  const [viewer, key, stranger] = [await salon.member('viewer'), await salon.key(['customers:read']), await signIn(await person())]

  const replies = [
    await viewer.post('/v1/customers', newCustomer()),
    await key.post('/v1/customers', newCustomer()),
    await stranger.post('/v1/customers', newCustomer(), { 'x-business-id': salon.id }),
  ]

  expect(replies.map((reply) => [reply.status, reply.body.code])).toEqual([
    [403, 'scope_required'],
    [403, 'scope_required'],
    [404, 'not_found'],
  ])
  expect(await feed(salon.owner)).toEqual([])
})
