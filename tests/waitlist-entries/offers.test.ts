import { randomUUID } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { noonIn } from '../support/appointments.ts'
import { until } from '../support/eventually.ts'
import { wholeHouse } from '../support/house.ts'
import { bookedOut } from './waiting.ts'

const house = await wholeHouse()

test('a time that becomes free is kept for who has waited longest, who gets a text and books by its link', async () => {
  const { salon, texts, wait, cancel, becomes, entry, anybody } = await bookedOut(house)
  await texts()
  await house.work()
  const [first, second] = [await wait(), await wait()]

  await cancel()
  const offered = await becomes(first.id, 'offered')

  const { offer } = offered
  expect(offer).toMatchObject({ starts_at: noonIn(10), ends_at: noonIn(10, 60), member_id: null })
  const minutes = (Date.parse(offer.expires_at) - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(25)
  expect(minutes).toBeLessThanOrEqual(30)
  const text = await until('the text is there', async () => {
    const { body } = await salon.client.get(`/v1/messages?customer_id=${first.customer_id}`)
    return (body.data as { body: string; category: string }[])[0]
  })
  expect(text.category).toBe('transactional')
  const [, token] = /^Harbour Hair: a time is free for Cut, .*: http:\/\/[^/]+\/waitlist\/([A-Za-z0-9_-]+)$/.exec(text.body) ?? []
  expect(token).toBeDefined()
  const seen = await anybody('GET', `/v1/public/waitlist-offers/${token}`)
  expect(seen.body).toMatchObject({
    business_name: 'Harbour Hair',
    service_name: 'Cut',
    status: 'offered',
    starts_at: noonIn(10),
    manage_url: null,
  })

  const [claimed, again] = [
    await anybody('POST', `/v1/public/waitlist-offers/${token}/accept`),
    await anybody('POST', `/v1/public/waitlist-offers/${token}/accept`),
  ]
  expect([claimed.status, claimed.body.status]).toEqual([200, 'booked'])
  expect(again.body).toEqual(claimed.body)
  const booked = await entry(first.id)
  expect(booked).toMatchObject({ status: 'booked', offer: null })
  const { body: appointment } = await salon.client.get(`/v1/appointments/${booked.appointment_id}`)
  expect(appointment).toMatchObject({
    customer_id: first.customer_id,
    starts_at: noonIn(10),
    source: 'self_service',
    manage_url: claimed.body.manage_url,
  })
  expect((await entry(second.id)).status).toBe('waiting')
  const { body: events } = await salon.client.get('/v1/events?limit=100')
  const told = (events.data as { type: string }[]).map(({ type }) => type).filter((type) => type.startsWith('waitlist.'))
  expect(told).toEqual(['waitlist.created', 'waitlist.created', 'waitlist.offered', 'waitlist.booked'])
})

test('who declines, is taken off or does not answer in time makes room for the next', async () => {
  const { salon, wait, cancel, becomes, link, anybody } = await bookedOut(house)
  const entries = [await wait(), await wait(), await wait(), await wait()]
  await house.work()
  await cancel()

  await becomes(entries[0].id, 'offered')
  const [declined, again] = [
    await anybody('POST', `/v1/public/waitlist-offers/${link(entries[0].id)}/decline`),
    await anybody('POST', `/v1/public/waitlist-offers/${link(entries[0].id)}/decline`),
  ]
  const late = await anybody('POST', `/v1/public/waitlist-offers/${link(entries[0].id)}/accept`)
  await becomes(entries[1].id, 'offered')
  const removed = await salon.client.post(`/v1/waitlist-entries/${entries[1].id}/remove`)
  await becomes(entries[2].id, 'offered')
  await house.shop.rows("update waitlist_entries set offer_expires_at = now() - interval '1 second' where id = $1", [entries[2].id])
  const tooLate = await salon.client.post(`/v1/waitlist-entries/${entries[2].id}/accept`)
  await house.shop.hurry()
  await becomes(entries[2].id, 'expired')

  const last = await becomes(entries[3].id, 'offered')
  expect([declined.body.status, again.body.status, removed.body.status]).toEqual(['declined', 'declined', 'removed'])
  expect([late.status, late.body.code, tooLate.body.code]).toEqual([409, 'waitlist_state_invalid', 'waitlist_state_invalid'])
  expect(last.offer.starts_at).toBe(noonIn(10))
})

test('of two who accept at once for one customer one appointment comes, and what is kept nobody else can book', async () => {
  const { salon, service, wait, cancel, becomes, customer } = await bookedOut(house)
  const { id } = await wait()
  await house.work()
  await cancel()
  await becomes(id, 'offered')

  const wanted = { customer_id: await customer(), service_id: service.id, starts_at: noonIn(10), source: 'staff' }
  const other = await salon.client.post('/v1/appointments', wanted)
  const replies = await Promise.all([1, 2, 3].map(() => salon.client.post(`/v1/waitlist-entries/${id}/accept`)))

  expect([other.body.code, other.body.reasons]).toEqual(['slot_unavailable', ['held']])
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(new Set(replies.map(({ body }) => body.appointment_id)).size).toBe(1)
  expect((await salon.client.get('/v1/appointments?status=confirmed')).body.data).toHaveLength(1)
})

test('a time is offered to those whom it suits, and what is left of it to the next whom that suits', async () => {
  const { salon, service, wait, becomes, entry, customer, settled } = await bookedOut(house, {
    duration_minutes: 30,
    slot_interval_minutes: 30,
  })
  await salon.make('/v1/appointments', {
    customer_id: await customer(),
    service_id: service.id,
    starts_at: noonIn(11),
    duration_minutes: 60,
    source: 'staff',
  })
  const day = { wanted_from: noonIn(11), wanted_before: noonIn(11, 60) }
  const [early, longer, one, two, three] = [
    await wait({ wanted_from: noonIn(11, -120), wanted_before: noonIn(11) }),
    await wait({ ...day, party_size: 2 }),
    await wait({ ...day, wanted_from: noonIn(11, 30) }),
    await wait(day),
    await wait(day),
  ]
  await house.work()
  const [busy] = ((await salon.client.get(`/v1/appointments?starts_from=${noonIn(11)}`)).body as { data: { id: string }[] }).data

  await salon.client.post(`/v1/appointments/${busy?.id}/reschedule`, { starts_at: noonIn(14) })
  const offers = [await becomes(one.id, 'offered'), await becomes(two.id, 'offered')]
  await settled()

  expect(offers.map(({ offer }) => offer.starts_at)).toEqual([noonIn(11, 30), noonIn(11)])
  for (const { id } of [early, longer, three]) expect((await entry(id)).status).toBe('waiting')
})

test('who was deleted or blocked is passed over', async () => {
  const { salon, wait, customer, cancel, becomes, entry } = await bookedOut(house)
  const [gone, blocked] = [await customer(), await customer()]
  const entries = [await wait({ customer_id: gone }), await wait({ customer_id: blocked }), await wait()]
  await salon.client.delete(`/v1/customers/${gone}`)
  await salon.client.patch(`/v1/customers/${blocked}`, { status: 'blocked' })
  await house.work()

  await cancel()
  await becomes(entries[2].id, 'offered')

  expect([(await entry(entries[0].id)).status, (await entry(entries[1].id)).status]).toEqual(['removed', 'waiting'])
})

test('where no text can leave it is a mail, and where there is no way at all the team sees the offer', async () => {
  const { salon, wait, customer, cancel, becomes } = await bookedOut(house)
  const { id: integration } = await salon.make('/v1/integrations', { provider: 'postmark', name: 'Mail', server_token: randomUUID() })
  await salon.make('/v1/channels', {
    type: 'email',
    integration_id: integration,
    address: `desk-${randomUUID()}@salon.example.com`,
    name: 'Mail',
  })
  const writes = await customer({ emails: [{ email: `ada-${randomUUID()}@example.com` }] })
  const [first, second] = [await wait({ customer_id: writes }), await wait()]
  await house.work()

  await cancel()
  await becomes(first.id, 'offered')
  const mail = await until('the mail is there', async () => {
    const { body } = await salon.client.get(`/v1/messages?customer_id=${writes}`)
    return (body.data as { subject: string }[])[0]
  })
  await salon.client.post(`/v1/waitlist-entries/${first.id}/decline`)
  await becomes(second.id, 'offered')

  expect(mail.subject).toBe('A time is free: Cut')
  expect((await salon.client.get(`/v1/messages?customer_id=${second.customer_id}`)).body.data).toEqual([])
})

test('a window that is over ends the waiting, and its job comes in vain before', async () => {
  const { wait, becomes, entry } = await bookedOut(house)
  const { id } = await wait()
  await house.work()

  await house.shop.hurry()
  await until('the job has run', async () => !(await house.shop.jobs()).some(({ task }) => task === 'waitlist.expire'))
  expect((await entry(id)).status).toBe('waiting')

  const soon = await wait({ wanted_from: new Date().toISOString(), wanted_before: new Date(Date.now() + 1_000).toISOString() })
  expect(await becomes(soon.id, 'expired')).toMatchObject({ offer: null, version: 2 })
})

test('the page of an offer books it, and says when it is over', async () => {
  const { wait, cancel, becomes, entry, link } = await bookedOut(house)
  const [first, second] = [await wait(), await wait()]
  const page = (id: string, step = ''): string => `${house.url}/waitlist/${link(id)}${step}`
  const post = (url: string) => fetch(url, { method: 'POST', redirect: 'manual' })
  expect((await fetch(page(first.id))).status).toBe(404)
  await house.work()
  await cancel()
  await becomes(first.id, 'offered')

  const seen = await (await fetch(page(first.id))).text()
  const declined = await post(page(first.id, '/decline'))
  const over = await (await fetch(page(first.id))).text()
  const late = await post(page(first.id, '/accept'))
  await becomes(second.id, 'offered')
  const accepted = await post(page(second.id, '/accept'))
  const booked = await (await fetch(page(second.id))).text()
  const others = [await fetch(page(second.id, '/accept')), await fetch(page(second.id, '/a/b')), await post(page(second.id, '/other'))]

  expect(seen).toMatch(/<h1>A time is free<\/h1>[\s\S]*<button>Yes, book it<\/button>/)
  expect([declined.status, accepted.status, late.status]).toEqual([303, 303, 409])
  expect(over).toContain('You have declined')
  expect(await late.text()).toContain('This is not possible any more.')
  expect(booked).toContain('See your appointment')
  expect((await entry(second.id)).status).toBe('booked')
  expect(others.map(({ status }) => status)).toEqual([404, 404, 405])
})
