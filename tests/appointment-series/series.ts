import { dateIn, dayMs, expectOk, salonWith } from '../support/appointments.ts'
import type { Reply } from '../support/http.ts'

/** A salon that is always open, with what a series of it needs. */
export async function salonForSeries(service: object = {}) {
  const world = await salonWith({ max_advance_days: 365, ...service })
  const { owner, wanted } = world
  const weekly = { ...wanted, rule: 'FREQ=WEEKLY;COUNT=4', starts_on: dateIn(10), starts_time: '12:00', time_zone: 'UTC', source: 'staff' }
  return {
    ...world,
    weekly,
    /** Four weekly appointments at noon by UTC, ten days from now on, unless told otherwise. */
    bookSeries: (fields: object = {}): Promise<Reply['body']> => expectOk(owner.post('/v1/appointment-series', { ...weekly, ...fields })),
    /** When the appointments of a series are, those that were called off included, in the order in which they were booked. */
    async timesOf(series: Reply['body']): Promise<string[]> {
      const all = await Promise.all((series.appointment_ids as string[]).map((id) => expectOk(owner.get(`/v1/appointments/${id}`))))
      return all.map((appointment) => String(appointment.starts_at))
    },
    async statusesOf(series: Reply['body']): Promise<string[]> {
      const all = await Promise.all((series.appointment_ids as string[]).map((id) => expectOk(owner.get(`/v1/appointments/${id}`))))
      return all.map((appointment) => String(appointment.status))
    },
  }
}

/** These instants so much later. */
export function shifted(times: readonly string[], days: number, minutes = 0): string[] {
  return times.map((time) => new Date(Date.parse(time) + days * dayMs + minutes * 60_000).toISOString())
}
