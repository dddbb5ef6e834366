import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { feed } from '../support/walk.ts'
import { choices, createWith, define } from './fields.ts'

test('changes what is sent, tells what was there before, and touches no customer', async () => {
  const salon = await business()
  const field = await define(salon, 'single_choice', { description: 'As seen.' })
  const { body: customer } = await createWith(salon, { single_choice: 'wavy' })

  const reply = await salon.owner.patch(`/v1/custom-fields/${field.id}`, { label: 'Hair', description: null, position: 9 })

  expect(reply.status).toBe(200)
  expect(reply.headers.get('etag')).toBe('"2"')
  expect(reply.body).toEqual({ ...field, label: 'Hair', description: null, position: 9, version: 2, updated_at: expect.any(String) })
  expect((await salon.owner.get(`/v1/customers/${customer.id}`)).body).toEqual(customer)
  expect((await feed(salon.owner)).slice(2)).toMatchObject([
    {
      type: 'custom_field.updated',
      data: { object: reply.body, previous_attributes: { label: 'single_choice', description: 'As seen.', position: 1 } },
    },
  ])
})

test('changes only the version that was seen, and what changes nothing is no change', async () => {
  const salon = await business()
  const { id } = await define(salon, 'text')
  const path = `/v1/custom-fields/${id}`

  const first = await salon.owner.patch(path, { label: 'One' }, { 'if-match': '"1"' })
  const stale = await salon.owner.patch(path, { label: 'Two' }, { 'if-match': '"1"' })
  const same = await salon.owner.patch(path, { label: 'One' })
  const archived = await salon.owner.post(`${path}/archive`, undefined, { 'if-match': '"1"' })

  expect([first, stale, same, archived].map(({ status }) => status)).toEqual([200, 412, 200, 412])
  expect(same.body).toEqual(first.body)
  expect(await feed(salon.owner)).toHaveLength(2)
})

test('a choice that is left out stays with whoever has it, and is chosen by nobody else', async () => {
  const salon = await business()
  const one = await define(salon, 'single_choice')
  const many = await define(salon, 'multiple_choice')
  const before = await createWith(salon, { single_choice: 'wavy', multiple_choice: ['curly', 'wavy'] })
  const path = `/v1/customers/${before.body.id}`

  for (const { id } of [one, many]) await salon.owner.patch(`/v1/custom-fields/${id}`, { choices: choices('curly', 'coily') })

  expect((await salon.owner.get(path)).body).toEqual(before.body)
  expect((await createWith(salon, { single_choice: 'wavy' })).body.code).toBe('custom_field_invalid')
  expect((await createWith(salon, { multiple_choice: ['curly', 'wavy'] })).body.code).toBe('custom_field_invalid')
  const kept = await salon.owner.patch(path, { custom_fields: { single_choice: 'wavy', multiple_choice: ['coily', 'wavy'] } })
  expect(kept.body.custom_fields).toEqual({ single_choice: 'wavy', multiple_choice: ['coily', 'wavy'] })
  const gone = await salon.owner.patch(path, { custom_fields: { multiple_choice: ['curly'] } })
  expect(gone.status).toBe(200)
  expect((await salon.owner.patch(path, { custom_fields: { multiple_choice: ['curly', 'wavy'] } })).status).toBe(409)
})

test.each([{ choices: [] }, { choices: choices('a', 'a') }])('refuses %j, and keeps the choices', async (change) => {
  const salon = await business()
  const field = await define(salon, 'single_choice')

  const reply = await salon.owner.patch(`/v1/custom-fields/${field.id}`, change)

  expect([reply.status, reply.body.code]).toEqual([409, 'custom_field_choices_invalid'])
  expect((await salon.owner.get(`/v1/custom-fields/${field.id}`)).body).toEqual(field)
})

test.each([{ key: 'other' }, { type: 'number' }, {}])('refuses %j', async (change) => {
  const salon = await business()
  const field = await define(salon, 'text')

  expect((await salon.owner.patch(`/v1/custom-fields/${field.id}`, change)).status).toBe(400)
})
