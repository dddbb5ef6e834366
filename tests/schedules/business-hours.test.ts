import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

const path = (salon: Business): string => `/v1/businesses/${salon.id}/hours`
const day = (weekday: number, ...intervals: (readonly [string, string])[]) => ({ weekday, intervals: intervals.map(interval) })
const interval = ([start, end]: readonly [string, string]) => ({ start, end })

test('a business that has decided nothing is open Monday to Friday from 9 to 17, as version 1', async () => {
  const salon = await business()

  const reply = await salon.owner.get(path(salon))

  expect(reply.headers.get('etag')).toBe('"1"')
  expect(reply.body).toEqual({
    time_zone: 'Europe/Berlin',
    weekly: [1, 2, 3, 4, 5].map((weekday) => day(weekday, ['09:00', '17:00'])),
    exceptions: [],
    created_at: expect.any(String),
    updated_at: expect.any(String),
    version: 1,
  })
})

test('keeps several intervals a day, an opening over midnight and days that differ, by day, and tells it', async () => {
  const salon = await business()
  const { body: before } = await salon.owner.get(path(salon))
  const weekly = [
    day(1, ['00:00', '24:00']),
    day(3, ['09:00', '12:30'], ['12:30', '13:00'], ['14:00', '18:00']),
    day(5, ['18:00', '24:00']),
    day(6, ['00:00', '02:00']),
  ]
  const exceptions = [
    { date: '2028-02-29', intervals: [interval(['10:00', '14:00'])], label: 'Leap day' },
    { date: '2028-12-25', intervals: [], label: null },
  ]

  const sent = { weekly: [...weekly, day(7)].reverse(), exceptions: [...exceptions].reverse() }
  const reply = await salon.owner.put(path(salon), sent, { 'If-Match': '"1"' })

  expect(reply.status).toBe(200)
  expect(reply.headers.get('etag')).toBe('"2"')
  expect(reply.body).toEqual({ ...before, weekly, exceptions, created_at: expect.any(String), updated_at: expect.any(String), version: 2 })
  expect((await salon.owner.get(path(salon))).body).toEqual(reply.body)
  const previous_attributes = { weekly: before.weekly, exceptions: [] }
  expect(await eventsOf(salon.id)).toEqual([{ type: 'business_hours.updated', data: { object: reply.body, previous_attributes } }])
})

test('what is left out of a later one is gone, and the same again changes nothing', async () => {
  const salon = await business()
  await salon.owner.put(path(salon), {
    weekly: [day(1, ['09:00', '10:00'])],
    exceptions: [{ date: '2028-02-29', intervals: [], label: null }],
  })

  const closed = await salon.owner.put(path(salon), { weekly: [] })
  const again = await salon.owner.put(path(salon), { weekly: [day(2)] })

  expect(closed.body).toMatchObject({ weekly: [], exceptions: [], version: 3 })
  expect(again.body).toEqual(closed.body)
  expect(await eventsOf(salon.id)).toHaveLength(2)
})

test.each([
  ['an interval that ends before it begins', { weekly: [day(1, ['17:00', '09:00'])] }, [['/weekly/0/intervals/0', 'empty']]],
  ['an interval without length', { weekly: [day(1, ['09:00', '09:00'])] }, [['/weekly/0/intervals/0', 'empty']]],
  ['intervals that overlap', { weekly: [day(1, ['09:00', '12:00'], ['11:59', '13:00'])] }, [['/weekly/0/intervals/1', 'overlap']]],
  ['intervals out of order', { weekly: [day(1, ['14:00', '15:00'], ['09:00', '12:00'])] }, [['/weekly/0/intervals/1', 'overlap']]],
  ['a day that is named twice', { weekly: [day(1), day(2), day(1)] }, [['/weekly/2/weekday', 'duplicate']]],
  [
    'faults of days that differ',
    {
      weekly: [],
      exceptions: [
        { date: '2028-02-29', intervals: [interval(['10:00', '09:00'])], label: null },
        { date: '2028-02-29', intervals: [], label: null },
      ],
    },
    [
      ['/exceptions/1/date', 'duplicate'],
      ['/exceptions/0/intervals/0', 'empty'],
    ],
  ],
])('refuses %s, and says where', async (_what, hours, places) => {
  const salon = await business()

  const reply = await salon.owner.put(path(salon), hours)

  expect([reply.status, reply.body.code]).toEqual([409, 'hours_invalid'])
  const errors = reply.body.errors as { in: string; pointer: string; code: string }[]
  expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual(places)
  expect((await salon.owner.get(path(salon))).body.version).toBe(1)
})

test.each(['2027-02-29', '2028-02-30', '2028-04-31'])('%s is no day at all', async (date) => {
  const salon = await business()

  const reply = await salon.owner.put(path(salon), { weekly: [], exceptions: [{ date, intervals: [], label: null }] })

  expect(reply.status).toBe(400)
})

test('of those who replace one version, one does, and without a version the last one wins', async () => {
  const salon = await business()
  const put = (hour: number, headers = {}) => salon.owner.put(path(salon), { weekly: [day(1, [`0${hour}:00`, '12:00'])] }, headers)

  const replies = await Promise.all([1, 2, 3].map((hour) => put(hour, { 'If-Match': '"1"' })))
  await Promise.all([4, 5, 6].map((hour) => put(hour)))

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  expect((await salon.owner.get(path(salon))).body.version).toBe(5)
})

test('everybody in the team reads them, a manager replaces them, and nobody elsewhere sees them', async () => {
  const [salon, other] = [await business(), await business()]
  const [viewer, staff, manager] = [await salon.member('viewer'), await salon.member('staff'), await salon.member('manager')]

  expect((await viewer.get(path(salon))).status).toBe(200)
  expect((await staff.put(path(salon), { weekly: [] })).status).toBe(403)
  expect((await manager.put(path(salon), { weekly: [] })).status).toBe(200)
  expect((await other.owner.get(path(salon))).status).toBe(404)
  expect((await other.owner.put(path(salon), { weekly: [] })).status).toBe(404)
})
