import { expect, test } from '@jest/globals'
import { business, newCustomer } from '../support/api.ts'
import { walk } from '../support/walk.ts'

const from = '+14155550134'
const to = '+14155550100'
const call = { direction: 'inbound', from, to, started_at: '2026-01-05T09:30:00Z' }

test('each filter finds its calls and no others', async () => {
  const salon = await business()
  const { body: customer } = await salon.owner.post('/v1/customers', newCustomer({ phones: [{ e164: from }] }))
  const staff = await salon.member('staff')
  const log = async (fields: object) => (await salon.owner.post('/v1/calls', { ...call, ...fields })).body.id as string
  const known = await log({ disposition: 'booked' })
  const missed = await log({ from: '+14155550135', status: 'no_answer', follow_up_on: '2026-01-09' })
  const ours = await log({ direction: 'outbound', from: to, to: '+14155550136', member_id: staff.memberId, follow_up_on: '2026-01-12' })
  const found = async (query: string) => {
    const { status, body } = await salon.owner.get(`/v1/calls?${query}`)
    expect(status).toBe(200)
    return (body.data as { id: string }[]).map(({ id }) => id).sort()
  }
  const all = [known, missed, ours].sort()

  expect(await found('')).toEqual(all)
  expect(await found('direction=outbound')).toEqual([ours])
  expect(await found('status=no_answer')).toEqual([missed])
  expect(await found('result=missed&result=voicemail')).toEqual([missed])
  expect(await found('disposition=booked&disposition=spam')).toEqual([known])
  expect(await found(`customer_id=${customer.id}`)).toEqual([known])
  expect(await found(`member_id=${staff.memberId}`)).toEqual([ours])
  expect(await found(`from=${encodeURIComponent(from)}`)).toEqual([known])
  expect(await found(`to=${encodeURIComponent('+14155550136')}`)).toEqual([ours])
  expect(await found('follow_up_until=2026-01-08')).toEqual([])
  expect(await found('follow_up_until=2026-01-09')).toEqual([missed])
  expect(await found('follow_up_until=2026-01-12')).toEqual([missed, ours].sort())
  expect(await found('created_from=2199-01-01T00:00:00Z')).toEqual([])
})

test('pages of any size are the same list', async () => {
  const salon = await business()
  for (let n = 0; n < 5; n += 1) await salon.owner.post('/v1/calls', call)

  const whole = await walk(salon.owner, '/v1/calls')

  expect(whole).toHaveLength(5)
  for (const limit of [1, 2, 4]) expect(await walk(salon.owner, '/v1/calls', limit)).toEqual(whole)
})

test('who may not read calls gets none', async () => {
  const salon = await business()

  expect((await (await salon.key(['customers:read'])).get('/v1/calls')).status).toBe(403)
  expect((await (await salon.member('viewer')).get('/v1/calls')).status).toBe(200)
})
