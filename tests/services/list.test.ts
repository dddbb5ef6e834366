import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { walk } from '../support/walk.ts'

async function add(salon: Business, fields: object): Promise<string> {
  return (await salon.owner.post('/v1/services', fields)).body.id as string
}

test('lists by status, category, member, part of the name and whether customers book it, page by page', async () => {
  const salon = await business()
  const [one, two] = [await salon.member('staff'), await salon.member('staff')]
  const colour = await add(salon, { name: 'Colour', category: 'Colour', member_ids: [one.memberId] })
  const cut = await add(salon, { name: 'Dry CUT 100%', category: 'Cuts', bookable_online: false, member_ids: [one.memberId, two.memberId] })
  const advice = await add(salon, { name: 'Advice', category: 'Other' })
  const old = await add(salon, { name: 'Perm', category: 'Other', member_ids: [two.memberId] })
  await salon.owner.post(`/v1/services/${old}/archive`)
  const ids = async (query: string): Promise<string[]> => (await walk(salon.owner, `/v1/services${query}`, 1)).map(({ id }) => id)

  expect(await ids('')).toEqual([old, advice, cut, colour])
  expect(await ids('?status=active')).toEqual([advice, cut, colour])
  expect(await ids('?status=archived&status=active')).toEqual([old, advice, cut, colour])
  expect(await ids('?category=Other')).toEqual([old, advice])
  expect(await ids('?category=Colour&category=Cuts')).toEqual([cut, colour])
  expect(await ids(`?member_id=${one.memberId}`)).toEqual([advice, cut, colour])
  expect(await ids(`?member_id=${two.memberId}`)).toEqual([old, advice, cut])
  expect(await ids('?bookable_online=false')).toEqual([cut])
  expect(await ids('?bookable_online=true&status=active')).toEqual([advice, colour])
  expect(await ids('?q=cut')).toEqual([cut])
  expect(await ids('?q=0%25')).toEqual([cut])
  expect(await ids('?q=_%25')).toEqual([])
})

test('is sorted by name, and by when it was created or changed, either way', async () => {
  const salon = await business()
  const [b, a, c] = [await add(salon, { name: 'b' }), await add(salon, { name: 'a' }), await add(salon, { name: 'c' })]
  await salon.owner.patch(`/v1/services/${b}`, { duration_minutes: 30 })
  const ids = async (sort: string): Promise<string[]> => (await walk(salon.owner, `/v1/services?sort=${sort}`, 2)).map(({ id }) => id)

  expect(await ids('name')).toEqual([a, b, c])
  expect(await ids('-name')).toEqual([c, b, a])
  expect(await ids('created_at')).toEqual([b, a, c])
  expect(await ids('-created_at')).toEqual([c, a, b])
  expect(await ids('updated_at')).toEqual([a, c, b])
  expect(await ids('-updated_at')).toEqual([b, c, a])
})

test('the longest names, alike but for their ends, are walked through by name, each once', async () => {
  const salon = await business()
  const names = ['x', 'y', 'z'].map((end) => '𝔐'.repeat(99) + end)
  const ids = await Promise.all(names.map((name) => add(salon, { name })))

  const found = await walk(salon.owner, '/v1/services?sort=name', 1)

  expect(found.map(({ id }) => id).sort()).toEqual(ids.sort())
})

test('is narrowed by when it was created and changed', async () => {
  const salon = await business()
  const id = await add(salon, { name: 'Cut' })
  const { created_at: at } = (await salon.owner.get(`/v1/services/${id}`)).body as { created_at: string }
  const later = new Date(Date.parse(at) + 1).toISOString()
  const count = async (query: string) => (await salon.owner.get(`/v1/services?${query}`)).body.data.length as number

  expect(await count(`created_from=${at}&created_before=${later}&updated_from=${at}&updated_before=${later}`)).toBe(1)
  for (const none of [`created_from=${later}`, `created_before=${at}`, `updated_from=${later}`, `updated_before=${at}`]) {
    expect(await count(none)).toBe(0)
  }
})

test('categories are those of active services, by name and counted, page by page', async () => {
  const salon = await business()
  const long = '𝔐'.repeat(60)
  for (const category of ['Cuts', 'Colour', 'Cuts', long]) await add(salon, { name: 'Some', category })
  await add(salon, { name: 'None' })
  const old = await add(salon, { name: 'Old', category: 'Old' })
  await salon.owner.post(`/v1/services/${old}/archive`)

  const found = await walk<{ name: string; services_count: number }>(salon.owner, '/v1/service-categories', 1)

  const counts = [...found].sort((one, other) => (one.name < other.name ? -1 : 1))
  expect(counts).toEqual([
    { name: 'Colour', services_count: 1 },
    { name: 'Cuts', services_count: 2 },
    { name: long, services_count: 1 },
  ])
})
