import { expect, test } from '@jest/globals'
import { business, newCustomer } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { walk } from '../support/walk.ts'
import { createWith, define } from './fields.ts'

const types = ['text', 'number', 'boolean', 'date', 'single_choice', 'multiple_choice']

async function salonWith(
  ...customers: object[]
): Promise<{ salon: Business; ids: string[]; found: (query: string, limit?: number) => Promise<number[]> }> {
  const salon = await business()
  for (const type of types) await define(salon, type)
  const ids: string[] = []
  for (const values of customers) ids.push((await createWith(salon, values)).body.id as string)
  const found = async (query: string, limit = 100) =>
    (await walk(salon.owner, `/v1/customers?${query}&sort=created_at`, limit)).map(({ id }) => ids.indexOf(id))
  return { salon, ids, found }
}

test('finds customers by a value of each type', async () => {
  const { found } = await salonWith(
    { text: 'a: b & c', number: 1, boolean: true, date: '2024-02-29', single_choice: 'wavy', multiple_choice: ['curly', 'wavy'] },
    { text: 'A: b & c', number: -0.0000001, boolean: false, date: '2024-02-28', single_choice: 'curly', multiple_choice: ['curly'] },
    { text: '1', number: 999999999999 },
  )

  expect(await found('custom_field=text:a%3A%20b%20%26%20c')).toEqual([0])
  expect(await found('custom_field=text:1')).toEqual([2])
  expect(await found('custom_field=number:1')).toEqual([0])
  expect(await found('custom_field=number:1.0')).toEqual([0])
  expect(await found('custom_field=number:01.00')).toEqual([0])
  expect(await found('custom_field=number:-0.0000001')).toEqual([1])
  expect(await found('custom_field=number:999999999999')).toEqual([2])
  expect(await found('custom_field=boolean:false')).toEqual([1])
  expect(await found('custom_field=date:2024-02-29')).toEqual([0])
  expect(await found('custom_field=single_choice:curly')).toEqual([1])
  expect(await found('custom_field=multiple_choice:curly')).toEqual([0, 1])
  expect(await found('custom_field=single_choice:bald')).toEqual([])
})

test('several together must all be so, beside the other filters and a search, page by page', async () => {
  const { salon, ids, found } = await salonWith(
    { boolean: true, multiple_choice: ['curly', 'wavy'] },
    { boolean: true, multiple_choice: ['curly'] },
    { boolean: true },
    { boolean: false, multiple_choice: ['curly', 'wavy'] },
  )
  await salon.owner.patch(`/v1/customers/${ids[1]}`, { first_name: 'Lovelace', tags: ['vip'] })

  expect(await found('custom_field=boolean:true&custom_field=multiple_choice:curly')).toEqual([0, 1])
  expect(await found('custom_field=multiple_choice:wavy&custom_field=multiple_choice:curly')).toEqual([0, 3])
  expect(await found('custom_field=boolean:true', 1)).toEqual([0, 1, 2])
  expect(await found('custom_field=boolean:true&tag=vip')).toEqual([1])
  // A word that no made-up address contains: those are hexadecimal.
  expect(await found('custom_field=boolean:true&q=lovelace')).toEqual([1])
  expect(await found('custom_field=boolean:false&q=lovelace')).toEqual([])
})

test('follows each change of a value, and forgets who is deleted', async () => {
  const { salon, ids, found } = await salonWith({ number: 1 }, { number: 1 }, {})
  await salon.owner.patch(`/v1/customers/${ids[0]}`, { custom_fields: { number: 2 } })
  await salon.owner.patch(`/v1/customers/${ids[2]}`, { custom_fields: { number: 1 } })
  await salon.owner.delete(`/v1/customers/${ids[1]}`)

  expect(await found('custom_field=number:1')).toEqual([2])
  expect(await found('custom_field=number:2')).toEqual([0])
})

test('an archived field can still be asked for', async () => {
  const { salon, found } = await salonWith({ number: 1 })
  const { data } = (await salon.owner.get('/v1/custom-fields')).body as { data: { id: string; key: string }[] }
  await salon.owner.post(`/v1/custom-fields/${data.find(({ key }) => key === 'number')?.id}/archive`)

  expect(await found('custom_field=number:1')).toEqual([0])
})

test.each([
  ['length:1', 'custom_field_unknown'],
  ['number:many', 'custom_field_invalid'],
  ['number:1e3', 'custom_field_invalid'],
  ['number:0x10', 'custom_field_invalid'],
  ['boolean:yes', 'custom_field_invalid'],
  ['date:2024-02-30', 'custom_field_invalid'],
])('%s is a 409 %s', async (filter, code) => {
  const { salon } = await salonWith()

  const { status, body } = await salon.owner.get(`/v1/customers?custom_field=${filter}`)

  expect([status, body.code]).toEqual([409, code])
  expect(body.errors).toMatchObject([{ in: 'query', pointer: '/custom_field' }])
})

test.each(['number', 'Number:1', 'number:', `text:${'a'.repeat(81)}`, 'text:%C3%A9', 'text:a%0Ab'])(
  '%s does not fit the contract',
  async (filter) => {
    const { salon } = await salonWith()

    expect((await salon.owner.get(`/v1/customers?custom_field=${filter}`)).status).toBe(400)
  },
)

test('a cursor belongs to its values', async () => {
  const { salon } = await salonWith({ boolean: true }, { boolean: true })
  const { body } = await salon.owner.get('/v1/customers?custom_field=boolean:true&limit=1')

  const reply = await salon.owner.get(`/v1/customers?custom_field=boolean:false&limit=1&cursor=${body.page.next_cursor}`)

  expect([reply.status, reply.body.code]).toEqual([404, 'cursor_invalid'])
})

test('finds nobody of another business', async () => {
  const { salon } = await salonWith({ boolean: true })
  const other = await business()
  await define(other, 'boolean')
  await other.owner.post('/v1/customers', newCustomer())

  expect((await other.owner.get('/v1/customers?custom_field=boolean:true')).body.data).toEqual([])
  expect((await salon.owner.get('/v1/customers?custom_field=boolean:true')).body.data).toHaveLength(1)
})
