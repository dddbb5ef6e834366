import { randomUUID } from 'node:crypto'
import type { Business } from '../support/api.ts'
import { newNumber } from '../support/channels.ts'
import type { Reply } from '../support/http.ts'

export interface Contact {
  readonly id: string
  readonly phone: string
  readonly email: string
}

/** A customer with a number and an address. */
export async function contact(salon: Business, fields: object = {}): Promise<Contact> {
  const [phone, email] = [newNumber(), `customer-${randomUUID()}@example.com`]
  const { body } = await salon.owner.post('/v1/customers', { phones: [{ e164: phone }], emails: [{ email }], ...fields })
  return { id: body.id as string, phone, email }
}

/** Records that the customer said something, to marketing texts unless told otherwise. */
export function say(salon: Business, { id }: { readonly id: string }, action: 'granted' | 'revoked', fields: object = {}): Promise<Reply> {
  return salon.owner.post(`/v1/customers/${id}/consents`, { channel: 'sms', purpose: 'marketing', action, source: 'verbal', ...fields })
}
