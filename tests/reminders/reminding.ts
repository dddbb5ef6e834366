import { customerOfAddress } from '../../src/domain/customers/customers.ts'
import { followAppointment } from '../../src/domain/reminders/reminders.ts'
import type { ReminderRow } from '../../src/domain/reminders/reminders.ts'
import type { TextingSalon } from '../support/texting.ts'
import { until } from '../support/eventually.ts'
import type { WorkShop } from '../support/worker.ts'

const minuteMs = 60_000
export const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * minuteMs)

export interface Appointment {
  readonly id: string
  readonly starts_at: string
  readonly status: string
}

/** An appointment of whoever has this number, booked when there was time enough for all reminders. */
export async function appointmentOf(shop: WorkShop, salon: TextingSalon, phone: string, startsAt: Date): Promise<Appointment> {
  const customer = await salon.act((tx) => customerOfAddress(tx, 'phone', phone, { create: true }))
  const [row] = await shop.rows<Appointment & Record<string, unknown>>(
    `with b as (
       insert into time_blocks (business_id, starts_at, ends_at, blocked_from, blocked_until, overrides)
       values ($1, $3::timestamptz, $3::timestamptz + interval '1 hour', $3::timestamptz, $3::timestamptz + interval '1 hour', true) returning id)
     insert into appointments (business_id, customer_id, block_id, starts_at, ends_at, time_zone, status, currency, source, service_snapshot)
     select $1, $2, b.id, $3::timestamptz, $3::timestamptz + interval '1 hour', 'Europe/Berlin', 'confirmed', 'EUR', 'staff', '{"name":"Haircut"}' from b
     returning id, starts_at, status`,
    [salon.id, customer.id, startsAt.toISOString()],
  )
  const made = { ...(row as Appointment), starts_at: startsAt.toISOString() }
  await salon.act((tx) => followAppointment(tx, undefined, made, new Date(startsAt.getTime() - 10 * 24 * 60 * minuteMs)))
  return made
}

export function remindersIn(shop: WorkShop, { id }: Appointment): Promise<ReminderRow[]> {
  return shop.rows<ReminderRow & Record<string, unknown>>(
    'select * from appointment_reminders where appointment_id = $1 order by planned_at, created_at',
    [id],
  )
}

/** The first reminder of an appointment, once it is in this state. */
export function reminderBecomes(shop: WorkShop, appointment: Appointment, state: ReminderRow['state']): Promise<ReminderRow> {
  return until(`the reminder is ${state}`, async () => (await remindersIn(shop, appointment)).find((row) => row.state === state))
}
