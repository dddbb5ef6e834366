import type { Business } from '../support/api.ts'
import type { Reply } from '../support/http.ts'

/** Creates a template for texts, with the words of a reminder unless told otherwise. */
export function create(salon: Business, fields: object = {}): Promise<Reply> {
  const variables = [{ name: 'first_name', type: 'text', fallback: 'there' }]
  const wanted = {
    name: 'Reminder',
    channel: 'sms',
    category: 'transactional',
    body: 'Hi {{first_name}}, see you soon.',
    variables,
    ...fields,
  }
  return salon.owner.post('/v1/message-templates', wanted)
}
