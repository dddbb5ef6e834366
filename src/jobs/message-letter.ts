import type { Claim } from '../domain/messages/messages.ts'
import { unsubscribeUrl } from '../domain/unsubscriptions/unsubscriptions.ts'
import type { OutgoingMessage } from '../integrations/message-provider.ts'
import type { JobContext } from './context.ts'

type Provider = 'twilio' | 'sms_provider' | 'postmark'
type Tools = Pick<JobContext, 'publicUrl' | 'linkTokens'>

/** A message of a business as its provider takes it. */
export function letterOf(tools: Tools, businessId: string, { message, channel, address }: Claim, provider: Provider): OutgoingMessage {
  const bulk = message.category === 'marketing'
  const link =
    bulk && channel.type === 'email' ? unsubscribeUrl(tools.linkTokens, tools.publicUrl, { businessId, messageId: message.id }) : undefined
  return {
    id: message.id,
    from: channel.address,
    to: address,
    body: channel.type === 'email' ? mailBody(message, link) : message.body,
    subject: message.subject,
    mediaUrls: message.attachments.map(({ url }) => url),
    bulk,
    headers: link === undefined ? {} : unsubscribeHeaders(link),
    statusUrl: statusUrlOf(tools.publicUrl, channel.integration_id, provider),
  }
}

/** The text, and under it where its files can be fetched: of a file we know the place alone, and we fetch nothing that somebody names. */
function mailBody({ body, attachments }: Claim['message'], link: string | undefined): string {
  const files = attachments.map(({ name, url }) => (name === null ? url : `${name}: ${url}`))
  return [body, ...(files.length === 0 ? [] : [files.join('\n')]), ...(link === undefined ? [] : [`Unsubscribe: ${link}`])].join('\n\n')
}

/** Where the provider tells what becomes of it; Postmark is told that once for all messages. */
function statusUrlOf(publicUrl: string, integrationId: string, provider: Provider): string | undefined {
  if (provider === 'postmark') return undefined
  return provider === 'twilio'
    ? `${publicUrl}/webhooks/twilio/${integrationId}/message-status`
    : `${publicUrl}/webhooks/sms/${integrationId}`
}

// What lets a mail program show a button of its own: RFC 2369, 3.2 and RFC 8058, 3.1. The link is not kept with the message, because whoever reads it
// there could end somebody else's mails by it.
function unsubscribeHeaders(link: string): Readonly<Record<string, string>> {
  return { 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}
