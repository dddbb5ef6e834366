import type { Claim } from '../domain/messages/messages.ts'
import type { OutgoingMessage } from '../integrations/message-provider.ts'
import type { JobContext } from './context.ts'

type Provider = 'twilio' | 'sms_provider' | 'postmark'

/** A message as its provider takes it. */
export function letterOf(
  { publicUrl }: Pick<JobContext, 'publicUrl'>,
  { message, channel, address }: Claim,
  provider: Provider,
): OutgoingMessage {
  return {
    id: message.id,
    from: channel.address,
    to: address,
    body: message.body,
    subject: message.subject,
    mediaUrls: message.attachments.map(({ url }) => url),
    bulk: message.category === 'marketing',
    headers: {},
    // The others are told once where to say what becomes of messages.
    statusUrl: provider === 'twilio' ? `${publicUrl}/webhooks/twilio/${channel.integration_id}/message-status` : undefined,
  }
}
