import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'

/** A business on the smallest plan with room for so many customers. */
async function withRoomFor(places: number): Promise<Business> {
  const salon = await business('free')
  await rows('update business_counters set customers = 250 - $1 where business_id = $2', [places, salon.id])
  return salon
}

async function counted(salon: Business): Promise<number> {
  const [counter] = await rows<{ customers: string }>('select customers from business_counters where business_id = $1', [salon.id])
  return Number(counter?.customers)
}

test('what is created and deleted is counted, by every way', async () => {
  const salon = await business()
  const { body: first } = await salon.owner.post('/v1/customers', newCustomer())
  await salon.owner.put(`/v1/customer-external-ids/${randomUUID()}`, {})
  await salon.owner.post('/v1/customers', newCustomer())
  await salon.owner.patch(`/v1/customers/${first.id}`, { first_name: 'Ada' })

  await salon.owner.delete(`/v1/customers/${first.id}`)

  expect(await counted(salon)).toBe(2)
  expect(await rows('select from customers where business_id = $1 and deleted_at is null', [salon.id])).toHaveLength(2)
})

test('one customer more than the plan allows is refused, and nothing is told', async () => {
  const salon = await withRoomFor(1)
  expect((await salon.owner.post('/v1/customers', newCustomer())).status).toBe(201)

  const refused = await salon.owner.post('/v1/customers', newCustomer())
  const upserted = await salon.owner.put(`/v1/customer-external-ids/${randomUUID()}`, {})

  expect(refused).toMatchObject({ status: 409, body: { code: 'plan_limit_reached' } })
  expect(upserted).toMatchObject({ status: 409, body: { code: 'plan_limit_reached' } })
  expect(await rows('select from customers where business_id = $1', [salon.id])).toHaveLength(1)
  expect(await rows('select from events where business_id = $1', [salon.id])).toHaveLength(1)
})

test('a full business still changes the customers that it has', async () => {
  const salon = await withRoomFor(1)
  const externalId = randomUUID()
  await salon.owner.put(`/v1/customer-external-ids/${externalId}`, {})

  expect((await salon.owner.put(`/v1/customer-external-ids/${externalId}`, { first_name: 'Ada' })).status).toBe(200)
})

test('who is deleted leaves a place', async () => {
  const salon = await withRoomFor(1)
  const { body } = await salon.owner.post('/v1/customers', newCustomer())

  await salon.owner.delete(`/v1/customers/${body.id}`)

  expect((await salon.owner.post('/v1/customers', newCustomer())).status).toBe(201)
})

test('of many at once, as many are created as there are places', async () => {
  const salon = await withRoomFor(3)

  const replies = await Promise.all(Array.from({ length: 12 }, () => salon.owner.post('/v1/customers', newCustomer())))

  expect(replies.filter(({ status }) => status === 201)).toHaveLength(3)
  expect(replies.filter(({ status, body }) => status === 409 && body.code === 'plan_limit_reached')).toHaveLength(9)
  expect(await counted(salon)).toBe(250)
})
