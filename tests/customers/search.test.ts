import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { walk } from '../support/walk.ts'

const people = [
  { external_id: 'crm:1', first_name: 'Zoë', last_name: 'Müller-Łoś', emails: [{ email: 'zoe@example.com' }] },
  { external_id: 'crm:2', first_name: 'Ada', last_name: 'Lovelace', company: 'Analytical Engines', phones: [{ e164: '+14155550134' }] },
  { external_id: 'crm:3', first_name: '李', last_name: '小龍', tags: ['vip'] },
  { external_id: 'crm:4', first_name: '100% Wool_Shop', status: 'inactive' },
  { external_id: 'crm:5', first_name: 'Adalbert', last_name: 'Zimmer' },
]

async function salonWithPeople(): Promise<Business> {
  const salon = await business()
  for (const each of people) await salon.owner.post('/v1/customers', each)
  return salon
}

async function found(salon: Business, q: string, more = ''): Promise<string[]> {
  const listed = await walk<{ external_id: string }>(salon.owner, `/v1/customers?sort=created_at&q=${encodeURIComponent(q)}${more}`, 1)
  return listed.map((each) => each.external_id.replace('crm:', ''))
}

test.each([
  ['ada', ['2', '5']],
  ['ADA love', ['2']],
  ['love ada', ['2']],
  ['elac', ['2']],
  ['zoe', ['1']],
  ['ZOË muller', ['1']],
  ['analytical', ['2']],
  ['zoe@example', ['1']],
  ['4155550134', ['2']],
  ['crm:3', ['3']],
  ['小龍', ['3']],
  ['zi', ['5']],
  ['im', []],
  ['ad a', ['2', '5']],
  ['100%', ['4']],
  ['%%%', []],
  ['w_ol', []],
  ['l_shop', ['4']],
  ["'; drop table customers;--", []],
  ['nobody', []],
  ['ada nobody', []],
])('%s finds %j', async (q, expected) => {
  const salon = await salonWithPeople()

  expect(await found(salon, q)).toEqual(expected)
})

test('a search obeys filters and order, and is paged like any list', async () => {
  const salon = await salonWithPeople()

  expect(await found(salon, 'crm', '&status=inactive')).toEqual(['4'])
  expect(await found(salon, 'crm', '&tag=vip')).toEqual(['3'])
  expect(await found(salon, 'crm', '&email=zoe@example.com')).toEqual(['1'])
  expect(await found(salon, 'crm', '&phone=%2B14155550134')).toEqual(['2'])
  expect(await found(salon, 'crm', '&external_id=crm:5&lifecycle_stage=lead')).toEqual(['5'])
  expect(await found(salon, 'crm', '&created_before=2000-01-01T00:00:00Z')).toEqual([])
  expect(
    await found(salon, 'crm', `&created_from=2000-01-01T00:00:00Z&updated_from=2000-01-01T00:00:00Z&updated_before=2199-01-01T00:00:00Z`),
  ).toEqual(['1', '2', '3', '4', '5'])
  const byName = await walk<{ external_id: string }>(salon.owner, '/v1/customers?q=crm&sort=-name', 2)
  expect(byName.map((each) => each.external_id)).toEqual(['crm:3', 'crm:5', 'crm:1', 'crm:2', 'crm:4'])
})

test('what was deleted is found no more, unless tombstones are asked for', async () => {
  const salon = await salonWithPeople()
  const [ada] = await walk(salon.owner, '/v1/customers?q=lovelace')
  await salon.owner.delete(`/v1/customers/${ada?.id}`)

  expect(await walk(salon.owner, '/v1/customers?q=lovelace')).toEqual([])
  expect(await walk(salon.owner, '/v1/customers?q=lovelace&include_deleted=true')).toMatchObject([{ id: ada?.id, merged_into: null }])
})

test('what is changed is found by its new words and no longer by the old ones', async () => {
  const salon = await salonWithPeople()
  const [ada] = await walk(salon.owner, '/v1/customers?q=lovelace')

  await salon.owner.patch(`/v1/customers/${ada?.id}`, { last_name: 'King', emails: [{ email: 'countess@example.com' }] })

  expect(await found(salon, 'lovelace')).toEqual([])
  expect(await found(salon, 'king')).toEqual(['2'])
  expect(await found(salon, 'countess')).toEqual(['2'])
})
