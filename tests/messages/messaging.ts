import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects, and fails when it is not there
type Body = any

export interface MessagingSalon extends Business {
  readonly smsId: string
  readonly emailId: string
}

/** A business with a number and a mailbox. Nobody sends from them: no worker runs here. */
export async function messagingSalon(): Promise<MessagingSalon> {
  const salon = await business()
  const channel = async (provider: string, type: string, address: string): Promise<string> => {
    const [made] = await rows<{ id: string }>(
      `with i as (insert into integrations (business_id, provider, name, credentials, secret_hint) values ($1, $2, 'Account', 'x', 'x') returning business_id, id)
       insert into channels (business_id, type, integration_id, address, name, is_default) select business_id, $3, id, $4, 'Front desk', true from i returning id`,
      [salon.id, provider, type, address],
    )
    return made?.id ?? ''
  }
  const [smsId, emailId] = [await channel('twilio', 'sms', '+4915112345678'), await channel('postmark', 'email', 'desk@salon.example.com')]
  return { ...salon, smsId, emailId }
}

/** A text, or what else it is to be. */
export function textTo(to: string, more: object = {}): object {
  return { to, content: { type: 'text', body: 'See you at eleven.' }, category: 'conversational', ...more }
}

export async function sent(salon: MessagingSalon, form: object): Promise<Body> {
  const { status, body, text } = await salon.owner.post('/v1/messages', form)
  if (status !== 201) throw new Error(`The message was not taken: ${text}`)
  return body
}

export async function conversationWith(salon: MessagingSalon, more: object = {}): Promise<Body> {
  const customer = await salon.owner.post('/v1/customers', { phones: [{ e164: '+4915120000001' }] })
  const form = { customer_id: (customer.body as { id: string }).id, channel_type: 'sms', ...more }
  const { status, body, text } = await salon.owner.post('/v1/conversations', form)
  if (status !== 201) throw new Error(`The conversation was not opened: ${text}`)
  return body
}
