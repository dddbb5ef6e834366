import { randomUUID } from 'node:crypto'
import { rows } from './api.ts'

/** A channel of a business, made in the database, so that what is sent through it does not depend on how accounts are connected. Returns its id. */
export async function channelIn(
  { id }: { readonly id: string },
  type: 'sms' | 'voice' | 'email',
  fields: { readonly address?: string; readonly a2p_status?: string; readonly is_default?: boolean } = {},
): Promise<string> {
  const provider = type === 'email' ? 'postmark' : 'twilio'
  const [integration] = await rows<{ id: string }>(
    "insert into integrations (business_id, provider, name, credentials, secret_hint) values ($1, $2, 'Test', '', '') returning id",
    [id, provider],
  )
  const {
    address = type === 'email' ? `salon-${randomUUID()}@example.com` : newNumber(),
    a2p_status = 'not_required',
    is_default = false,
  } = fields
  const [channel] = await rows<{ id: string }>(
    `insert into channels (business_id, type, integration_id, address, name, a2p_status, is_default)
     values ($1, $2, $3, $4, 'Test', $5, $6) returning id`,
    [id, type, integration?.id, address, a2p_status, is_default],
  )
  return channel?.id ?? ''
}

let numbers = 0

/** A number that exists nowhere, another one each time. */
export function newNumber(): string {
  numbers += 1
  return `+1415555${String(numbers).padStart(4, '0')}`
}
