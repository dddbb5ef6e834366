import { expect, test } from '@jest/globals'
import { business, newCustomer, rows } from '../support/api.ts'
import { feed } from '../support/walk.ts'
import { createWith, define } from './fields.ts'

const types = ['text', 'number', 'boolean', 'date', 'single_choice', 'multiple_choice']
const values = {
  text: 'Ünlü 👩‍🎤',
  number: -12.5,
  boolean: false,
  date: '2024-02-29',
  single_choice: 'wavy',
  multiple_choice: ['curly', 'wavy'],
}

async function salonWithFields() {
  const salon = await business()
  for (const type of types) await define(salon, type)
  return salon
}

test('a value of each type is kept and answered, by creation, change and upsert, and told in the event', async () => {
  const salon = await salonWithFields()

  const created = await createWith(salon, { ...values, multiple_choice: ['wavy', 'curly'] })
  const upserted = await salon.owner.put('/v1/customer-external-ids/a', { custom_fields: values })
  const { body: bare } = await salon.owner.post('/v1/customers', newCustomer())
  const changed = await salon.owner.patch(`/v1/customers/${bare.id}`, { custom_fields: values })

  expect([created, upserted, changed].map(({ status }) => status)).toEqual([201, 201, 200])
  for (const { body } of [created, upserted, changed]) {
    expect(body.custom_fields).toEqual(values)
    expect((await salon.owner.get(`/v1/customers/${body.id}`)).body).toEqual(body)
  }
  expect((await feed(salon.owner)).at(-1)).toMatchObject({
    type: 'customer.updated',
    data: { object: changed.body, previous_attributes: { custom_fields: {} } },
  })
  const [entry] = (await salon.owner.get('/v1/audit-logs')).body.data
  expect(entry.changed_fields).toEqual(['custom_fields'])
})

test('a change merges by key: null removes a value, and what is not sent stays', async () => {
  const salon = await salonWithFields()
  const { body } = await createWith(salon, { text: 'a', number: 1, boolean: true })
  const path = `/v1/customers/${body.id}`

  const changed = await salon.owner.patch(path, { custom_fields: { text: null, number: 2, date: null } })
  const same = await salon.owner.patch(path, { custom_fields: { boolean: true, number: 2 } })

  expect(changed.body.custom_fields).toEqual({ number: 2, boolean: true })
  expect(same.body).toEqual(changed.body)
  expect((await feed(salon.owner)).filter(({ type }) => type === 'customer.updated')).toHaveLength(1)
})

test('an upsert adds values to those that are there', async () => {
  const salon = await salonWithFields()
  await salon.owner.put('/v1/customer-external-ids/a', { custom_fields: { text: 'a', number: 1 } })

  const { body } = await salon.owner.put('/v1/customer-external-ids/a', { custom_fields: { number: 2 } })

  expect(body.custom_fields).toEqual({ text: 'a', number: 2 })
})

test.each([
  ['text', 1],
  ['text', ['wavy']],
  ['number', '1'],
  ['number', true],
  ['boolean', 'true'],
  ['boolean', 0],
  ['date', 'tomorrow'],
  ['date', '2023-02-29'],
  ['date', '2024-02-30'],
  ['date', '1776-07-04'],
  ['date', '2024-1-1'],
  ['date', 20240101],
  ['single_choice', 'bald'],
  ['single_choice', ['wavy']],
  ['single_choice', true],
  ['multiple_choice', 'wavy'],
  ['multiple_choice', ['wavy', 'bald']],
])('a field of the type %s refuses %j, and nothing is written', async (type, value) => {
  const salon = await salonWithFields()
  const { body: before } = await createWith(salon, { text: 'kept' })

  const replies = [
    await createWith(salon, { [type]: value }),
    await salon.owner.patch(`/v1/customers/${before.id}`, { first_name: 'Ada', custom_fields: { [type]: value } }),
    await salon.owner.put('/v1/customer-external-ids/a', { custom_fields: { [type]: value } }),
  ]

  for (const { status, body } of replies) {
    expect([status, body.code]).toEqual([409, 'custom_field_invalid'])
    expect(body.errors).toMatchObject([{ in: 'body', pointer: `/custom_fields/${type}` }])
  }
  expect((await salon.owner.get('/v1/customers')).body.data).toEqual([before])
})

test('names every field that is not taken, unknown ones first of all', async () => {
  const salon = await salonWithFields()
  const { id } = await define(salon, 'text', { key: 'old' })
  await salon.owner.post(`/v1/custom-fields/${id}/archive`)

  const { status, body } = await createWith(salon, { number: 'many', old: 'a', constructor: 'a', boolean: true })

  expect([status, body.code]).toEqual([409, 'custom_field_unknown'])
  expect(Object.fromEntries(body.errors.map((each: { pointer: string; code: string }) => [each.pointer, each.code]))).toEqual({
    '/custom_fields/number': 'type',
    '/custom_fields/old': 'archived',
    '/custom_fields/constructor': 'unknown',
  })
})

test("the fields of another business are nobody's", async () => {
  const salon = await salonWithFields()
  const other = await business()

  const reply = await createWith(other, { text: 'a' })

  expect([reply.status, reply.body.code]).toEqual([409, 'custom_field_unknown'])
  expect((await createWith(salon, { text: 'a' })).status).toBe(201)
})

test.each([
  ['a name that no field can have', { 'Hair type': 'a' }],
  ['an object', { text: { a: 1 } }],
  ['an empty text', { text: '' }],
  ['a long text', { text: 'a'.repeat(301) }],
  ['a text of several lines', { text: 'a\nb' }],
  ['an empty list', { multiple_choice: [] }],
  ['a list in which something stands twice', { multiple_choice: ['wavy', 'wavy'] }],
  ['null at creation', { text: null }],
  ['51 values', Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`field_${index}`, 'a']))],
])('%s does not fit the contract', async (_what, given) => {
  const salon = await salonWithFields()

  expect((await createWith(salon, given)).status).toBe(400)
})

test('a customer has at most 50 values, those of archived fields included', async () => {
  const salon = await business()
  const archived = await define(salon, 'text', { key: 'archived' })
  await rows(
    `insert into custom_fields (business_id, key, label, type, position)
     select $1, 'field_' || n, 'Field', 'text', n from generate_series(1, 49) n`,
    [salon.id],
  )
  const given = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`field_${index + 1}`, 'a']))
  const { body } = await createWith(salon, { ...given, archived: 'a' })
  await salon.owner.post(`/v1/custom-fields/${archived.id}/archive`)
  await define(salon, 'text', { key: 'further' })
  const path = `/v1/customers/${body.id}`

  const refused = await salon.owner.patch(path, { custom_fields: { further: 'a' } })
  const instead = await salon.owner.patch(path, { custom_fields: { further: 'a', archived: null } })

  expect([refused.status, refused.body.code]).toEqual([409, 'too_many_custom_fields'])
  expect(Object.keys(instead.body.custom_fields)).toHaveLength(50)
})

test('when two customers become one, it has the values of both, and its own where both have one', async () => {
  const salon = await salonWithFields()
  const { body: customer } = await createWith(salon, { text: 'own', number: 1 })
  const { body: source } = await createWith(salon, { text: 'other', boolean: true })

  const { status, body } = await salon.owner.post(`/v1/customers/${customer.id}/merge`, { source_id: source.id })

  expect(status).toBe(200)
  expect(body.customer.custom_fields).toEqual({ text: 'own', number: 1, boolean: true })
  expect((await salon.owner.get('/v1/customers?custom_field=boolean:true')).body.data).toEqual([body.customer])
})
