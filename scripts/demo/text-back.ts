import type { Tx } from '../../src/db/database.ts'
import { createTemplate } from '../../src/domain/message-templates/message-templates.ts'
import { replacePolicy } from '../../src/domain/messaging-policy/messaging-policy.ts'
import { demoBusiness } from './people.ts'

/** So short that somebody who tries `make demo-call` sees what comes of it. */
const delaySeconds = 5

/** Has the demo business answer missed calls with a text, by day and by night. */
export async function answerMissedCalls(tx: Tx): Promise<void> {
  const write = (name: string, body: string) => createTemplate(tx, { name, channel: 'sms', category: 'conversational', body })
  const inHours = await write('Missed call', `Sorry that we missed your call! This is ${demoBusiness.name}. How can we help?`)
  const afterHours = await write('Missed call at night', `${demoBusiness.name} is closed at the moment. We answer you in the morning.`)
  const templates = { template_in_hours_id: inHours.id, template_after_hours_id: afterHours.id }
  await replacePolicy(tx, { missed_call_text_back: { enabled: true, delay_s: delaySeconds, ...templates } }, () => undefined)
}
