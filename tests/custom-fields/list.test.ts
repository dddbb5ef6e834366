import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { walk } from '../support/walk.ts'
import { define } from './fields.ts'

test('lists fields by position and then by key, page by page', async () => {
  const salon = await business()
  for (const [key, position] of [
    ['c', 7],
    ['b', 7],
    ['a', 10],
    ['z', 0],
  ] as const)
    await define(salon, 'text', { key, position })
  await define(salon, 'number', { key: 'last' })
  const keys = async (query = '', limit = 100) =>
    (await walk<{ key: string }>(salon.owner, `/v1/custom-fields?${query}`, limit)).map(({ key }) => key)

  expect(await keys()).toEqual(['z', 'b', 'c', 'a', 'last'])
  expect(await keys('', 1)).toEqual(['z', 'b', 'c', 'a', 'last'])
})

test('narrows to those in use or out of it, and binds its cursor to that', async () => {
  const salon = await business()
  const archived = await define(salon, 'text', { key: 'archived' })
  await salon.owner.post(`/v1/custom-fields/${archived.id}/archive`)
  for (const key of ['a', 'b']) await define(salon, 'text', { key })
  const keys = async (query: string) => (await walk<{ key: string }>(salon.owner, `/v1/custom-fields?${query}`)).map(({ key }) => key)

  expect(await keys('status=active')).toEqual(['a', 'b'])
  expect(await keys('status=archived')).toEqual(['archived'])
  expect(await keys('status=archived&status=active')).toEqual(['archived', 'a', 'b'])
  const { body } = await salon.owner.get('/v1/custom-fields?status=active&limit=1')
  expect((await salon.owner.get(`/v1/custom-fields?limit=1&cursor=${body.page.next_cursor}`)).body.code).toBe('cursor_invalid')
})

test('shows none of another business', async () => {
  const [salon, other] = [await business(), await business()]
  const field = await define(salon, 'text')

  expect((await other.owner.get('/v1/custom-fields')).body.data).toEqual([])
  expect((await other.owner.get(`/v1/custom-fields/${field.id}`)).status).toBe(404)
  expect((await other.owner.post(`/v1/custom-fields/${field.id}/archive`)).status).toBe(404)
  expect((await (await salon.member('viewer')).get('/v1/custom-fields')).body.data).toHaveLength(1)
})
