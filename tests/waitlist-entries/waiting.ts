import { randomUUID } from 'node:crypto'
import { noonIn } from '../support/appointments.ts'
import { until } from '../support/eventually.ts'
import type { House } from '../support/house.ts'
import { call } from '../support/http.ts'
import type { Reply } from '../support/http.ts'
import { newNumber } from '../support/providers.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects, and fails when it is not there
type Body = any

const offering = ['waitlist.hours', 'waitlist.offer']
const hex = (): string => randomUUID().replaceAll('-', '')

/** A salon in which nobody is to be served but by the business itself, always open, and which is booked out at noon by UTC in ten days. */
export async function bookedOut(house: House, service: object = {}) {
  const salon = await house.salon()
  const { client, make } = salon
  const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, intervals: [{ start: '00:00', end: '24:00' }] }))
  const hours = await client.put(`/v1/businesses/${salon.id}/hours`, { weekly: always })
  if (hours.status !== 200) throw new Error(hours.text)
  const cut = await make('/v1/services', { name: 'Cut', duration_minutes: 60, slot_interval_minutes: 60, ...service })
  const customer = async (fields: object = {}): Promise<string> =>
    (await make('/v1/customers', { first_name: 'Ada', phones: [{ e164: newNumber() }], ...fields })).id
  const taken = await make('/v1/appointments', {
    customer_id: await customer(),
    service_id: cut.id,
    starts_at: noonIn(10),
    source: 'staff',
  })
  return {
    salon,
    service: cut,
    customer,
    taken,
    /** Connects an account by which texts leave. */
    async texts(): Promise<void> {
      const account = { provider: 'twilio', name: 'Twilio', account_sid: `AC${hex()}`, auth_token: hex() }
      const { id } = await make('/v1/integrations', account)
      await make('/v1/channels', { type: 'sms', integration_id: id, address: newNumber(), name: 'Texts' })
    },
    /** A customer who would come at noon that day, unless told otherwise. */
    async wait(fields: object = {}): Promise<Body> {
      const window = { wanted_from: noonIn(10), wanted_before: noonIn(10, 60) }
      return make('/v1/waitlist-entries', { customer_id: await customer(), service_id: cut.id, ...window, ...fields })
    },
    entry: async (id: string): Promise<Body> => (await client.get(`/v1/waitlist-entries/${id}`)).body,
    becomes: (id: string, status: string): Promise<Body> =>
      until(`the entry is ${status}`, async () => {
        const { body } = await client.get(`/v1/waitlist-entries/${id}`)
        return body.status === status && body
      }),
    cancel: (): Promise<Reply> => client.post(`/v1/appointments/${taken.id}/cancel`, { by: 'customer' }),
    link: (id: string): string => house.shop.linkTokens.mint('waitlist_offer', [salon.id, id]),
    anybody: (method: string, path: string): Promise<Reply> => call(house.url, method, path),
    /** Returns when no job of the waitlist that is due waits any more. */
    settled: (): Promise<unknown> =>
      until('all offers are made', async () => !(await house.shop.jobs()).some(({ task }) => offering.includes(task))),
  }
}
