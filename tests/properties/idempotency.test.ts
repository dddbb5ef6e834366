import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { business, newCustomer } from '../support/api.ts'
import type { Actor, Reply } from '../support/http.ts'
import { insist } from '../support/insist.ts'
import { trying } from '../support/properties.ts'
import { feed, walk } from '../support/walk.ts'

const repeats = 200
const keys = fc.stringMatching(/^[\x21\x23-\x7E]{1,100}$/)

function create(actor: Actor, body: object, key: string): Promise<Reply> {
  return insist(() => actor.post('/v1/customers', body, { 'idempotency-key': key }))
}

test('of two hundred repeats at once one takes effect, and all get the same answer to the byte', async () => {
  await fc.assert(
    fc.asyncProperty(keys, fc.constantFrom('created', 'refused'), async (key, outcome) => {
      const salon = await business()
      const body = outcome === 'created' ? newCustomer() : { first_name: 'Nobody' }

      const replies = await Promise.all(
        Array.from({ length: repeats }, (_, index) => create(salon.owner, body, index % 2 === 0 ? key : `"${key}"`)),
      )

      expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([outcome === 'created' ? 201 : 409]))
      expect(new Set(replies.map((reply) => reply.text)).size).toBe(1)
      expect(replies.filter((reply) => reply.headers.get('idempotent-replayed') === null)).toHaveLength(1)
      expect(await walk(salon.owner, '/v1/customers')).toHaveLength(outcome === 'created' ? 1 : 0)
      expect(await feed(salon.owner)).toHaveLength(outcome === 'created' ? 1 : 0)
    }),
    trying(4),
  )
})

test('a key belongs to one request of one caller: with another body it is refused, of another caller it is another key', async () => {
  const [salon, other] = [await business(), await business()]
  const colleague = await salon.member('manager')
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 2, maxLength: 2 })
  await fc.assert(
    fc.asyncProperty(fc.uuid(), names, async (key, [first, second]) => {
      const body = newCustomer({ first_name: first })
      const before = (await feed(salon.owner)).length

      const made = await create(salon.owner, body, key)
      const changed = await create(salon.owner, { ...body, first_name: second }, key)
      const repeated = await create(salon.owner, body, key)
      const foreign = await create(other.owner, body, key)
      const ofColleague = await create(colleague, body, key)

      expect([made.status, changed.status, changed.body.code]).toEqual([201, 422, 'idempotency_key_reused'])
      expect([repeated.text, repeated.headers.get('idempotent-replayed')]).toEqual([made.text, 'true'])
      expect([foreign.status, ofColleague.status, ofColleague.body.code]).toEqual([201, 409, 'duplicate_customer'])
      expect(await feed(salon.owner)).toHaveLength(before + 1)
    }),
    trying(12),
  )
})
