import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, newCustomer } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { walk } from '../support/walk.ts'

const path = '/v1/customers/duplicates'

interface Pair {
  readonly customer: { readonly id: string }
  readonly other: { readonly id: string }
  readonly score: number
  readonly reasons: string[]
}

async function create(salon: Business, fields: object = {}): Promise<string> {
  const reply = await salon.owner.post('/v1/customers', newCustomer(fields))
  expect(reply.status).toBe(201)
  return reply.body.id as string
}
const withEmails = (...others: string[]) => ({ emails: [`${randomUUID()}@example.com`, ...others].map((email) => ({ email })) })
const idsOf = ({ customer, other }: Pair) => [customer.id, other.id].sort()

/** Why two customers are suspected; empty when they are not. */
async function reasonsFor(one: object, other: object): Promise<string[]> {
  const salon = await business()
  const ids = [await create(salon, one), await create(salon, other)].sort()
  const pairs = await walk<Pair>(salon.owner, path)
  expect(pairs.length).toBeLessThan(2)
  // Asked from either side, the answer is the same.
  for (const id of ids) {
    const seen = (await salon.owner.get(`${path}?customer_id=${id}`)).body.data as Pair[]
    expect(seen.map(({ score, reasons }) => [score, reasons])).toEqual(pairs.map(({ score, reasons }) => [score, reasons]))
    expect(seen.every(({ customer }) => customer.id === id)).toBe(true)
  }
  for (const pair of pairs) expect(idsOf(pair)).toEqual(ids)
  return pairs[0]?.reasons ?? []
}

const born = { date_of_birth: '1990-04-23' }

test.each<[what: string, one: object, other: object, reasons: string[]]>([
  [
    'a further address that is the primary one of the other',
    withEmails('a@example.com'),
    { emails: [{ email: 'a@example.com' }] },
    ['same_email'],
  ],
  ['one mailbox at Gmail', withEmails('ada.lovelace@gmail.com'), withEmails('adalovelace+salon@googlemail.com'), ['same_email']],
  ['dots where they count', withEmails('ada.lovelace@example.com'), withEmails('adalovelace@example.com'), []],
  ['a plus where nobody knows what it means', withEmails('ada@example.com'), withEmails('ada+salon@example.com'), []],
  [
    'a shared number that is primary for neither',
    { phones: [{ e164: '+14155550180' }, { e164: '+14155550182' }] },
    { phones: [{ e164: '+14155550181' }, { e164: '+14155550182' }] },
    ['same_phone'],
  ],
  ['a name in other letters', { first_name: 'Zoë', last_name: 'Müller' }, { first_name: 'ZOE', last_name: 'muller' }, ['same_name']],
  [
    'the same name and date of birth',
    { first_name: 'Ada', last_name: 'Lovelace', ...born },
    { first_name: 'ada', last_name: 'LOVELACE', ...born },
    ['same_name', 'same_date_of_birth'],
  ],
  [
    'names the wrong way round, and the date of birth',
    { first_name: 'Ada', last_name: 'Lovelace', ...born },
    { first_name: 'Lovelace', last_name: 'Ada', ...born },
    ['similar_name', 'same_date_of_birth'],
  ],
  [
    'similar names in the same company',
    { first_name: 'Ada', last_name: 'Lovelace', company: 'Analytical Engines' },
    { first_name: 'Adah', last_name: 'Lovelace', company: 'ANALYTICAL ENGINES' },
    ['similar_name', 'same_company'],
  ],
  ['similar names and nothing else', { first_name: 'Ada', last_name: 'Lovelace' }, { first_name: 'Adah', last_name: 'Lovelace' }, []],
  [
    'the same name and another date of birth',
    { first_name: 'Ada', last_name: 'Lovelace', ...born },
    { first_name: 'Ada', last_name: 'Lovelace', date_of_birth: '1961-01-01' },
    [],
  ],
  ['the same date of birth and other names', { first_name: 'Ada', ...born }, { first_name: 'Grace', ...born }, []],
  ['nothing in common, not even a name', {}, {}, []],
])('%s', async (_what, one, other, reasons) => {
  expect(await reasonsFor(one, other)).toEqual(reasons)
})

test('the more they have in common, the higher the score, and never above 1', async () => {
  const salon = await business()
  const person = { first_name: 'Ada', last_name: 'Lovelace', company: 'Engines', ...born }
  await create(salon, { ...person, ...withEmails('a@example.com'), phones: [{ e164: '+14155550180' }] })
  await create(salon, { ...person, ...withEmails('a@example.com'), phones: [{ e164: '+14155550181' }, { e164: '+14155550180' }] })
  await create(salon, { first_name: 'Grace', last_name: 'Hopper' })
  await create(salon, { first_name: 'Grace', last_name: 'Hopper' })

  const [strong, weak] = (await walk<Pair>(salon.owner, path)).sort((one, other) => other.score - one.score)

  expect(strong?.reasons).toEqual(['same_email', 'same_phone', 'same_name', 'same_date_of_birth', 'same_company'])
  expect(strong?.score).toBeGreaterThan(weak?.score ?? 1)
  expect(strong?.score).toBeLessThanOrEqual(1)
  expect(weak).toMatchObject({ reasons: ['same_name'], score: 0.5 })
})

test('pages of any size are the same list, and each pair stands once', async () => {
  const salon = await business()
  for (let n = 0; n < 4; n += 1) await create(salon, { first_name: 'Ada', last_name: 'Lovelace', ...withEmails('shared@example.com') })
  for (let n = 0; n < 3; n += 1) await create(salon, { first_name: 'Grace', last_name: 'Hopper' })
  await create(salon, { first_name: 'Zelda' })

  const whole = await walk<Pair>(salon.owner, path)

  expect(whole).toHaveLength(6 + 3)
  expect(new Set(whole.map((pair) => idsOf(pair).join())).size).toBe(9)
  for (const limit of [1, 2, 4, 9]) expect(await walk<Pair>(salon.owner, path, limit)).toEqual(whole)
})

test('who was merged or deleted is suspected no more, and the id of one who was merged says so', async () => {
  const salon = await business()
  const ada = { first_name: 'Ada', last_name: 'Lovelace' }
  const [one, other, third] = [await create(salon, ada), await create(salon, ada), await create(salon, ada)]
  expect(await walk(salon.owner, path)).toHaveLength(3)

  await salon.owner.post(`/v1/customers/${one}/merge`, { source_id: other })
  expect((await walk<Pair>(salon.owner, path)).map(idsOf)).toEqual([[one, third].sort()])
  const asked = await salon.owner.get(`${path}?customer_id=${other}`)
  expect(asked).toMatchObject({ status: 404, body: { code: 'customer_merged', merged_into: one } })

  await salon.owner.delete(`/v1/customers/${third}`)
  expect(await walk(salon.owner, path)).toEqual([])
})

test('customers of another business are never suspected, and staff may look', async () => {
  const [salon, other] = [await business(), await business()]
  const ada = { first_name: 'Ada', last_name: 'Lovelace', ...born }
  const [mine, theirs] = [await create(salon, ada), await create(other, ada)]

  expect(await walk(salon.owner, path)).toEqual([])
  expect((await salon.owner.get(`${path}?customer_id=${theirs}`)).body.data).toEqual([])
  expect((await salon.owner.get(`${path}?customer_id=${mine}`)).body.data).toEqual([])
  expect((await (await salon.member('staff')).get(path)).status).toBe(200)
  expect((await (await salon.member('viewer')).get(path)).status).toBe(403)
})
