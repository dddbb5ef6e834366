import { expect, test } from '@jest/globals'
import { wakeReminders } from '../../src/domain/reminders/reminders.ts'
import { until } from '../support/eventually.ts'
import { numberAt, textingSalon } from '../support/texting.ts'
import type { TextingSalon } from '../support/texting.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'
import { appointmentOf, inMinutes, reminderBecomes, remindersIn } from './reminding.ts'
import type { Appointment } from './reminding.ts'

const shop = await workShop()
const vendors = await ownVendors()

/** A business with a reminder that is due, and one that is not yet. */
async function salonWithReminders(place: number): Promise<{ salon: TextingSalon; appointment: Appointment }> {
  const salon = await textingSalon(shop, vendors)
  return { salon, appointment: await appointmentOf(shop, salon, numberAt(place), inMinutes(24 * 60)) }
}
const become = (salon: TextingSalon, status: string): Promise<unknown> =>
  shop.rows('update businesses set status = $2 where id = $1', [salon.id, status])

test.each(['closed', 'suspended'])('while a business is %s nobody is reminded, and what is planned stays as it is', async (status) => {
  const [shut, open] = [await salonWithReminders(1), await salonWithReminders(2)]
  await become(shut.salon, status)
  const before = await remindersIn(shop, shut.appointment)

  const worker = await shop.start({ TWILIO_API_URL: vendors.twilioUrl }, { sweepMs: 20 })
  // Both are due since the same moment, and businesses are looked at in one go.
  await reminderBecomes(shop, open.appointment, 'sent')
  await worker.stop()

  expect(await remindersIn(shop, shut.appointment)).toEqual(before)
  expect(before.map(({ state }) => state)).toEqual(['planned', 'planned'])
  expect(await shut.salon.statuses()).toEqual({})
  expect((await shop.jobs()).filter(({ key }) => key?.startsWith(shut.salon.id))).toEqual([])
})

test('a job that was there before the closing reminds nobody, and is gone', async () => {
  const { salon, appointment } = await salonWithReminders(3)
  await salon.act(wakeReminders)
  await become(salon, 'closed')
  const before = await remindersIn(shop, appointment)

  await shop.start({ TWILIO_API_URL: vendors.twilioUrl })
  await until('the job is done', async () => (await shop.jobs()).length === 0)

  expect(await remindersIn(shop, appointment)).toEqual(before)
  expect(await salon.statuses()).toEqual({})
})

test('when a suspension ends, what can still be sent is sent, and what has come too late is not', async () => {
  const [soon, late] = [await salonWithReminders(4), await salonWithReminders(5)]
  for (const { salon } of [soon, late]) await become(salon, 'suspended')
  const earlier = "planned_at = planned_at - interval '61 minutes', due_at = due_at - interval '61 minutes'"
  await shop.rows(`update appointment_reminders set ${earlier} where business_id = $1`, [late.salon.id])

  await shop.start({ TWILIO_API_URL: vendors.twilioUrl }, { sweepMs: 20 })
  for (const { salon } of [soon, late]) await become(salon, 'active')

  expect(await reminderBecomes(shop, soon.appointment, 'sent')).toMatchObject({ reason: null })
  expect(await reminderBecomes(shop, late.appointment, 'skipped')).toMatchObject({ reason: 'too_late', message_id: null })
})
