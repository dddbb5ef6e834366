import { beforeEach, expect, test } from '@jest/globals'
import { business, rows, server } from '../support/api.ts'
import type { Business, Member } from '../support/api.ts'
import { newConnection, pushHeaders } from '../support/calendars.ts'

const list = '/v1/calendar-connections'
let salon: Business
let ada: Member
let id: string

beforeEach(async () => {
  salon = await business()
  ada = await salon.member('staff')
  id = await newConnection(rows, salon.id, ada.memberId)
})

const busyTimes = async (): Promise<number> => (await rows('select from calendar_busy_times where connection_id = $1', [id])).length
const use = (...calendars: [id: string, checkBusy: boolean, writeTarget: boolean][]): object => ({
  calendars: calendars.map(([calendar, check_busy, write_target]) => ({ id: calendar, check_busy, write_target })),
})
const another = (writable: boolean): Promise<unknown> =>
  rows(
    `insert into connected_calendars (business_id, connection_id, calendar_id, name, time_zone, is_primary, is_writable, check_busy, write_target)
     values ($1, $2, 'team@example.com', 'Team', 'Europe/Berlin', false, $3, false, false)`,
    [salon.id, id, writable],
  )

test('connections are listed by member and status', async () => {
  const own = await ada.get(`${list}?member_id=${ada.memberId}&status=active`)
  const none = await ada.get(`${list}?status=pending`)

  expect((own.body as { data: { id: string }[] }).data.map((each) => each.id)).toEqual([id])
  expect((none.body as { data: unknown[] }).data).toEqual([])
})

test('which calendars are used is replaced as a whole, and what was read from another is forgotten', async () => {
  await another(true)

  const reply = await ada.patch(`${list}/${id}`, use(['team@example.com', false, true]))

  const calendars = (reply.body as { calendars: { id: string; check_busy: boolean; write_target: boolean }[] }).calendars
  expect(calendars.map((each) => [each.id, each.check_busy, each.write_target])).toEqual([
    ['ada@example.com', false, false],
    ['team@example.com', false, true],
  ])
  expect(await busyTimes()).toBe(0)
  expect((await salon.jobs()).map(({ task }) => task)).toEqual(['calendars.sync'])
})

test.each([
  ['a calendar that the account does not have', use(['nobody@example.com', true, false]), 404, 'reference_not_found'],
  ['two targets', use(['ada@example.com', true, true], ['team@example.com', true, true]), 409, 'calendar_target_invalid'],
  ['a target that can only be read', use(['team@example.com', false, true]), 409, 'calendar_target_invalid'],
])('%s is refused, and nothing changes', async (_what, body, status, code) => {
  await another(false)

  expect(await ada.patch(`${list}/${id}`, body)).toMatchObject({ status, body: { code } })
  expect((await ada.get(`${list}/${id}`)).headers.get('etag')).toBe('"1"')
  expect(await busyTimes()).toBe(1)
})

test('who only pushes is not made busy by their calendar', async () => {
  await ada.patch(`${list}/${id}`, { direction: 'push' })

  expect(await busyTimes()).toBe(0)
})

test('a disconnected calendar is forgotten at once, stays readable, and cannot be changed', async () => {
  const ended = await ada.post(`${list}/${id}/disconnect`)
  const again = await ada.post(`${list}/${id}/disconnect`)

  expect(ended.body).toMatchObject({ status: 'disconnected', calendars: [], version: 2 })
  expect(again.body).toEqual(ended.body)
  expect(await busyTimes()).toBe(0)
  expect((await ada.get(`${list}/${id}`)).body).toEqual(ended.body)
  for (const reply of [
    await ada.patch(`${list}/${id}`, { direction: 'push' }),
    await ada.post(`${list}/${id}/sync`),
    await ada.post(`${list}/${id}/authorize`),
  ])
    expect(reply).toMatchObject({ status: 409, body: { code: 'calendar_disconnected' } })
  expect((await ada.post(list, {})).status).toBe(201)
})

test('who leaves the team takes their calendar along', async () => {
  await salon.owner.post(`/v1/team-members/${ada.memberId}/remove`, { revoke_keys: false })

  expect((await salon.owner.get(`${list}/${id}`)).body).toMatchObject({ status: 'disconnected' })
})

test('a connection that waits for a consent cannot be synchronized', async () => {
  const { body } = await salon.owner.post(list, {})

  const reply = await salon.owner.post(`${list}/${(body as { id: string }).id}/sync`)

  expect(reply).toMatchObject({ status: 409, body: { code: 'calendar_not_authorized' } })
})

const push = async (headers: Record<string, string>): Promise<number> =>
  (await fetch(`${server.url}/webhooks/google-calendar/${id}`, { method: 'POST', headers })).status

test('a push has the calendar looked at, once however often it comes, and the first of a channel asks for nothing', async () => {
  const first = await push(await pushHeaders(rows, id, 'sync'))
  const before = await salon.jobs()
  const more = await Promise.all(Array.from({ length: 5 }, async () => push(await pushHeaders(rows, id))))

  expect([first, ...more]).toEqual(Array(6).fill(204))
  expect(before).toEqual([])
  expect(await salon.jobs()).toEqual([{ task: 'calendars.sync', payload: { calendar_connection_id: id } }])
})

test('a channel that is over, or the token of another one, is unknown', async () => {
  const headers = await pushHeaders(rows, id)
  const other = await newConnection(rows, salon.id, salon.owner.memberId)

  const foreign = await push({ ...headers, 'X-Goog-Channel-Token': other })
  await rows('update calendar_channels set expires_at = now() where connection_id = $1', [id])
  const over = await push(headers)

  expect([foreign, over]).toEqual([404, 404])
  expect(await salon.jobs()).toEqual([])
})
