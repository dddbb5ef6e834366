import type { components } from '../generated/api.ts'
import { openCalendar } from './demo/calendar.ts'
import type { DemoCalendar } from './demo/calendar.ts'
import { within } from './demo/waiting.ts'

// Connects the calendar of somebody in the demo business at the stand-in for Google, as they would, and shows what goes to and fro: `make demo-calendar`.

type Schemas = components['schemas']
type List<T> = { readonly data: readonly T[] }

try {
  await show(await openCalendar())
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function show(calendar: DemoCalendar): Promise<void> {
  console.log(`${calendar.account} is connected.`)
  const { appointment, event } = await firstStanding(calendar)
  console.log(`An appointment at ${appointment.starts_at} stands in Google as ${event}.`)
  const [there = '', dentist = ''] = await freeTimes(calendar, appointment)
  const minutes = (Date.parse(appointment.ends_at) - Date.parse(appointment.starts_at)) / 60_000

  await calendar.inGoogle(event, lasting(there, minutes))
  const path = `/v1/appointments/${appointment.id}`
  const moved = await within(20, async () => {
    const { starts_at } = await calendar.ask<Schemas['Appointment']>(path)
    return starts_at === there ? starts_at : undefined
  })
  console.log(moved === undefined ? '  It was moved in Google, and did not follow.' : `  It was moved in Google, and is at ${moved} now.`)

  await calendar.inGoogle(undefined, { summary: 'Dentist', ...lasting(dentist, minutes) })
  const query = new URLSearchParams({ service_id: appointment.service_id ?? '', member_id: calendar.memberId, starts_at: dentist })
  const reasons = await within(20, async () => {
    const { reasons: against } = await calendar.ask<Schemas['AvailabilityExplanation']>(`/v1/availability/explain?${query.toString()}`)
    return against.length > 0 ? against : undefined
  })
  console.log(`A dentist was added at ${dentist}: ${reasons?.join(', ') ?? 'it makes nobody busy'}.`)
}

/** The first appointment to come that stands in the calendar, and its event there. */
async function firstStanding({ ask, memberId }: DemoCalendar): Promise<{ appointment: Schemas['Appointment']; event: string }> {
  const query = new URLSearchParams({ member_id: memberId, status: 'confirmed', starts_from: new Date().toISOString(), sort: 'starts_at' })
  const { data } = await ask<List<Schemas['Appointment']>>(`/v1/appointments?${query.toString()}`)
  const found = await within(20, async () => {
    for (const appointment of data.filter(({ service_id: service }) => service !== null)) {
      const { event_id: event, state } = await ask<Schemas['CalendarSync']>(`/v1/appointments/${appointment.id}/calendar-sync`)
      if (state === 'synced' && event !== null) return { appointment, event }
    }
    return undefined
  })
  if (found === undefined) throw new Error('No appointment stands in the calendar: does the worker run?')
  return found
}

/** Two times at which the member could have it as well, apart from each other. */
async function freeTimes({ ask, memberId }: DemoCalendar, { service_id: service, starts_at }: Schemas['Appointment']): Promise<string[]> {
  const [from, before] = [1, 15].map((days) => new Date(Date.parse(starts_at) + days * 86_400_000).toISOString())
  const query = new URLSearchParams({ service_id: service ?? '', member_id: memberId, from: from ?? '', before: before ?? '' })
  const { data } = await ask<List<Schemas['AvailableSlot']>>(`/v1/availability/slots?${query.toString()}`)
  const [first, last] = [data[0], data.at(-1)]
  if (first === undefined || last === undefined) throw new Error('The member has no time for two weeks.')
  return [first.starts_at, last.starts_at]
}

function lasting(startsAt: string, minutes: number): object {
  const end = new Date(Date.parse(startsAt) + minutes * 60_000).toISOString()
  return { start: { dateTime: startsAt }, end: { dateTime: end } }
}
