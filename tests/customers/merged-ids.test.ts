import { expect, test } from '@jest/globals'
import { business, newCustomer, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { derivedTables, movedTables } from '../../src/domain/customers/children.ts'
import { makeCast, withIds } from '../contract/corpus/cast.ts'
import { parametersOf, routes } from '../contract/corpus/contract.ts'
import { faultsOf } from '../contract/corpus/replies.ts'
import { baseOf } from '../contract/corpus/requests.ts'
import { send } from '../contract/corpus/send.ts'

async function create(salon: Business, fields: object = {}): Promise<string> {
  return (await salon.owner.post('/v1/customers', newCustomer(fields))).body.id as string
}

async function merge(salon: Business, into: string, source: string): Promise<void> {
  expect((await salon.owner.post(`/v1/customers/${into}/merge`, { source_id: source })).status).toBe(200)
}

const onCustomers = routes.filter((route) => parametersOf(route).some(({ name, in: place }) => name === 'customer_id' && place === 'path'))

test.each(onCustomers)('$id answers for one who was merged with who took over', async (route) => {
  const cast = await makeCast()
  const { customer_id: old = '', source_id: survivor = '' } = cast.ids
  await merge(cast.salon, survivor, old)

  const reply = await send(route, withIds(baseOf(route), { ...cast.ids, source_id: await create(cast.salon) }), cast.owner)

  expect(reply).toMatchObject({ status: 404, body: { code: 'customer_merged', merged_into: survivor } })
  expect(faultsOf(reply)).toEqual([])
})

test('a line of merges leads to its end, from each of its ids, and also when the last one is deleted', async () => {
  const salon = await business()
  const [a, b, c] = [await create(salon), await create(salon), await create(salon)]
  await merge(salon, b, a)
  await merge(salon, c, b)
  const ask = async () => {
    const replies = await Promise.all([a, b].map((id) => salon.owner.get(`/v1/customers/${id}`)))
    return replies.map(({ status, body }) => [status, body.code, body.merged_into])
  }
  const toTheEnd = [404, 'customer_merged', c]

  expect(await ask()).toEqual([toTheEnd, toTheEnd])
  await salon.owner.delete(`/v1/customers/${c}`)
  expect(await ask()).toEqual([toTheEnd, toTheEnd])
  expect((await salon.owner.get(`/v1/customers/${c}`)).body.code).toBe('not_found')
})

test('who synchronizes by external id is told of the merge instead of undoing it, until the id is given to somebody', async () => {
  const salon = await business()
  const [kept, old] = [await create(salon, { external_id: 'crm:1' }), await create(salon, { external_id: 'crm:2' })]
  await merge(salon, kept, old)

  const told = await salon.owner.put('/v1/customer-external-ids/crm:2', { first_name: 'Ada' })
  expect(told).toMatchObject({ status: 404, body: { code: 'customer_merged', merged_into: kept } })
  expect((await salon.owner.get('/v1/customers')).body.data).toHaveLength(1)
  expect((await salon.owner.put('/v1/customer-external-ids/crm:1', {})).body.id).toBe(kept)

  await salon.owner.patch(`/v1/customers/${kept}`, { external_id: 'crm:2' })
  expect((await salon.owner.put('/v1/customer-external-ids/crm:2', {})).body.id).toBe(kept)
})

test('to another business an old id is one that nobody has', async () => {
  const [salon, other] = [await business(), await business()]
  const [kept, old] = [await create(salon), await create(salon)]
  await merge(salon, kept, old)

  expect((await other.owner.get(`/v1/customers/${old}`)).body.code).toBe('not_found')
})

test('every table that refers to customers is moved by a merge, or made from the customer itself', async () => {
  const references = await rows<{ place: string }>(
    `select c.relname || '.' || a.attname as place from pg_constraint k join pg_class c on c.oid = k.conrelid
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname <> 'business_id'
     where k.contype = 'f' and k.confrelid = 'customers'::regclass order by 1`,
  )

  // A customer's own line of merges is followed, not moved.
  const known = [...Object.values(movedTables), ...derivedTables].map((table) => `${table}.customer_id`)
  expect(references.map(({ place }) => place)).toEqual([...known, 'customers.merged_into'].sort())
})
