import { expect, test } from '@jest/globals'
import { numberAt, textingSalon } from '../support/texting.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'
import { appointmentOf, inMinutes, reminderBecomes, remindersIn } from './reminding.ts'

const shop = await workShop()
const vendors = await ownVendors()

test('a reminder that is due leaves as a text, once, and says when and how to answer', async () => {
  const salon = await textingSalon(shop, vendors)
  const appointment = await appointmentOf(shop, salon, numberAt(1), inMinutes(24 * 60))
  await shop.start({ TWILIO_API_URL: vendors.twilioUrl }, { sweepMs: 50 })

  const sent = await reminderBecomes(shop, appointment, 'sent')
  const message = await salon.settled(sent.message_id ?? '', 'sent', 'delivered')

  expect(message.body).toContain('Haircut')
  expect(message.body).toContain('Reply C to confirm, R to reschedule, X to cancel.')
  expect(message.category).toBe('transactional')
  expect((await remindersIn(shop, appointment)).map(({ state }) => state)).toEqual(['sent', 'planned'])
})
