import { expect, test } from '@jest/globals'
import { business, newCustomer, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { walk } from '../support/walk.ts'

interface Listed {
  readonly id: string
  readonly external_id: string
}

async function salonWith(...customers: object[]): Promise<Business> {
  const salon = await business()
  for (const [index, fields] of customers.entries()) {
    const reply = await salon.owner.post('/v1/customers', { external_id: `c${index}`, ...fields })
    expect(reply.status).toBe(201)
  }
  return salon
}

async function found(salon: Business, query: string): Promise<string[]> {
  return (await walk<Listed>(salon.owner, `/v1/customers?${query}`)).map((each) => each.external_id)
}

test('a business without customers has an empty page', async () => {
  const salon = await business()

  const reply = await salon.owner.get('/v1/customers')

  expect(reply.status).toBe(200)
  expect(reply.body).toEqual({ data: [], page: { next_cursor: null, has_more: false } })
})

test('lists the newest first, 25 on a page, as they are read one by one', async () => {
  const salon = await salonWith(...Array.from({ length: 27 }, () => ({})))

  const first = await salon.owner.get('/v1/customers')
  const second = await salon.owner.get(`/v1/customers?cursor=${first.body.page.next_cursor}`)

  expect(first.body.data).toHaveLength(25)
  expect(first.body.page.has_more).toBe(true)
  expect(second.body.page).toEqual({ next_cursor: null, has_more: false })
  const names = [...first.body.data, ...second.body.data].map((each: Listed) => each.external_id)
  expect(names).toEqual(Array.from({ length: 27 }, (_, index) => `c${26 - index}`))
  const newest = first.body.data[0]
  expect((await salon.owner.get(`/v1/customers/${newest.id}`)).body).toEqual(newest)
})

test('a page that is full to the last customer has no next one', async () => {
  const salon = await salonWith({}, {}, {})

  const reply = await salon.owner.get('/v1/customers?limit=3')

  expect(reply.body.data).toHaveLength(3)
  expect(reply.body.page).toEqual({ next_cursor: null, has_more: false })
})

test('sorts by name, family name first, without regard to case and accents, and by time', async () => {
  const salon = await salonWith(
    { first_name: 'Zoe', last_name: 'Adams' },
    { first_name: 'Ada', last_name: 'Émile' },
    { company: 'delta' },
    { first_name: 'Bo', last_name: 'adams' },
    { emails: [{ email: 'ccc@example.com' }] },
  )

  expect(await found(salon, 'sort=name')).toEqual(['c3', 'c0', 'c4', 'c2', 'c1'])
  expect(await found(salon, 'sort=-name')).toEqual(['c1', 'c2', 'c4', 'c0', 'c3'])
  expect(await found(salon, 'sort=created_at')).toEqual(['c0', 'c1', 'c2', 'c3', 'c4'])
  const [, touched] = await walk<Listed>(salon.owner, '/v1/customers?sort=created_at')
  await salon.owner.patch(`/v1/customers/${touched?.id}`, { lead_source: 'Web' })
  expect(await found(salon, 'sort=updated_at')).toEqual(['c0', 'c2', 'c3', 'c4', 'c1'])
  expect(await found(salon, 'sort=-updated_at')).toEqual(['c1', 'c4', 'c3', 'c2', 'c0'])
})

test('names of any length and script are sorted and paged through', async () => {
  // Folded, each of these letters becomes eighteen; escaped in a cursor, each quotation mark becomes two.
  const long = ['\uFDFA'.repeat(100), '"'.repeat(100), '語'.repeat(100), '👩‍🎤'.repeat(20)].flatMap((name) => [name, name])
  const salon = await salonWith(...long.map((name) => ({ first_name: name, last_name: name, company: name })))

  const names = (await walk<Listed>(salon.owner, '/v1/customers?sort=name', 1)).map((each) => each.external_id)

  expect([...names].sort()).toEqual(long.map((_, index) => `c${index}`))
})

test.each([
  ['email=second@EXAMPLE.com', ['c1']],
  ['phone=%2B14155550111', ['c1']],
  ['phone=%2B4402079460000', ['c2']],
  ['external_id=c2', ['c2']],
  ['tag=vip', ['c1', 'c0']],
  ['tag=vip&tag=new', ['c1']],
  ['tag=vip&tag=vip', ['c1', 'c0']],
  ['tag=nobody', []],
  ['lifecycle_stage=customer', ['c2']],
  ['lifecycle_stage=customer&lifecycle_stage=qualified', ['c2', 'c0']],
  ['status=blocked', ['c0']],
  ['status=active&status=blocked', ['c2', 'c1', 'c0']],
  ['tag=vip&status=active', ['c1']],
])('filters by %s', async (query, expected) => {
  const salon = await salonWith(
    { tags: ['vip'], lifecycle_stage: 'qualified', status: 'blocked' },
    {
      tags: ['vip', 'new'],
      emails: [{ email: 'first@example.com' }, { email: 'second@example.com' }],
      phones: [{ e164: '+14155550110' }, { e164: '+14155550111' }],
    },
    { lifecycle_stage: 'customer', phones: [{ e164: '+442079460000' }] },
  )

  expect(await found(salon, query)).toEqual(expected)
})

test('filters by the member who looks after the customer', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  const mine = await salon.owner.post('/v1/customers', newCustomer({ owner_member_id: staff.memberId }))
  await salon.owner.post('/v1/customers', newCustomer())

  const reply = await salon.owner.get(`/v1/customers?owner_member_id=${staff.memberId}`)

  expect(reply.body.data).toEqual([mine.body])
})

test('filters by time from an instant that belongs to the range to one that does not', async () => {
  const salon = await salonWith({}, {}, {})
  await rows(
    "update customers set created_at = '2026-01-01T10:00:00Z'::timestamptz + substr(external_id, 2)::int * interval '1 day' where business_id = $1",
    [salon.id],
  )

  expect(await found(salon, 'created_from=2026-01-02T10:00:00Z')).toEqual(['c2', 'c1'])
  expect(await found(salon, 'created_before=2026-01-02T10:00:00Z')).toEqual(['c0'])
  expect(await found(salon, 'created_from=2026-01-02T11:00:00%2B01:00&created_before=2026-01-03T09:59:59.999Z')).toEqual(['c1'])
  expect(await found(salon, 'updated_before=2026-01-02T10:00:00Z')).toEqual([])
  expect(await found(salon, 'updated_from=2026-01-02T10:00:00Z&sort=created_at')).toEqual(['c0', 'c1', 'c2'])
})

test('deleted customers appear as tombstones when they are asked for, and with the time of their deletion', async () => {
  const salon = await salonWith({}, { tags: ['vip'] })
  const [, gone] = await walk(salon.owner, '/v1/customers?sort=created_at')
  await salon.owner.delete(`/v1/customers/${gone?.id}`)

  const all = await salon.owner.get('/v1/customers?include_deleted=true&sort=created_at')
  const changed = await salon.owner.get(`/v1/customers?include_deleted=true&updated_from=${all.body.data[1].deleted_at}`)

  expect(await found(salon, '')).toEqual(['c0'])
  expect(await found(salon, 'include_deleted=false')).toEqual(['c0'])
  expect(all.body.data[1]).toEqual({ id: gone?.id, deleted_at: expect.any(String), merged_into: null })
  expect(changed.body.data).toEqual([all.body.data[1]])
})

test('a cursor belongs to its filters and its order', async () => {
  const salon = await salonWith({}, {})
  const [other, first] = [await business(), await salon.owner.get('/v1/customers?limit=1')]
  const { next_cursor: cursor } = first.body.page

  const refused = [
    await salon.owner.get(`/v1/customers?limit=1&sort=name&cursor=${cursor}`),
    await salon.owner.get(`/v1/customers?limit=1&status=active&cursor=${cursor}`),
    await salon.owner.get(`/v1/customers?limit=1&cursor=${cursor.slice(0, -2)}`),
    await salon.owner.get('/v1/customers?limit=1&cursor=AAAA'),
  ]

  expect(refused.map((reply) => [reply.status, reply.body.code])).toEqual(refused.map(() => [404, 'cursor_invalid']))
  // The same list with another page size goes on, and with the default order said aloud.
  expect((await salon.owner.get(`/v1/customers?limit=5&sort=-created_at&cursor=${cursor}`)).body.data).toHaveLength(1)
  expect((await other.owner.get(`/v1/customers?limit=1&cursor=${cursor}`)).body.data).toEqual([])
})

test.each(['limit=0', 'limit=101', 'limit=x', 'sort=age', 'nickname=a', 'status=dead', 'tag=', 'created_from=yesterday', 'q=a'])(
  'refuses %s',
  async (query) => {
    const salon = await business()

    expect((await salon.owner.get(`/v1/customers?${query}`)).status).toBe(400)
  },
)

test('shows nothing of another business', async () => {
  const [salon, other] = [await business(), await salonWith({ tags: ['vip'], emails: [{ email: 'theirs@example.com' }] })]

  for (const query of ['', 'email=theirs@example.com', 'tag=vip', 'external_id=c0', 'q=theirs', 'include_deleted=true']) {
    expect(await found(salon, query)).toEqual([])
    expect(await found(other, query)).toEqual(['c0'])
  }
})
