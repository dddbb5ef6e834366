import { business, newCustomer, rows } from './api.ts'
import type { Actor, Reply } from './http.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** An instant some days from now, at a full hour of the morning that is far from any change of a clock: noon in UTC. */
export function noonIn(days: number, minutes = 0): string {
  const day = new Date(Date.now() + days * dayMs)
  day.setUTCHours(12, 0, 0, 0)
  return new Date(day.getTime() + minutes * 60_000).toISOString()
}

/** Noon in UTC on a Wednesday after so many weeks: within the hours that a business has until it sets its own, wherever in Europe it is. */
export function workingNoon(weeks: number): string {
  const days = Array.from({ length: 7 }, (_, day) => noonIn(weeks * 7 + day + 1))
  return days.find((day) => new Date(day).getUTCDay() === 3) ?? ''
}

/** The date so many days from now, by UTC. */
export function dateIn(days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString().slice(0, 10)
}

/** A business that is always open, with a service, one member who does it, and a customer. */
export async function salonWith(service: object = {}) {
  const salon = await business()
  const { owner } = salon
  const stylist = await salon.member('staff')
  const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, intervals: [{ start: '00:00', end: '24:00' }] }))
  await expectOk(owner.put(`/v1/businesses/${salon.id}/hours`, { weekly: always }))
  const made = await expectOk(
    owner.post('/v1/services', {
      name: 'Cut and finish',
      price: { amount_minor: 6500, currency: 'USD' },
      duration_minutes: 60,
      max_advance_days: 365,
      member_ids: [stylist.memberId],
      ...service,
    }),
  )
  const customer = await expectOk(owner.post('/v1/customers', newCustomer()))
  const wanted = { customer_id: customer.id as string, service_id: made.id as string, member_id: stylist.memberId }
  return {
    salon,
    owner,
    stylist,
    service: made,
    customer,
    wanted,
    /** Books it in ten days at noon, by the business, unless told otherwise. */
    async book(fields: object = {}, by: Actor = owner) {
      return expectOk(by.post('/v1/appointments', { ...wanted, starts_at: noonIn(10), source: 'staff', ...fields }))
    },
  }
}

export async function expectOk(reply: Promise<Reply>): Promise<Reply['body']> {
  const { status, text, body } = await reply
  if (status >= 300) throw new Error(`${status} ${text}`)
  return body
}

/** Lets time pass for one appointment: it and its block are moved back by so many milliseconds, as if they had been booked for then. */
export async function letPass(id: string, ms: number): Promise<void> {
  const back = `interval '${ms} milliseconds'`
  const earlier = (columns: string[]) => columns.map((column) => `${column} = ${column} - ${back}`).join(', ')
  const times = ['starts_at', 'ends_at', 'blocked_from', 'blocked_until']
  await rows(`update time_blocks set ${earlier(times)} where id = (select block_id from appointments where id = $1)`, [id])
  await rows(`update appointments set ${earlier(['starts_at', 'ends_at', 'expires_at', 'settled_at'])} where id = $1`, [id])
}
