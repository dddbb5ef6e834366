import { Temporal } from 'temporal-polyfill'
import type { Tx } from '../../src/db/database.ts'
import { bookAppointment, cancelAppointment, completeAppointment, markNoShow } from '../../src/domain/appointments/appointments.ts'
import type { AppointmentRow, Doer } from '../../src/domain/appointments/appointments.ts'
import { demoBusiness } from './people.ts'

/** Ids by their places in the lists of the demo; services by their names. */
export interface DemoCast {
  readonly members: readonly string[]
  readonly services: ReadonlyMap<string, string>
  readonly customers: readonly string[]
}

type Visit = readonly [time: string, member: number, service: string]

const [marco, sana] = [0, 1] as const
const [daysBack, daysAhead] = [14, 21]
const dayMs = 86_400_000

/** A week of the salon, by the weekday: within the hours of those who work, and with room between. */
const week: Readonly<Partial<Record<number, readonly Visit[]>>> = {
  2: [
    ['09:00', marco, 'Cut and blow-dry'],
    ['11:00', marco, 'Beard trim'],
    ['14:00', marco, 'Dry cut'],
  ],
  3: [
    ['09:30', marco, 'Dry cut'],
    ['10:00', sana, 'Cut and colour'],
    ['14:00', sana, 'Balayage'],
    ['15:00', marco, 'Cut and blow-dry'],
  ],
  4: [
    ['10:00', marco, 'Cut and blow-dry'],
    ['12:30', sana, 'Cut and colour'],
    ['16:00', sana, 'Cut and blow-dry'],
  ],
  5: [
    ['10:00', sana, 'Cut and colour'],
    ['14:00', sana, 'Dry cut'],
    ['15:00', sana, 'Cut and blow-dry'],
  ],
  6: [
    ['09:00', marco, 'Cut and blow-dry'],
    ['09:00', sana, 'Balayage'],
    ['11:00', marco, 'Beard trim'],
    ['13:00', sana, 'Cut and blow-dry'],
  ],
}

/** The two weeks that were and the three to come: what took place, who did not come, what was called off, and what still waits for a confirmation. */
export async function bookDemo(tx: Tx, cast: DemoCast, doer: Doer, now: Date): Promise<void> {
  let n = 0
  for (const { day, visit } of visits(now)) {
    n += 1
    const row = await bookVisit(tx, cast, doer, { day, visit, n, now })
    if (Date.parse(row.ends_at) <= now.getTime()) await (n % 9 === 4 ? markNoShow : completeAppointment)(tx, row.id, doer, anyVersion)
    else if (n % 11 === 5) await cancelAppointment(tx, row.id, { by: 'customer', reason: 'Feels unwell.' }, doer, anyVersion)
  }
}

const anyVersion = (): void => undefined

function* visits(now: Date) {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(demoBusiness.time_zone).toPlainDate()
  for (let offset = -daysBack; offset <= daysAhead; offset += 1) {
    const day = today.add({ days: offset })
    for (const visit of week[day.dayOfWeek] ?? []) yield { day, visit }
  }
}

interface Planned {
  readonly day: Temporal.PlainDate
  readonly visit: Visit
  readonly n: number
  readonly now: Date
}

function bookVisit(tx: Tx, { members, services, customers }: DemoCast, doer: Doer, planned: Planned): Promise<AppointmentRow> {
  const { day, visit, n, now } = planned
  const [time, member, service] = visit
  const instant = day.toZonedDateTime({ timeZone: demoBusiness.time_zone, plainTime: time }).toInstant()
  // Far enough ahead for somebody to confirm it.
  const waits = service === 'Balayage' && instant.epochMilliseconds > now.getTime() + 2 * dayMs
  const wanted = {
    // A step that shares no divisor with the number of customers.
    customer_id: customers[(n * 7) % customers.length] ?? '',
    service_id: services.get(service) ?? '',
    member_id: members[member] ?? '',
    starts_at: instant.toString(),
    source: n % 3 === 0 ? 'phone' : 'staff',
    ...(waits && { pending: true }),
    ...(n % 10 === 1 && { customer_notes: 'Please use the gentle colour range.' }),
  } as const
  return bookAppointment(tx, wanted, doer)
}
