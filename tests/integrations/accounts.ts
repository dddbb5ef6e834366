import { randomUUID } from 'node:crypto'
import type { Business } from '../support/api.ts'
import type { Reply } from '../support/http.ts'

/** A token that nobody else in the run has, in the form that Twilio's have. */
export function newToken(): string {
  return randomUUID().replaceAll('-', '')
}

export function twilioForm(more: object = {}): object {
  return { provider: 'twilio', name: 'Twilio', account_sid: `AC${newToken()}`, auth_token: newToken(), ...more }
}

export const smsForm = {
  provider: 'sms_provider',
  name: 'Texts abroad',
  base_url: 'https://sms.example.net/v1',
  api_key: 'the-key-of-the-tests',
}
export const postmarkForm = { provider: 'postmark', name: 'Mail', server_token: 'the-token-of-the-tests' }

/** An integration of this business, as its reply shows it. */
export async function connected(salon: Business, form: object = twilioForm()): Promise<Reply['body']> {
  const { status, body, text } = await salon.owner.post('/v1/integrations', form)
  if (status !== 201) throw new Error(`The integration could not be made: ${text}`)
  return body
}

/** A channel of this business; on an account at Twilio unless told otherwise. */
export async function opened(salon: Business, more: object = {}): Promise<Reply['body']> {
  const integration = 'integration_id' in more ? undefined : await connected(salon)
  const form = { type: 'sms', integration_id: integration?.id, address: '+14155550199', name: 'Front desk', ...more }
  const { status, body, text } = await salon.owner.post('/v1/channels', form)
  if (status !== 201) throw new Error(`The channel could not be made: ${text}`)
  return body
}
