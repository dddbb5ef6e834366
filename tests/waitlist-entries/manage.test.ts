import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { expectOk, noonIn, salonWith } from '../support/appointments.ts'

async function withWaiting(fields: object = {}) {
  const world = await salonWith()
  const { owner, wanted } = world
  const form = { ...wanted, wanted_from: noonIn(10), wanted_before: noonIn(12), notes: 'Is near.', party_size: 1, ...fields }
  return { ...world, form, entry: await expectOk(owner.post('/v1/waitlist-entries', form)) }
}

test('an entry waits until it is taken off, once', async () => {
  const { owner, form, entry } = await withWaiting()

  const { status, body } = await owner.get(`/v1/waitlist-entries/${entry.id}`)
  const stale = await owner.post(`/v1/waitlist-entries/${entry.id}/remove`, undefined, { 'If-Match': '"4"' })
  const removed = await owner.post(`/v1/waitlist-entries/${entry.id}/remove`)
  const again = await owner.post(`/v1/waitlist-entries/${entry.id}/remove`)

  expect([status, body]).toEqual([200, entry])
  expect(entry).toMatchObject({ ...form, status: 'waiting', offer: null, appointment_id: null, version: 1 })
  expect([stale.status, removed.body.status, removed.body.version]).toEqual([412, 'removed', 2])
  expect(again.body).toEqual(removed.body)
})

test('without an offer there is nothing to accept or decline', async () => {
  const { owner, entry } = await withWaiting()
  const act = (action: string) => owner.post(`/v1/waitlist-entries/${entry.id}/${action}`)

  const waiting = [await act('accept'), await act('decline')]
  await expectOk(act('remove'))
  const ended = [await act('accept'), await act('decline')]
  await owner.get('/v1/waitlist-entries')

  expect([...waiting, ...ended].map(({ status, body }) => [status, body.code])).toEqual(
    [1, 2, 3, 4].map(() => [409, 'waitlist_state_invalid']),
  )
})

test('one that has ended otherwise cannot be taken off', async () => {
  const { owner, entry } = await withWaiting({
    wanted_from: new Date().toISOString(),
    wanted_before: new Date(Date.now() + 86_400_000).toISOString(),
  })
  await expectOk(owner.post(`/v1/waitlist-entries/${entry.id}/remove`))

  const unknown = await owner.post(`/v1/waitlist-entries/${randomUUID()}/remove`)

  expect(unknown.status).toBe(404)
})

test.each([
  [{ wanted_from: noonIn(10), wanted_before: noonIn(10) }, 'waitlist_window_invalid'],
  [{ wanted_from: noonIn(-10), wanted_before: noonIn(-9) }, 'waitlist_window_invalid'],
  [{ wanted_from: noonIn(10), wanted_before: noonIn(400) }, 'waitlist_window_invalid'],
])('%j is refused: %s', async (fields, code) => {
  const { owner, form } = await withWaiting()

  const reply = await owner.post('/v1/waitlist-entries', { ...form, ...fields })

  expect([reply.status, reply.body.code]).toEqual([409, code])
})

test('what is named must be there and in use', async () => {
  const { owner, form, service } = await withWaiting()

  for (const field of ['customer_id', 'service_id', 'member_id']) {
    const reply = await owner.post('/v1/waitlist-entries', { ...form, [field]: randomUUID() })
    expect([field, reply.status]).toEqual([field, 404])
  }
  await expectOk(owner.post(`/v1/services/${service.id}/archive`))
  expect((await owner.post('/v1/waitlist-entries', form)).body.code).toBe('service_archived')
})

test('the list is narrowed by status, customer, service and member', async () => {
  const { owner, form, entry } = await withWaiting()
  const anybody = await expectOk(owner.post('/v1/waitlist-entries', { ...form, member_id: undefined }))
  await expectOk(owner.post(`/v1/waitlist-entries/${entry.id}/remove`))

  const ids = async (query: string): Promise<string[]> =>
    ((await owner.get(`/v1/waitlist-entries?${query}`)).body.data as { id: string }[]).map(({ id }) => id)

  expect(await ids('')).toEqual([anybody.id, entry.id])
  expect(await ids(`status=waiting&customer_id=${form.customer_id}&service_id=${form.service_id}`)).toEqual([anybody.id])
  expect(await ids(`member_id=${form.member_id}`)).toEqual([entry.id])
  expect(await ids(`customer_id=${randomUUID()}`)).toEqual([])
})
