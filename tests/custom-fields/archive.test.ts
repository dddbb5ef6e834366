import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { feed } from '../support/walk.ts'
import { createWith, define } from './fields.ts'

test('an archived field takes no values, and those that there are stay until they are removed', async () => {
  const salon = await business()
  const field = await define(salon, 'text')
  const { body: customer } = await createWith(salon, { text: 'latex' })
  const path = `/v1/customers/${customer.id}`

  const archived = await salon.owner.post(`/v1/custom-fields/${field.id}/archive`)

  expect(archived.body).toEqual({ ...field, status: 'archived', version: 2, updated_at: expect.any(String) })
  expect((await salon.owner.get(path)).body).toEqual(customer)
  const refused = [await createWith(salon, { text: 'latex' }), await salon.owner.patch(path, { custom_fields: { text: 'nuts' } })]
  for (const { status, body } of refused) {
    expect([status, body.code]).toEqual([409, 'custom_field_archived'])
    expect(body.errors).toEqual([{ in: 'body', pointer: '/custom_fields/text', code: 'archived', detail: expect.any(String) }])
  }
  const asItIs = await salon.owner.patch(path, { first_name: 'Ada', custom_fields: { text: 'latex' } })
  expect(asItIs.body).toMatchObject({ first_name: 'Ada', custom_fields: { text: 'latex' } })
  expect((await salon.owner.patch(path, { custom_fields: { text: null } })).body.custom_fields).toEqual({})
  expect((await salon.owner.get('/v1/customers')).body.data).toHaveLength(1)
})

test('archiving twice is archiving once, and there is a way back', async () => {
  const salon = await business()
  const { id } = await define(salon, 'text')

  for (const action of ['archive', 'archive', 'unarchive', 'unarchive']) {
    expect((await salon.owner.post(`/v1/custom-fields/${id}/${action}`)).status).toBe(200)
  }

  expect((await createWith(salon, { text: 'latex' })).status).toBe(201)
  const told = (await feed(salon.owner)).map(({ type, data }) => [type, data.previous_attributes])
  expect(told.slice(1, 3)).toEqual([
    ['custom_field.archived', { status: 'active' }],
    ['custom_field.updated', { status: 'archived' }],
  ])
  expect(told).toHaveLength(4)
})
