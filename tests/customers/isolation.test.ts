import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer } from '../support/api.ts'

test('a customer of another business answers exactly as one that does not exist', async () => {
  const [salon, garage] = [await business(), await business()]
  const created = await salon.owner.post('/v1/customers', newCustomer())
  expect(created.status).toBe(201)

  const foreign = await garage.owner.get(`/v1/customers/${created.body.id}`)
  const unknown = await garage.owner.get(`/v1/customers/${randomUUID()}`)

  expect(foreign.status).toBe(404)
  expect({ ...foreign.body, request_id: '', instance: '' }).toEqual({ ...unknown.body, request_id: '', instance: '' })
})
