import { expect, test } from '@jest/globals'
import { replaceRules } from '../../src/domain/reminder-rules/reminder-rules.ts'
import { noteTimeZoneData } from '../../src/jobs/time-zone-data.ts'
import { openPool } from '../support/database.ts'
import { until } from '../support/eventually.ts'
import { numberAt, textingSalon } from '../support/texting.ts'
import type { TextingSalon } from '../support/texting.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'
import { appointmentOf, inMinutes, remindersIn } from './reminding.ts'
import type { Appointment } from './reminding.ts'

const shop = await workShop()
const vendors = await ownVendors()
const queue = { pool: openPool(shop.urls.worker), namedStatements: true }
const evening = { trigger: { type: 'wall_clock', days_before: 1, at: '18:00' } } as const
const twoHours = { trigger: { type: 'offset', minutes_before: 120 } } as const

/** An appointment in five days, and when each of its reminders is planned. */
async function reminded(salon: TextingSalon): Promise<{ appointment: Appointment; planned: () => Promise<string[]> }> {
  const appointment = await appointmentOf(shop, salon, numberAt(1), inMinutes(5 * 24 * 60))
  const planned = async (): Promise<string[]> =>
    (await remindersIn(shop, appointment)).map(({ planned_at }) => new Date(planned_at).toISOString())
  return { appointment, planned }
}
const salonWith = async (...rules: (typeof evening | typeof twoHours)[]): Promise<TextingSalon> => {
  const salon = await textingSalon(shop, vendors)
  await salon.act((tx) => replaceRules(tx, { rules }, () => undefined))
  return salon
}
/** By the data of yesterday the clocks there were an hour behind: so reminders by the clock were planned an hour later. */
const planByOldData = (salon: TextingSalon): Promise<unknown> =>
  shop.rows(
    `update appointment_reminders set planned_at = planned_at + interval '1 hour', due_at = due_at + interval '1 hour'
     where business_id = $1 and days_before is not null`,
    [salon.id],
  )
const jobsOf = async (salon: TextingSalon): Promise<string[]> =>
  (await shop.jobs()).filter(({ key }) => key?.startsWith(salon.id)).map(({ task }) => task)
const noJobs = async (salon: TextingSalon): Promise<void> => {
  await shop.rows('delete from graphile_worker._private_jobs where key like $1', [`${salon.id}%`])
}

test('a worker with other time-zone data than the last one plans reminders by the clock anew, and moves nothing else', async () => {
  const salon = await salonWith(evening, twoHours)
  await noJobs(salon)
  await noteTimeZoneData(queue, 'the data of yesterday')
  const { appointment, planned } = await reminded(salon)
  const right = await planned()
  const booked = await shop.rows('select * from appointments where id = $1', [appointment.id])
  const events = await shop.rows('select * from events where business_id = $1', [salon.id])
  await planByOldData(salon)
  const wrong = await planned()

  await shop.start()
  await until('they are planned anew', async () => (await jobsOf(salon)).length === 0 && (await planned())[0] === right[0])

  expect(wrong[0]).not.toBe(right[0])
  expect(wrong[1]).toBe(right[1])
  expect(await planned()).toEqual(right)
  expect((await remindersIn(shop, appointment)).map(({ state, version }) => [state, version])).toEqual([
    ['planned', 2],
    ['planned', 1],
  ])
  expect(await shop.rows('select * from appointments where id = $1', [appointment.id])).toEqual(booked)
  expect(await shop.rows('select * from events where business_id = $1', [salon.id])).toEqual(events)
})

test('the same data again, and reminders that go by no clock, give nobody anything to do', async () => {
  const [byClock, bySpan] = [await salonWith(evening), await salonWith(twoHours)]
  for (const salon of [byClock, bySpan]) await reminded(salon)
  await noteTimeZoneData(queue, 'the data of yesterday')
  await Promise.all([noJobs(byClock), noJobs(bySpan)])

  await noteTimeZoneData(queue, 'the data of yesterday')
  const again = [await jobsOf(byClock), await jobsOf(bySpan)]
  await noteTimeZoneData(queue, 'the data of today')
  const other = [await jobsOf(byClock), await jobsOf(bySpan)]

  expect(again).toEqual([[], []])
  expect(other).toEqual([['reminders.replan'], []])
})

test('a worker that dies between noting the data and planning anew has noted nothing', async () => {
  const salon = await salonWith(evening)
  await reminded(salon)
  await noteTimeZoneData(queue, 'the data of yesterday')
  await noJobs(salon)
  await shop.rows('alter table graphile_worker._private_jobs rename to _private_jobs_elsewhere')

  const failed = await noteTimeZoneData(queue, 'the data of today').catch((error: unknown) => error)
  await shop.rows('alter table graphile_worker._private_jobs_elsewhere rename to _private_jobs')
  await noteTimeZoneData(queue, 'the data of today')

  expect(failed).toBeInstanceOf(Error)
  expect(await jobsOf(salon)).toEqual(['reminders.replan'])
})
