import { afterAll } from '@jest/globals'
import { pino } from 'pino'
import { createLinkTokens } from '../../src/crypto/link-tokens.ts'
import { createPool } from '../../src/db/pool.ts'
import { replanReminders } from '../../src/jobs/reminders-replan.ts'
import { sendReminders } from '../../src/jobs/reminders-send.ts'
import { expectOk, salonWith } from '../support/appointments.ts'
import { rows, secrets, server } from '../support/api.ts'
import { processAll } from '../support/inbound.ts'
import { addChannel, connectTwilio, newNumber, sid } from '../support/providers.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects, and fails when it is not there
export type Body = any
export type World = Awaited<ReturnType<typeof texting>>

const pool = createPool({ url: server.urls.application, size: 4, acquireTimeoutMs: 20_000 })
afterAll(() => pool.end())
const links = { linkTokens: createLinkTokens(secrets.TOKEN_KEY), publicUrl: server.url }
const context = { application: { pool, namedStatements: true }, log: pino({ level: 'silent' }), senders: new Map(), ...links }
const run = (businessId: string) => ({ businessId, isLast: false, signal: new AbortController().signal })

/** Hands over what is due in a business, as the worker does. */
export const sendDueReminders = (businessId: string): Promise<void> => sendReminders(context, {}, run(businessId))
/** Plans anew, as the worker does. */
export const replan = (businessId: string): Promise<void> => replanReminders(context, {}, run(businessId))

/** A business that books and texts, and a customer with a number. Nobody sends: what would leave can be read in the thread. */
export async function texting(service: object = {}) {
  const world = await salonWith(service)
  const twilio = await connectTwilio(world.salon)
  const number = await addChannel(world.salon, twilio, 'sms')
  const phone = newNumber()
  const customer = await expectOk(world.owner.post('/v1/customers', { first_name: 'Ada', phones: [{ e164: phone }] }))
  return {
    ...world,
    twilio,
    number,
    phone,
    reader: customer,
    /** An appointment of the customer with the number. */
    bookFor: (fields: object = {}) => world.book({ customer_id: customer.id, ...fields }),
    /** What the customer writes, and what follows from it. */
    async says(text: string, more: object = {}): Promise<void> {
      await expectOk(twilio.post('/messages', { MessageSid: sid('SM'), From: phone, To: number, Body: text, ...more }))
      await processAll(world.salon)
    },
    /** What was written to the customer, in order. */
    async written(): Promise<string[]> {
      const sent = await rows<{ body: string }>(
        "select body from messages where business_id = $1 and direction = 'outbound' order by conversation_id, sequence",
        [world.salon.id],
      )
      return sent.map(({ body }) => body)
    },
  }
}

export async function remindersOf({ owner }: Pick<World, 'owner'>, { id }: Body): Promise<Body[]> {
  const { data } = (await expectOk(owner.get(`/v1/appointments/${id}/reminders`))) as { data: Body[] }
  const orderOf = ({ planned_at, created_at }: Body): string => `${planned_at} ${created_at}`
  return data.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
}

/** Lets the moment of the first planned reminder of an appointment come, and has it read. Returns it as it is then. */
export async function remind(world: World, appointment: Body): Promise<Body> {
  const reminder = await sendFirst(world, appointment)
  await rows("update messages set status = 'sent', due_at = null where id = $1", [reminder.message_id])
  return reminder
}

/** Lets the moment of the first planned reminder of an appointment come, so many minutes ago, and hands it over; nobody sends it. */
export async function sendFirst(world: Pick<World, 'owner' | 'salon'>, appointment: Body, minutesAgo = 0): Promise<Body> {
  const first = (await remindersOf(world, appointment)).find(({ state }) => state === 'planned')
  const moment = `now() - interval '${minutesAgo} minutes'`
  await rows(`update appointment_reminders set planned_at = ${moment}, due_at = ${moment} where id = $1`, [first.id])
  await sendDueReminders(world.salon.id)
  return expectOk(world.owner.get(`/v1/appointments/${appointment.id}/reminders/${first.id}`))
}
