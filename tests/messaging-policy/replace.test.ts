import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { channelIn } from '../support/channels.ts'
import { feed } from '../support/walk.ts'

const path = '/v1/messaging-policy'

async function template(salon: Business, fields: object = {}): Promise<string> {
  const wanted = { name: 'Missed call', channel: 'sms', category: 'conversational', body: 'Sorry that we missed you.', ...fields }
  return (await salon.owner.post('/v1/message-templates', wanted)).body.id as string
}

test('a business that has decided nothing has the defaults, as version 1', async () => {
  const salon = await business()

  const reply = await salon.owner.get(path)

  expect(reply.headers.get('etag')).toBe('"1"')
  expect(reply.body).toEqual({
    marketing_window: { start: '08:00', end: '21:00', days: [1, 2, 3, 4, 5, 6, 7] },
    region_overrides: [],
    max_marketing_per_customer_per_day: 2,
    max_marketing_per_customer_per_30_days: 12,
    default_channel_id: null,
    footer: null,
    missed_call_text_back: {
      enabled: false,
      template_in_hours_id: null,
      template_after_hours_id: null,
      delay_s: 30,
      dedupe_window_minutes: 1440,
      skip_if_open_thread_minutes: 60,
      only_line_types: ['mobile', 'voip', 'unknown'],
    },
    created_at: expect.any(String),
    updated_at: expect.any(String),
    version: 1,
  })
})

test('keeps the whole of it, tells what changed, and takes the default for what is left out the next time', async () => {
  const salon = await business()
  const settings = {
    marketing_window: { start: '09:15', end: '20:00', days: [1, 3, 5] },
    region_overrides: [{ region: 'US-TX', start: '12:00', end: '21:00', days: [7] }],
    max_marketing_per_customer_per_day: 1,
    max_marketing_per_customer_per_30_days: 0,
    default_channel_id: await channelIn(salon, 'sms'),
    footer: 'Test Salon\nReply STOP to opt out.',
    missed_call_text_back: {
      enabled: true,
      template_in_hours_id: await template(salon),
      template_after_hours_id: await template(salon, { name: 'At night' }),
      delay_s: 0,
      dedupe_window_minutes: 60,
      skip_if_open_thread_minutes: 0,
      only_line_types: ['mobile'],
    },
  }
  const { body: before } = await salon.owner.get(path)

  const reply = await salon.owner.put(path, settings, { 'If-Match': '"1"' })

  expect(reply.status).toBe(200)
  expect(reply.headers.get('etag')).toBe('"2"')
  expect(reply.body).toEqual({ ...settings, created_at: expect.any(String), updated_at: expect.any(String), version: 2 })
  expect((await salon.owner.get(path)).body).toEqual(reply.body)
  const previous_attributes = Object.fromEntries(Object.keys(settings).map((name) => [name, before[name]]))
  const [told] = (await feed(salon.owner)).slice(-1)
  expect(told).toMatchObject({ type: 'messaging_policy.updated', data: { object: reply.body, previous_attributes } })
  const back = await salon.owner.put(path, {})
  expect(back.body).toMatchObject({ ...before, created_at: expect.any(String), updated_at: expect.any(String), version: 3 })
})

test('the same again changes nothing', async () => {
  const salon = await business()
  const { body: first } = await salon.owner.put(path, { footer: 'Test Salon' })

  const again = await salon.owner.put(path, { footer: 'Test Salon' })

  expect(again.body).toEqual(first)
  expect((await feed(salon.owner)).map(({ type }) => type)).toEqual(['messaging_policy.updated'])
})

test.each([
  ['hours that end before they begin', { marketing_window: { start: '21:00', end: '08:00', days: [1] } }, 'invalid_range'],
  ['hours without length', { region_overrides: [{ region: 'US', start: '12:00', end: '12:00', days: [1] }] }, 'invalid_range'],
  ['a text-back without words', { missed_call_text_back: { enabled: true } }, 'template_required'],
])('refuses %s', async (_what, settings, code) => {
  const salon = await business()

  const reply = await salon.owner.put(path, settings)

  expect([reply.status, reply.body.code]).toEqual([409, code])
  expect((await salon.owner.get(path)).body.version).toBe(1)
})

test('what it names is there, in use, of the business, and for texts', async () => {
  const [salon, other] = [await business(), await business()]
  const archived = await channelIn(salon, 'sms')
  await rows("update channels set status = 'archived' where id = $1", [archived])
  const mail = await template(salon, { channel: 'email', name: 'Mail', subject: 'Hello' })
  const draft = await template(salon, { name: 'Draft', status: 'draft' })
  const inHours = (template_in_hours_id: string) => ({ missed_call_text_back: { enabled: true, template_in_hours_id } })
  const wanted = [
    { default_channel_id: await channelIn(other, 'sms') },
    { default_channel_id: archived },
    inHours(await template(other)),
    inHours(mail),
    inHours(draft),
  ]

  const replies = await Promise.all(wanted.map((settings) => salon.owner.put(path, settings)))

  expect(replies.map(({ status, body }) => [status, body.code])).toEqual(wanted.map(() => [404, 'reference_not_found']))
})

test('of two who replace one version, one does', async () => {
  const salon = await business()

  const replies = await Promise.all(['One', 'Two', 'Three'].map((footer) => salon.owner.put(path, { footer }, { 'If-Match': '"1"' })))

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  expect((await salon.owner.get(path)).body.version).toBe(2)
})

test('everybody in the team reads it, and an admin replaces it', async () => {
  const salon = await business()
  const [viewer, manager, admin] = [await salon.member('viewer'), await salon.member('manager'), await salon.member('admin')]

  expect((await viewer.get(path)).status).toBe(200)
  expect((await manager.put(path, {})).status).toBe(403)
  expect((await admin.put(path, {})).status).toBe(200)
})
