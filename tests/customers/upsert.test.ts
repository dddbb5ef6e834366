import { expect, test } from '@jest/globals'
import { business, newCustomer } from '../support/api.ts'
import { feed } from '../support/walk.ts'

const path = '/v1/customer-external-ids/crm:1'

test('creates the customer the first time, changes it the next, and does nothing when there is nothing to do', async () => {
  const salon = await business()
  const wanted = { first_name: 'Ada', emails: [{ email: 'ada@example.com' }], tags: ['vip'] }

  const first = await salon.owner.put(path, wanted)
  const same = await salon.owner.put(path, wanted)
  const changed = await salon.owner.put(path, { first_name: 'Augusta' })

  expect(first.status).toBe(201)
  expect(first.headers.get('location')).toBe(`/v1/customers/${first.body.id}`)
  expect(first.body).toMatchObject({
    external_id: 'crm:1',
    version: 1,
    ...wanted,
    emails: [{ email: 'ada@example.com', is_primary: true }],
  })
  expect([same.status, same.headers.get('location')]).toEqual([200, null])
  expect(same.body).toEqual(first.body)
  expect(changed.status).toBe(200)
  expect(changed.headers.get('etag')).toBe('"2"')
  expect(changed.body).toMatchObject({ id: first.body.id, first_name: 'Augusta', emails: first.body.emails, tags: ['vip'] })
  expect((await feed(salon.owner)).map((event) => event.type)).toEqual(['customer.created', 'customer.updated'])
})

test('an external id is enough', async () => {
  const salon = await business()

  const reply = await salon.owner.put(path, {})

  expect(reply.status).toBe(201)
  expect(reply.body.emails).toEqual([])
  const [entry] = (await salon.owner.get('/v1/audit-logs')).body.data
  expect(entry.changed_fields).toEqual(['external_id'])
})

test('adds addresses and numbers, and drops none', async () => {
  const salon = await business()
  await salon.owner.put(path, {
    emails: [{ email: 'one@example.com', label: 'home' }, { email: 'two@example.com' }],
    phones: [{ e164: '+442079460000' }],
  })

  const reply = await salon.owner.put(path, {
    emails: [{ email: 'THREE@example.com' }, { email: 'one@example.com' }],
    phones: [{ e164: '+4402079460000', label: 'work' }, { e164: '+14155550140' }],
  })

  expect(reply.body.emails).toEqual([
    { email: 'one@example.com', label: 'home', is_primary: true },
    { email: 'two@example.com', label: null, is_primary: false },
    { email: 'three@example.com', label: null, is_primary: false },
  ])
  expect(reply.body.phones).toMatchObject([
    { e164: '+442079460000', label: 'work', is_primary: true },
    { e164: '+14155550140', label: null, is_primary: false },
  ])
})

test('what is sent as primary becomes it, known or new, and twice is once', async () => {
  const salon = await business()
  await salon.owner.put(path, { emails: [{ email: 'one@example.com' }, { email: 'two@example.com' }] })
  const primary = async (email: string) => {
    const reply = await salon.owner.put(path, { emails: [{ email, is_primary: true }] })
    return (reply.body.emails as { email: string; is_primary: boolean }[]).map((each) => `${each.email} ${each.is_primary}`)
  }

  expect(await primary('two@example.com')).toEqual(['two@example.com true', 'one@example.com false'])
  expect(await primary('new@example.com')).toEqual(['new@example.com true', 'two@example.com false', 'one@example.com false'])
  expect(await primary('new@example.com')).toEqual(['new@example.com true', 'two@example.com false', 'one@example.com false'])
  expect(await feed(salon.owner)).toHaveLength(3)
})

test('more than ten addresses in all are too many, and nothing changes', async () => {
  const salon = await business()
  const emails = (from: number) => Array.from({ length: 6 }, (_, index) => ({ email: `a${from + index}@example.com` }))
  const before = await salon.owner.put(path, { emails: emails(0) })

  const reply = await salon.owner.put(path, { emails: emails(6), first_name: 'Ada' })

  expect(reply.status).toBe(409)
  expect(reply.body.code).toBe('too_many_identities')
  expect((await salon.owner.get(`/v1/customers/${before.body.id}`)).body).toEqual(before.body)
})

test('the primary address of another customer is refused, at creation and later', async () => {
  const salon = await business()
  const { body: other } = await salon.owner.post('/v1/customers', { emails: [{ email: 'taken@example.com' }] })

  const created = await salon.owner.put(path, { emails: [{ email: 'taken@example.com' }] })
  const absent = await salon.owner.get('/v1/customers?external_id=crm:1')
  await salon.owner.put(path, { emails: [{ email: 'own@example.com' }] })
  const changed = await salon.owner.put(path, { emails: [{ email: 'taken@example.com', is_primary: true }] })

  for (const reply of [created, changed]) {
    expect(reply.status).toBe(409)
    expect(reply.body).toMatchObject({ code: 'duplicate_customer', existing_id: other.id })
  }
  expect(absent.body.data).toEqual([])
})

test('of many at once one creates the customer and the others change it: nobody is refused', async () => {
  const salon = await business()

  // Several times over, because the server first has to open its connections before they can get in each other's way.
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        salon.owner.put(`/v1/customer-external-ids/${id}`, { emails: [{ email: `${id}${index % 4}@example.com` }] }),
      ),
    )

    expect(replies.map((reply) => reply.status).sort()).toEqual([...Array<number>(11).fill(200), 201])
    const { data } = (await salon.owner.get(`/v1/customers?external_id=${id}`)).body
    expect(data).toHaveLength(1)
    expect(data[0].emails).toHaveLength(4)
  }
})

test('another business has a customer of its own under the same id', async () => {
  const [one, other] = [await business(), await business()]

  const replies = [await one.owner.put(path, newCustomer()), await other.owner.put(path, newCustomer())]

  expect(replies.map((reply) => reply.status)).toEqual([201, 201])
  expect(replies[0]?.body.id).not.toBe(replies[1]?.body.id)
})

test('refuses ids that a URL cannot carry safely, unknown fields, and those who may only read', async () => {
  const salon = await business()

  expect((await salon.owner.put('/v1/customer-external-ids/%2e%2e', {})).status).toBeGreaterThanOrEqual(400)
  expect((await salon.owner.put('/v1/customer-external-ids/a%20b', {})).status).toBe(400)
  expect((await salon.owner.put(path, { external_id: 'crm:2' })).status).toBe(400)
  expect((await (await salon.member('viewer')).put(path, {})).status).toBe(403)
  expect((await salon.owner.get('/v1/customers')).body.data).toEqual([])
})
