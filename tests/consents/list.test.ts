import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, rows } from '../support/api.ts'
import { walk } from '../support/walk.ts'
import { contact, say } from './consents.ts'

test('lists what one customer has said, newest first, by channel and purpose', async () => {
  const salon = await business()
  const [customer, other] = [await contact(salon), await contact(salon)]
  const text = (await say(salon, customer, 'granted')).body
  const mail = (await say(salon, customer, 'granted', { channel: 'email' })).body
  const reminder = (await say(salon, customer, 'revoked', { purpose: 'transactional' })).body
  await say(salon, other, 'granted')
  const path = `/v1/customers/${customer.id}/consents`
  const ids = async (query: string) => (await salon.owner.get(path + query)).body.data.map((each: { id: string }) => each.id)

  // Several may be of one millisecond, and then their order is that of their ids.
  const place = ({ created_at, id }: { created_at: string; id: string }) => created_at + id
  const all = [text, mail, reminder].sort((one, next) => (place(one) < place(next) ? 1 : -1))
  expect((await salon.owner.get(path)).body).toEqual({ data: all, page: { next_cursor: null, has_more: false } })
  expect(await walk(salon.owner, path, 1)).toEqual(all)
  expect(await ids('?channel=email')).toEqual([mail.id])
  expect(await ids('?channel=email&channel=voice')).toEqual([mail.id])
  expect(await ids('?purpose=transactional')).toEqual([reminder.id])
})

test('a customer without any has an empty list, and one who is not there has none', async () => {
  const salon = await business()
  const customer = await contact(salon)

  expect((await salon.owner.get(`/v1/customers/${customer.id}/consents`)).body.data).toEqual([])
  expect((await salon.owner.get(`/v1/customers/${randomUUID()}/consents`)).status).toBe(404)
  expect((await salon.owner.get(`/v1/customers/${customer.id}/consents/${randomUUID()}`)).status).toBe(404)
})

test('a merge takes them along, and the old id leads to where they are', async () => {
  const salon = await business()
  const [kept, old] = [await contact(salon), await contact(salon)]
  const { body: said } = await say(salon, old, 'revoked')

  const merge = await salon.owner.post(`/v1/customers/${kept.id}/merge`, { source_id: old.id })

  // For texts and, by the same word, for calls.
  expect(merge.body.moved).toMatchObject({ consents: 2 })
  const moved = (await salon.owner.get(`/v1/customers/${kept.id}/consents/${said.id}`)).body
  expect(moved).toEqual({ ...said, customer_id: kept.id, updated_at: expect.any(String), version: 2 })
  const gone = await salon.owner.get(`/v1/customers/${old.id}/consents/${said.id}`)
  expect(gone.body).toMatchObject({ code: 'customer_merged', merged_into: kept.id })
})

test('nobody who serves requests can change or delete what was said', async () => {
  const may = async (right: string) =>
    (await rows<{ may: boolean }>("select has_table_privilege('clientflow_app', 'consents', $1) as may", [right]))[0]?.may
  const written = await rows<{ name: string }>(
    `select a.attname as name from pg_attribute a where a.attrelid = 'consents'::regclass and a.attnum > 0
     and has_column_privilege('clientflow_app', 'consents', a.attname, 'update') order by 1`,
  )

  expect([await may('delete'), await may('truncate'), await may('update')]).toEqual([false, false, false])
  expect(written.map(({ name }) => name)).toEqual(['customer_id', 'updated_at', 'version'])
})
