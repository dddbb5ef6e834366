import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import { feed } from '../support/walk.ts'
import { choices, define } from './fields.ts'

test('keeps what was sent, says where it is kept, and tells it', async () => {
  const salon = await business()
  const wanted = { key: 'hair_type', label: 'Hair type', description: 'As seen.', type: 'single_choice', choices: choices('wavy', 'curly') }

  const reply = await salon.owner.post('/v1/custom-fields', wanted)

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/custom-fields/${reply.body.id}`)
  expect(reply.headers.get('etag')).toBe('"1"')
  const kept = { id: expect.any(String), ...wanted, position: 1, status: 'active', version: 1 }
  expect(reply.body).toEqual({ ...kept, created_at: expect.any(String), updated_at: expect.any(String) })
  expect((await salon.owner.get(`/v1/custom-fields/${reply.body.id}`)).body).toEqual(reply.body)
  expect(await feed(salon.owner)).toMatchObject([{ type: 'custom_field.created', data: { object: reply.body } }])
  const [entry] = (await salon.owner.get('/v1/audit-logs')).body.data
  const names = ['choices', 'description', 'key', 'label', 'type']
  expect(entry).toMatchObject({
    action: 'custom_field.created',
    resource: { type: 'custom_field', id: reply.body.id },
    changed_fields: names,
  })
})

test('a key is taken for ever, also by an archived field', async () => {
  const salon = await business()
  const first = await define(salon, 'text', { key: 'allergies' })
  await salon.owner.post(`/v1/custom-fields/${first.id}/archive`)

  const reply = await salon.owner.post('/v1/custom-fields', { key: 'allergies', label: 'Again', type: 'number' })

  expect(reply.status).toBe(409)
  expect(reply.body).toMatchObject({ code: 'custom_field_key_taken', existing_id: first.id })
  expect((await salon.owner.get('/v1/custom-fields')).body.data).toHaveLength(1)
})

test('of two that take a key at once one gets it, and in another business it is free', async () => {
  const [salon, other] = [await business(), await business()]
  const wanted = { key: 'allergies', label: 'Allergies', type: 'text' }

  const replies = await Promise.all(Array.from({ length: 6 }, () => salon.owner.post('/v1/custom-fields', wanted)))
  const elsewhere = await other.owner.post('/v1/custom-fields', wanted)

  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409])
  expect(elsewhere.status).toBe(201)
})

test.each([
  ['a choice without choices', { type: 'single_choice' }],
  ['several choices without choices', { type: 'multiple_choice', choices: [] }],
  ['text with choices', { type: 'text', choices: choices('a') }],
  ['a choice that stands twice', { type: 'single_choice', choices: choices('a', 'b', 'a') }],
])('refuses %s', async (_what, fields) => {
  const salon = await business()

  const reply = await salon.owner.post('/v1/custom-fields', { key: 'odd', label: 'Odd', ...fields })

  expect([reply.status, reply.body.code]).toEqual([409, 'custom_field_choices_invalid'])
  expect((await salon.owner.get('/v1/custom-fields')).body.data).toEqual([])
})

test('a business has at most 50 active fields, however many define the last one at once', async () => {
  const salon = await business()
  await rows(
    `insert into custom_fields (business_id, key, label, type, position)
     select $1, 'field_' || n, 'Field', 'text', n from generate_series(1, 48) n`,
    [salon.id],
  )
  const archived = await define(salon, 'text', { key: 'archived' })
  await salon.owner.post(`/v1/custom-fields/${archived.id}/archive`)

  const replies = await Promise.all(
    Array.from({ length: 6 }, (_, index) => salon.owner.post('/v1/custom-fields', { key: `more_${index}`, label: 'More', type: 'text' })),
  )
  const back = await salon.owner.post(`/v1/custom-fields/${archived.id}/unarchive`)

  expect(replies.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409])
  expect(replies.find(({ status }) => status === 409)?.body.code).toBe('too_many_custom_fields')
  expect([back.status, back.body.code]).toEqual([409, 'too_many_custom_fields'])
  expect(await rows("select from custom_fields where business_id = $1 and status = 'active'", [salon.id])).toHaveLength(50)
})

test('an admin defines fields, a manager does not', async () => {
  const salon = await business()
  const wanted = { key: 'allergies', label: 'Allergies', type: 'text' }

  expect((await (await salon.member('manager')).post('/v1/custom-fields', wanted)).status).toBe(403)
  expect((await (await salon.member('admin')).post('/v1/custom-fields', wanted)).status).toBe(201)
})
