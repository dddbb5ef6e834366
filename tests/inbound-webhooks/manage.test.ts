import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { processAll, receiptsOf } from '../support/inbound.ts'
import type { Receipt } from '../support/inbound.ts'
import { addChannel, connectPostmark, connectTwilio, newNumber, sid } from '../support/providers.ts'

let salon: Business
let receipts: readonly Receipt[]
let twilioId: string
const From = newNumber()

beforeAll(async () => {
  salon = await business()
  const [twilio, postmark] = [await connectTwilio(salon), await connectPostmark(salon)]
  twilioId = twilio.integrationId
  const To = await addChannel(salon, twilio, 'sms')
  await twilio.post('/messages', { MessageSid: sid('SM'), From, To, Body: 'A secret of Zoe', FromCity: 'OAKLAND', NumMedia: '0' })
  await twilio.post('/message-status', { MessageSid: sid('SM'), MessageStatus: 'sent', To: From })
  await postmark.post('/events', {
    RecordType: 'Open',
    MessageID: 'm',
    Recipient: 'zoe@example.com',
    Geo: { City: 'Oakland', IP: '192.0.2.1' },
  })
  await postmark.post('/events', { RecordType: 'Telegram', Recipient: 'zoe@example.com' })
  await processAll(salon)
  await twilio.post('/message-status', { MessageSid: sid('SM'), MessageStatus: 'delivered', To: From })
  receipts = await receiptsOf(salon)
})

const ids = async (query = ''): Promise<string[]> => {
  const { body } = await salon.owner.get(`/v1/inbound-webhooks${query}`)
  return (body.data as { id: string }[]).map(({ id }) => id)
}
const at = (...places: number[]): string[] => places.map((place) => receipts[place]?.id ?? '')

test('the list is filtered by status, kind and integration', async () => {
  expect(new Set(await ids())).toEqual(new Set(at(0, 1, 2, 3, 4)))
  expect(await ids('?status=ignored')).toEqual(at(2))
  expect(new Set(await ids('?status=quarantined&status=received'))).toEqual(new Set(at(3, 4)))
  expect(await ids('?kind=twilio_message')).toEqual(at(0))
  expect(new Set(await ids(`?integration_id=${twilioId}`))).toEqual(new Set(at(0, 1, 4)))
  expect(await ids(`?integration_id=${randomUUID()}`)).toEqual([])
  expect(await ids('?created_before=2020-01-01T00:00:00Z')).toEqual([])
})

test('each is on one page', async () => {
  const seen: string[] = []
  for (let query = '?limit=2'; query !== '';) {
    const { body } = await salon.owner.get(`/v1/inbound-webhooks${query}`)
    seen.push(...(body.data as { id: string }[]).map(({ id }) => id))
    query = body.page.has_more ? `?limit=2&cursor=${body.page.next_cursor}` : ''
  }

  expect(seen).toHaveLength(receipts.length)
  expect(new Set(seen)).toEqual(new Set(at(0, 1, 2, 3, 4)))
})

test('what was sent is shown, and of people only how much there is', async () => {
  const [text, mail] = await Promise.all(at(0, 2).map((id) => salon.owner.get(`/v1/inbound-webhooks/${id}`)))

  const fields = (text?.body.fields ?? []) as { name: string; value: string; masked: boolean }[]
  const shown = Object.fromEntries(fields.filter(({ masked }) => !masked).map(({ name, value }) => [name, value]))
  expect(shown).toEqual({ AccountSid: expect.any(String), MessageSid: expect.any(String), NumMedia: '0' })
  expect(fields.filter(({ masked }) => masked).map(({ name, value }) => [name, value])).toEqual([
    ['From', '12 characters'],
    ['To', '12 characters'],
    ['Body', '15 characters'],
    ['FromCity', '7 characters'],
  ])
  expect(mail?.body.fields).toContainEqual({ name: '/Geo/City', value: '7 characters', masked: true })
  expect(`${text?.text}${mail?.text}`).not.toMatch(/Zoe|zoe|akland|OAKLAND|192\.0\.2/)
  expect(text?.text).not.toContain(From)
  expect(text?.headers.get('etag')).toBe(`"${text?.body.version}"`)
})

test('a body of more fields than are shown says how many are left out', async () => {
  const other = await business()
  const postmark = await connectPostmark(other)
  await postmark.post('/events', Object.fromEntries(Array.from({ length: 260 }, (_, index) => [`Field${index}`, index])))
  const [receipt] = await receiptsOf(other)

  const { body } = await other.owner.get(`/v1/inbound-webhooks/${receipt?.id}`)

  expect([body.fields.length, body.fields_left_out]).toEqual([200, 60])
})

test.each([
  ['is processed', 0],
  ['waits', 4],
])('what %s cannot be processed once more', async (_what, place) => {
  const [id] = at(place)

  const { status, body } = await salon.owner.post(`/v1/inbound-webhooks/${id}/reprocess`)

  expect([status, body.code]).toEqual([409, 'inbound_webhook_not_reprocessable'])
})

test('what was put aside can be, once for a key, by the version that was seen, and it stands in the audit log', async () => {
  const [id] = at(3)
  const path = `/v1/inbound-webhooks/${id}/reprocess`

  const stale = await salon.owner.post(path, undefined, { 'If-Match': '"1"' })
  const first = await salon.owner.post(path, undefined, { 'Idempotency-Key': 'once' })
  const again = await salon.owner.post(path, undefined, { 'Idempotency-Key': 'once' })
  const { body: log } = await salon.owner.get(`/v1/audit-logs?resource_id=${id}`)

  expect([stale.status, first.status, again.status]).toEqual([412, 202, 202])
  expect(again.text).toBe(first.text)
  expect(log.data[0]).toMatchObject({ action: 'inbound_webhook.reprocessed', actor: { type: 'person', id: salon.owner.person.id } })
  await processAll(salon)
  expect((await salon.owner.get(`/v1/inbound-webhooks/${id}`)).body).toMatchObject({
    status: 'quarantined',
    attempts: 1,
    error: { code: 'kind_unknown' },
  })
})

test('the counts say how much there is, and how long it has waited', async () => {
  const other = await business()
  const twilio = await connectTwilio(other)
  const empty = (await other.owner.get('/v1/inbound-webhooks/stats')).body
  for (const MessageStatus of ['queued', 'sent', 'delivered'])
    await twilio.post('/message-status', { MessageSid: sid('SM'), MessageStatus })
  const [first, second] = await receiptsOf(other)
  await rows("update inbound_webhooks set created_at = now() - interval '2 hours' where id = $1", [first?.id])
  await rows("update inbound_webhooks set status = 'failed' where id = $1", [second?.id])

  const hour = (await other.owner.get('/v1/inbound-webhooks/stats?hours=1')).body
  const day = (await other.owner.get('/v1/inbound-webhooks/stats')).body

  expect(empty).toMatchObject({ total: 0, waiting: 0, oldest_waiting_at: null, counts: [] })
  expect(hour).toMatchObject({ total: 2, waiting: 1 })
  expect(day).toMatchObject({ total: 3, waiting: 2 })
  expect(day.counts).toEqual([
    { kind: 'twilio_message_status', status: 'failed', count: 1 },
    { kind: 'twilio_message_status', status: 'received', count: 2 },
  ])
  const [kept] = await rows<{ at: string }>(
    'select to_char(created_at at time zone \'utc\', \'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"\') as at from inbound_webhooks where id = $1',
    [first?.id],
  )
  expect(day.oldest_waiting_at).toBe(kept?.at)
})
