import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { eventsOf, eventTypesOf } from '../support/events.ts'

const ada = {
  external_id: 'crm:1',
  first_name: 'Ada',
  emails: [{ email: 'ada@example.com' }, { email: 'both@example.com', label: 'work' }],
  phones: [{ e164: '+14155550130' }],
  tags: ['vip'],
  lead_source: 'walk-in',
}
const augusta = {
  external_id: 'crm:2',
  first_name: 'Augusta',
  last_name: 'King',
  emails: [{ email: 'augusta@example.com' }, { email: 'both@example.com', label: 'home' }, { email: 'third@example.com' }],
  phones: [{ e164: '+14155550131' }],
  tags: ['colour', 'vip'],
  lifecycle_stage: 'customer',
  preferred_channel: 'email',
  status: 'blocked',
}

async function pair(salon: Business, one: object = ada, other: object = augusta) {
  const { body: customer } = await salon.owner.post('/v1/customers', one)
  const { body: source } = await salon.owner.post('/v1/customers', other)
  return { customer, source, path: `/v1/customers/${customer.id}/merge` }
}

test('one customer has the identities and tags of both; its own fields stand, and the others fill the gaps', async () => {
  const salon = await business()
  const { customer, source, path } = await pair(salon)

  const reply = await salon.owner.post(path, { source_id: source.id })

  expect(reply.status).toBe(200)
  expect(reply.body).toEqual({
    dry_run: false,
    customer: {
      ...customer,
      last_name: 'King',
      emails: [
        { email: 'ada@example.com', label: null, is_primary: true },
        { email: 'both@example.com', label: 'work', is_primary: false },
        { email: 'augusta@example.com', label: null, is_primary: false },
        { email: 'third@example.com', label: null, is_primary: false },
      ],
      phones: [
        { ...customer.phones[0], is_primary: true },
        { ...source.phones[0], is_primary: false },
      ],
      tags: ['colour', 'vip'],
      lifecycle_stage: 'customer',
      preferred_channel: 'email',
      status: 'blocked',
      version: 2,
      updated_at: expect.any(String),
    },
    source: { id: source.id, deleted_at: reply.body.customer.updated_at, merged_into: customer.id },
    changed_fields: ['emails', 'last_name', 'lifecycle_stage', 'phones', 'preferred_channel', 'status', 'tags'],
    moved: expect.objectContaining({ notes: 0 }),
  })
  expect((await salon.owner.get(`/v1/customers/${customer.id}`)).body).toEqual(reply.body.customer)
})

test('who has no primary address of their own takes that of the other, and a name, an address or an id that was missing', async () => {
  const salon = await business()
  const address = { line1: '12 Analytical Street', city: 'London', country: 'GB' }
  const { source, path } = await pair(salon, { phones: [{ e164: '+14155550132' }] }, { ...augusta, address })

  const { body } = await salon.owner.post(path, { source_id: source.id })

  expect(body.customer).toMatchObject({ external_id: 'crm:2', first_name: 'Augusta', address, emails: source.emails })
  expect((await salon.owner.put('/v1/customer-external-ids/crm:2', {})).body.id).toBe(body.customer.id)
})

test('a preview says what the merge then does, field by field, and changes nothing', async () => {
  const salon = await business()
  const { customer, source, path } = await pair(salon)
  for (const body of ['One', 'Two']) await salon.owner.post(`/v1/customers/${source.id}/notes`, { body })
  const before = await everything(salon)

  const preview = await salon.owner.post(path, { source_id: source.id, dry_run: true }, { 'If-Match': '"1"' })

  expect(preview.status).toBe(200)
  expect(await everything(salon)).toEqual(before)
  expect((await salon.owner.get(`/v1/customers/${customer.id}`)).body).toEqual(customer)
  expect((await salon.owner.get(`/v1/customers/${source.id}`)).body).toEqual(source)

  const real = await salon.owner.post(path, { source_id: source.id })

  expect(real.body.moved).toMatchObject({ notes: 2 })
  expect(timeless(preview.body)).toEqual({ ...timeless(real.body), dry_run: true })
})

test('notes go over, each once and with a new version', async () => {
  const salon = await business()
  const { customer, source, path } = await pair(salon)
  const { body: own } = await salon.owner.post(`/v1/customers/${customer.id}/notes`, { body: 'Hers' })
  const { body: note } = await salon.owner.post(`/v1/customers/${source.id}/notes`, { body: 'Of the other', pinned: true })

  await salon.owner.post(path, { source_id: source.id })

  const { data } = (await salon.owner.get(`/v1/customers/${customer.id}/notes`)).body
  expect(data).toEqual([{ ...note, customer_id: customer.id, version: 2, updated_at: expect.any(String) }, own])
  const change = await salon.owner.patch(`/v1/customers/${customer.id}/notes/${note.id}`, { pinned: false }, { 'If-Match': '"1"' })
  expect(change.status).toBe(412)
})

test('the one customer is found by everything, the other by nothing, and a list of what is gone says where it went', async () => {
  const salon = await business()
  const { customer, source, path } = await pair(salon)

  await salon.owner.post(path, { source_id: source.id })

  for (const query of ['email=augusta@example.com', 'phone=%2B14155550131', 'tag=colour', 'q=king', 'q=third@example.com']) {
    const { data } = (await salon.owner.get(`/v1/customers?${query}`)).body
    expect([query, data.map(({ id }: { id: string }) => id)]).toEqual([query, [customer.id]])
  }
  const { data } = (await salon.owner.get('/v1/customers?include_deleted=true&sort=-updated_at')).body
  expect(data).toContainEqual({ id: source.id, deleted_at: expect.any(String), merged_into: customer.id })
  expect(await counted(salon)).toBe(1)
})

test('the feed tells that one is gone and how the other is, and the audit log names fields only', async () => {
  const salon = await business()
  const { customer, source, path } = await pair(salon)

  const { body } = await salon.owner.post(path, { source_id: source.id })

  const [merged, updated] = (await eventsOf(salon.id)).slice(2)
  expect(merged).toEqual({
    type: 'customer.merged',
    data: { object: { id: customer.id, version: 2, source_id: source.id, target_id: customer.id } },
  })
  expect(updated).toMatchObject({ type: 'customer.updated', data: { object: body.customer } })
  expect(Object.keys(updated?.data.previous_attributes as object).sort()).toEqual(body.changed_fields)
  const { data } = (await salon.owner.get('/v1/audit-logs?limit=2')).body
  expect(data).toMatchObject([
    { action: 'customer.updated', resource: { id: customer.id }, changed_fields: body.changed_fields },
    { action: 'customer.merged', resource: { id: source.id }, changed_fields: ['merged_into'] },
  ])
  expect(JSON.stringify(data)).not.toMatch(/augusta|third@|King/i)
})

test('when nothing differs the version moves all the same, and no change of fields is told', async () => {
  const salon = await business()
  const { customer, source, path } = await pair(salon, newCustomer({ tags: ['vip'] }), { external_id: 'crm:2' })
  await salon.owner.patch(`/v1/customers/${customer.id}`, { external_id: 'crm:1' })

  const { body } = await salon.owner.post(path, { source_id: source.id })

  expect([body.changed_fields, body.customer.version]).toEqual([[], 3])
  expect((await eventTypesOf(salon.id)).slice(3)).toEqual(['customer.merged'])
})

test('the stricter status wins, whoever has it', async () => {
  const salon = await business()
  const strict = { active: 0, inactive: 1, blocked: 2 }
  const names = Object.keys(strict) as (keyof typeof strict)[]
  for (const [one, other] of names.flatMap((one) => names.map((other) => [one, other] as const))) {
    const { source, path } = await pair(salon, newCustomer({ status: one }), newCustomer({ status: other }))
    const { body } = await salon.owner.post(path, { source_id: source.id })
    expect([one, other, body.customer.status]).toEqual([one, other, strict[one] > strict[other] ? one : other])
  }
})

test('more than ten addresses or fifty tags between them are refused, in a preview too, and nothing changes', async () => {
  const salon = await business()
  const emails = (name: string) => Array.from({ length: 6 }, (_, n) => ({ email: `${name}${n}@example.com` }))
  const tags = (name: string) => Array.from({ length: 26 }, (_, n) => `${name}${n}`)
  const crowded = await pair(salon, { emails: emails('a') }, { emails: emails('b') })
  const tagged = await pair(salon, newCustomer({ tags: tags('a') }), newCustomer({ tags: tags('b') }))
  const before = await everything(salon)

  for (const dry_run of [true, false]) {
    const replies = [
      await salon.owner.post(crowded.path, { source_id: crowded.source.id, dry_run }),
      await salon.owner.post(tagged.path, { source_id: tagged.source.id, dry_run }),
    ]
    expect(replies.map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'too_many_identities'],
      [409, 'too_many_tags'],
    ])
  }
  expect(await everything(salon)).toEqual(before)
})

test('with itself, with one who is deleted, merged or of another business: each is refused with its own words', async () => {
  const [salon, other] = [await business(), await business()]
  const { customer, source, path } = await pair(salon)
  const { body: deleted } = await salon.owner.post('/v1/customers', newCustomer())
  await salon.owner.delete(`/v1/customers/${deleted.id}`)
  const { body: foreign } = await other.owner.post('/v1/customers', newCustomer())
  await salon.owner.post(path, { source_id: source.id })
  const before = await everything(salon)
  const merge = (into: string, source_id: string) => salon.owner.post(`/v1/customers/${into}/merge`, { source_id })

  expect(await merge(customer.id, customer.id.toUpperCase())).toMatchObject({ status: 409, body: { code: 'merge_with_itself' } })
  for (const id of [deleted.id, foreign.id, randomUUID()]) {
    expect(await merge(customer.id, id)).toMatchObject({ status: 404, body: { code: 'reference_not_found' } })
    expect(await merge(id, customer.id)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect(await merge(id, id)).toMatchObject({ status: 404, body: { code: 'not_found' } })
  }
  const gone = { status: 404, body: { code: 'customer_merged', merged_into: customer.id } }
  expect(await merge(customer.id, source.id)).toMatchObject(gone)
  expect(await merge(source.id, customer.id)).toMatchObject(gone)
  expect(await everything(salon)).toEqual(before)
})

test('merges only into the version that was seen', async () => {
  const salon = await business()
  const { customer, source, path } = await pair(salon)
  await salon.owner.patch(`/v1/customers/${customer.id}`, { first_name: 'Countess' })

  const stale = await salon.owner.post(path, { source_id: source.id }, { 'If-Match': '"1"' })
  const fresh = await salon.owner.post(path, { source_id: source.id }, { 'If-Match': '"2"' })

  expect([stale.status, fresh.status]).toEqual([412, 200])
})

test('the same key merges once and answers the same', async () => {
  const salon = await business()
  const { source, path } = await pair(salon)

  const first = await salon.owner.post(path, { source_id: source.id }, { 'Idempotency-Key': 'merge-1' })
  const again = await salon.owner.post(path, { source_id: source.id }, { 'Idempotency-Key': 'merge-1' })

  expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 200, 'true'])
  expect(again.body).toEqual(first.body)
  expect(await counted(salon)).toBe(1)
})

test('of two merges in opposite directions at once one wins, and neither waits for ever', async () => {
  const salon = await business()
  for (let round = 0; round < 8; round += 1) {
    const [one, other] = [
      (await salon.owner.post('/v1/customers', newCustomer())).body,
      (await salon.owner.post('/v1/customers', newCustomer())).body,
    ]

    const replies = await Promise.all([
      salon.owner.post(`/v1/customers/${one.id}/merge`, { source_id: other.id }),
      salon.owner.post(`/v1/customers/${other.id}/merge`, { source_id: one.id }),
    ])

    expect(replies.map(({ status }) => status).sort()).toEqual([200, 404])
    expect(replies.find(({ status }) => status === 404)?.body.code).toBe('customer_merged')
  }
  expect(await counted(salon)).toBe(8)
})

test('notes that are written while their customer is being merged are on the one that stays, or refused', async () => {
  const salon = await business()
  const { customer, source, path } = await pair(salon)

  const [merge, ...notes] = await Promise.all([
    salon.owner.post(path, { source_id: source.id }),
    ...Array.from({ length: 10 }, (_, n) => salon.owner.post(`/v1/customers/${source.id}/notes`, { body: `Note ${n}` })),
  ])

  expect(merge.status).toBe(200)
  expect(new Set(notes.map(({ status }) => status))).not.toContain(500)
  const written = notes.filter(({ status }) => status === 201)
  expect(notes.filter(({ body, status }) => status === 404 && body.code === 'customer_merged')).toHaveLength(10 - written.length)
  expect((await salon.owner.get(`/v1/customers/${customer.id}/notes`)).body.data).toHaveLength(written.length)
})

test('is for managers, and for keys that may also delete', async () => {
  const salon = await business()
  const { source, path } = await pair(salon)

  const refused = [
    await (await salon.member('staff')).post(path, { source_id: source.id }),
    await (await salon.key(['customers:read', 'customers:write'])).post(path, { source_id: source.id }),
  ]

  expect(refused.map(({ status }) => status)).toEqual([403, 403])
  expect((await (await salon.member('manager')).post(path, { source_id: source.id })).status).toBe(200)
})

async function counted(salon: Business): Promise<number> {
  const [counter] = await rows<{ customers: number; there: number }>(
    `select customers::integer, (select count(*)::integer from customers where business_id = $1 and deleted_at is null) as there
     from business_counters where business_id = $1`,
    [salon.id],
  )
  expect(counter?.customers).toBe(counter?.there)
  return Number(counter?.customers)
}

/** What is kept of customers and their notes, and what was told. */
async function everything(salon: Business): Promise<unknown[]> {
  const tables = ['customers', 'customer_notes', 'customer_contact_points', 'customer_tags', 'events', 'audit_logs', 'business_counters']
  return Promise.all(tables.map((table) => rows(`select t::text from ${table} t where business_id = $1 order by 1`, [salon.id])))
}

/** A preview's instants are its own. */
function timeless({ customer, source, ...others }: Record<string, Record<string, unknown>>): object {
  return { ...others, customer: { ...customer, updated_at: null }, source: { ...source, deleted_at: null } }
}
