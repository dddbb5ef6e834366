import { expect, test } from '@jest/globals'
import { business, newCustomer } from '../support/api.ts'
import { feed } from '../support/walk.ts'
import { contact, say } from './consents.ts'

test('keeps what was said and what proves it, says where it is kept, and tells it', async () => {
  const salon = await business()
  const customer = await contact(salon)
  const evidence = { wording: 'Text me offers.\nReply STOP at any time.', url: 'https://example.com/book', ip_address: '203.0.113.7' }

  const reply = await say(salon, customer, 'granted', { source: 'web_form', evidence, occurred_at: '2026-01-05T10:00:00+01:00' })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/customers/${customer.id}/consents/${reply.body.id}`)
  expect(reply.headers.get('etag')).toBe('"1"')
  expect(reply.body).toEqual({
    id: expect.any(String),
    customer_id: customer.id,
    channel: 'sms',
    address: customer.phone,
    purpose: 'marketing',
    action: 'granted',
    source: 'web_form',
    evidence,
    occurred_at: '2026-01-05T09:00:00.000Z',
    recorded_by: salon.owner.memberId,
    created_at: expect.any(String),
    updated_at: expect.any(String),
    version: 1,
  })
  expect((await salon.owner.get(`/v1/customers/${customer.id}/consents/${reply.body.id}`)).body).toEqual(reply.body)
  const [recorded, optedIn] = (await feed(salon.owner)).slice(-2)
  expect(recorded).toMatchObject({ type: 'consent.recorded', data: { object: reply.body } })
  const { channel, address, purpose, source } = reply.body
  const object = { id: customer.id, version: 1, consent_id: reply.body.id, channel, address, purpose, source }
  expect(optedIn).toMatchObject({ type: 'customer.opted_in', data: { object } })
})

test('the audit log names what was recorded, and not what it says', async () => {
  const salon = await business()
  const customer = await contact(salon)

  await say(salon, customer, 'granted', { evidence: { wording: 'Nobody else reads this.' } })

  const { text } = await salon.owner.get('/v1/audit-logs')
  expect(text).toContain('consent.recorded')
  expect(text).not.toContain('Nobody else reads this.')
  expect(text).not.toContain(customer.phone)
})

test('a key records for nobody in the team', async () => {
  const salon = await business()
  const customer = await contact(salon)
  const key = await salon.key(['consent:write'])

  const wanted = { channel: 'email', purpose: 'transactional', action: 'revoked', source: 'api' }
  const reply = await key.post(`/v1/customers/${customer.id}/consents`, wanted)

  expect(reply.body).toMatchObject({ address: customer.email, recorded_by: null, evidence: {} })
})

test('what counts is what was said last, and only a change of that opts in or out', async () => {
  const salon = await business()
  const customer = await contact(salon)
  const opted = async () =>
    (await feed(salon.owner))
      .filter(({ type, data }) => type.startsWith('customer.opted') && data.object.channel === 'sms')
      .map(({ type }) => type)
  const told = async (action: 'granted' | 'revoked', day: number) => {
    await say(salon, customer, action, { occurred_at: `2026-01-0${day}T09:00:00Z` })
    return (await opted()).length
  }

  expect(await told('granted', 2)).toBe(1)
  expect(await told('granted', 3)).toBe(1)
  // Said before, and heard of later: nothing changes.
  expect(await told('revoked', 1)).toBe(1)
  expect(await told('revoked', 4)).toBe(2)
  // Of one instant the no counts.
  expect(await told('granted', 4)).toBe(2)
  expect(await told('granted', 5)).toBe(3)
  expect(await opted()).toEqual(['customer.opted_in', 'customer.opted_out', 'customer.opted_in'])
})

test('who revokes marketing texts revokes marketing calls in the ledger too, with what proves it', async () => {
  const salon = await business()
  const customer = await contact(salon)
  const said = { source: 'verbal', evidence: { wording: 'Leave me in peace.' }, occurred_at: '2026-01-04T09:00:00Z' }

  const { body: text } = await say(salon, customer, 'revoked', said)
  await say(salon, customer, 'revoked', { purpose: 'transactional' })
  await say(salon, customer, 'revoked', { channel: 'email' })

  const { data } = (await salon.owner.get(`/v1/customers/${customer.id}/consents?channel=voice`)).body
  const same = { action: 'revoked', purpose: 'marketing', address: customer.phone, evidence: text.evidence, source: 'verbal' }
  expect(data).toEqual([
    expect.objectContaining({ ...same, channel: 'voice', occurred_at: text.occurred_at, recorded_by: text.recorded_by }),
  ])
  const calls = (await feed(salon.owner)).filter(({ type, data: told }) => type === 'customer.opted_out' && told.object.channel === 'voice')
  expect(calls.map((event) => event.data.object.consent_id)).toEqual([data[0].id])
})

test.each([
  ['a number that is another one', { address: '+14155559999' }],
  ['an address where a number belongs', { address: 'ada@example.com' }],
  ['their own e-mail address where a number belongs', {}],
])('refuses %s', async (_what, fields) => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer({ emails: [{ email: 'own@example.com' }] }))

  const reply = await say(salon, customer, 'granted', fields)

  expect(reply.status).toBe(409)
  expect(['address_not_of_customer', 'address_not_of_channel']).toContain(reply.body.code)
  expect((await salon.owner.get(`/v1/customers/${customer.id}/consents`)).body.data).toEqual([])
})

test('an address is theirs in whatever case it is written', async () => {
  const salon = await business()
  const customer = await contact(salon)

  const reply = await say(salon, customer, 'granted', { channel: 'email', address: customer.email.toUpperCase() })

  expect(reply.body.address).toBe(customer.email)
})

test('nobody has said anything in the future', async () => {
  const salon = await business()
  const customer = await contact(salon)

  const reply = await say(salon, customer, 'granted', { occurred_at: '2199-01-01T00:00:00Z' })

  expect([reply.status, reply.body.code]).toEqual([409, 'consent_in_future'])
})

test('a customer who is gone, and one of another business, is a 404', async () => {
  const [salon, other] = [await business(), await business()]
  const [gone, theirs] = [await contact(salon), await contact(other)]
  await salon.owner.delete(`/v1/customers/${gone.id}`)

  expect((await say(salon, gone, 'granted')).status).toBe(404)
  expect((await say(salon, theirs, 'granted')).status).toBe(404)
})

test('staff reads consents, and a manager records them', async () => {
  const salon = await business()
  const customer = await contact(salon)
  const [staff, manager] = [await salon.member('staff'), await salon.member('manager')]
  const wanted = { channel: 'sms', purpose: 'marketing', action: 'granted', source: 'staff' }

  expect((await staff.get(`/v1/customers/${customer.id}/consents`)).status).toBe(200)
  expect((await staff.post(`/v1/customers/${customer.id}/consents`, wanted)).status).toBe(403)
  expect((await manager.post(`/v1/customers/${customer.id}/consents`, wanted)).status).toBe(201)
})
