import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { business } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { trying } from '../support/properties.ts'
import { walk } from '../support/walk.ts'

const people = 4
const statuses = ['active', 'inactive', 'blocked']
const shared = (values: readonly string[]) => fc.subarray([...values])
const person = fc.record({
  ownEmail: fc.boolean(),
  ownPhone: fc.boolean(),
  emails: shared(['x@example.com', 'y@example.com', 'z@example.com']),
  phones: shared(['+14155550190', '+14155550191']),
  tags: shared(['a', 'b', 'c']),
  status: fc.constantFrom(...statuses),
  first_name: fc.option(fc.constantFrom('Ada', 'Ädä'), { nil: undefined }),
  notes: fc.nat({ max: 3 }),
})
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never
/** Which of those that are left goes into which of the others, until one is left. */
const order = fc.array(fc.record({ source: fc.nat(), into: fc.nat() }), { minLength: people - 1, maxLength: people - 1 })
type Order = typeof order extends fc.Arbitrary<infer T> ? T : never

interface Customer extends Record<string, unknown> {
  readonly id: string
  readonly emails: { email: string }[]
  readonly phones: { e164: string }[]
  readonly tags: string[]
  readonly status: string
}

async function create(salon: Business, n: number, { ownEmail, ownPhone, emails, phones, notes, ...fields }: Person): Promise<string> {
  const { body, status } = await salon.owner.post('/v1/customers', {
    ...fields,
    external_id: `c${n}`,
    emails: ownEmail ? [`own${n}@example.com`, ...emails].map((email) => ({ email })) : [],
    phones: ownPhone ? [`+1415555010${n}`, ...phones].map((e164) => ({ e164 })) : [],
  })
  expect(status).toBe(201)
  for (let note = 0; note < notes; note += 1) await salon.owner.post(`/v1/customers/${body.id}/notes`, { body: `${n}/${note}` })
  return body.id as string
}

/** Merges all into one, previewing each merge first. */
async function mergeAll(salon: Business, ids: readonly string[], choices: Order): Promise<string> {
  const left = [...ids]
  for (const { source, into } of choices) {
    const [from = ''] = left.splice(source % left.length, 1)
    const path = `/v1/customers/${left[into % left.length] ?? ''}/merge`
    const [preview, real] = [
      await salon.owner.post(path, { source_id: from, dry_run: true }),
      await salon.owner.post(path, { source_id: from }),
    ]
    expect([preview.status, real.status]).toEqual([200, 200])
    expect(timeless(preview.body)).toEqual(timeless(real.body))
  }
  return left[0] ?? ''
}

function timeless(merge: { customer: object; source: object }): object {
  return { ...merge, dry_run: null, customer: { ...merge.customer, updated_at: null }, source: { ...merge.source, deleted_at: null } }
}

/** What must be the same whoever went first. */
function essence({ emails, phones, tags, status }: Customer): object {
  return { emails: emails.map(({ email }) => email).sort(), phones: phones.map(({ e164 }) => e164).sort(), tags, status }
}

test('whatever is merged in whatever order, nothing is lost, nothing is loosened, old ids lead to the end, and previews are true', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(person, { minLength: people, maxLength: people }), order, order, async (given, one, other) => {
      const outcomes: object[] = []
      for (const choices of [one, other]) {
        const salon = await business()
        const ids: string[] = []
        for (const [n, each] of given.entries()) ids.push(await create(salon, n, each))

        const last = await mergeAll(salon, ids, choices)

        const customers = await walk<Customer>(salon.owner, '/v1/customers')
        expect(customers.map(({ id }) => id)).toEqual([last])
        for (const id of ids.filter((each) => each !== last)) {
          expect((await salon.owner.get(`/v1/customers/${id}`)).body).toMatchObject({ code: 'customer_merged', merged_into: last })
        }
        for (const n of given.keys()) {
          const { status, body } = await salon.owner.put(`/v1/customer-external-ids/c${n}`, {})
          expect(status === 200 ? body.id : body.merged_into).toBe(last)
        }
        const notes = await walk<{ body: string }>(salon.owner, `/v1/customers/${last}/notes`)
        outcomes.push({ ...essence(customers[0] as Customer), notes: notes.map(({ body }) => body).sort() })
      }
      expect(outcomes[0]).toEqual(outcomes[1])
      expect(outcomes[0]).toMatchObject({
        status: statuses[Math.max(...given.map(({ status }) => statuses.indexOf(status)))],
        notes: given.flatMap(({ notes }, n) => Array.from({ length: notes }, (_, note) => `${n}/${note}`)).sort(),
      })
    }),
    trying(8),
  )
})
