import type { Tx } from '../../db/database.ts'
import { callEventOf, recordCallEvent } from '../calls/calls.ts'
import { channelByAddress } from '../channels/channels.ts'
import { applyProviderStatus, receiveMessage } from '../messages/messages.ts'
import type { ProviderWord } from '../messages/messages.ts'
import { hearAnswer, obeyAnswer } from '../reminder-messages/reminder-messages.ts'
import type { LinkTo } from '../reminder-messages/reminder-messages.ts'
import { liftByOptIn, suppress } from '../suppressions/suppressions.ts'
import { answerKeyword, showWish } from './answers.ts'
import { textsOf } from './body.ts'
import type { Fields } from './body.ts'
import { obeyKeyword, recordWish } from './keywords.ts'
import type { Heard } from './keywords.ts'
import { readEvent, readMail } from './postmark.ts'
import type { WholeReceipt } from './queries.ts'
import { readReport } from './sms-provider.ts'
import { readMessage, readStatus } from './twilio.ts'

/** What became of something that a provider has sent. */
export interface Outcome {
  readonly status: 'processed' | 'ignored' | 'quarantined'
  readonly code?: 'body_unreadable' | 'field_missing' | 'kind_unknown' | 'nothing_to_do' | 'channel_unknown' | 'rule_refused'
  readonly detail?: string
}

const processed: Outcome = { status: 'processed' }
const nothingToDo: Outcome = { status: 'ignored', code: 'nothing_to_do', detail: 'This asks for nothing.' }
const unreadable: Outcome = { status: 'quarantined', code: 'body_unreadable', detail: 'The body is not what its type says.' }
const missing = (name: string): Outcome => ({ status: 'quarantined', code: 'field_missing', detail: `${name} is missing, or not known.` })
const unknownKind: Outcome = { status: 'quarantined', code: 'kind_unknown', detail: 'The provider does not document such a thing.' }
const unknownChannel: Outcome = {
  status: 'quarantined',
  code: 'channel_unknown',
  detail: 'No active channel has the address that this came to.',
}

/** What a provider's code for a failure means in our words; undefined for one that says nothing to us. */
export type CodeMeaning = (code: string | undefined) => Pick<ProviderWord, 'errorCode' | 'retryable'> | undefined

/** What processing needs of the world around it. */
export interface Around {
  readonly meaningOf: CodeMeaning
  readonly linkTo: LinkTo
}

/** Does what was received asks for. All of it is such that a second time changes nothing. */
export function effectOf(tx: Tx, receipt: WholeReceipt, fields: Fields | undefined, around: Around): Promise<Outcome> {
  return fields === undefined ? Promise.resolve(unreadable) : effects[receipt.kind](tx, receipt, fields, around)
}

/** What was done about it when it was taken; undefined where nothing could be done then. */
function heardBefore({ consent_effect: effect, answer }: WholeReceipt): Heard | undefined {
  return effect === null ? undefined : { effect, ...(answer !== null && { answer }) }
}

type Effect = (tx: Tx, receipt: WholeReceipt, fields: Fields, around: Around) => Promise<Outcome>

const callEffect =
  (news: Parameters<typeof callEventOf>[1]): Effect =>
  async (tx, receipt, fields) => {
    const event = callEventOf(receipt.integration_id, news, textsOf(fields), receipt.created_at)
    if (event === 'ignored') return nothingToDo
    if (event === 'unknown') return unknownKind
    await recordCallEvent(tx, event)
    return processed
  }

const effects: Readonly<Record<WholeReceipt['kind'], Effect>> = {
  async twilio_message(tx, receipt, fields, { linkTo }) {
    const message = readMessage(fields)
    if (typeof message === 'string') return missing(message)
    const channel = await channelByAddress(tx, 'sms', message.to)
    if (channel === undefined) return unknownChannel
    const { from, to, body, media: attachments } = message
    const kept = {
      channel,
      provider: 'twilio',
      from,
      to,
      body,
      attachments,
      providerMessageId: message.id,
      receivedAt: new Date(receipt.created_at),
    } as const
    // What the provider took for a word of its own is no answer to us.
    const heard = message.optOutType === undefined ? await hearAnswer(tx, { channelId: channel.id, from, text: body }) : undefined
    const received = await receiveMessage(tx, kept)
    if (!received.created) return processed
    if (heard !== undefined) await obeyAnswer(tx, heard, received.message.conversation_id, linkTo)
    const { effect, answer } = heardBefore(receipt) ?? (await obeyKeyword(tx, message))
    const wish = await recordWish(tx, message, effect, { customerId: received.message.customer_id, occurredAt: receipt.created_at })
    if (wish) await showWish(tx, received.message)
    if (answer !== undefined) await answerKeyword(tx, received.message, answer)
    return processed
  },

  async twilio_message_status(tx, receipt, fields, { meaningOf }) {
    const news = readStatus(fields)
    if (typeof news === 'string') return missing(news)
    // Whoever once said STOP to this number is known to Twilio even where we never heard of it.
    if (news.code === '21610' && news.to !== undefined) {
      const sender = await channelByAddress(tx, 'sms', news.from ?? '')
      await suppress(tx, {
        channel: 'sms',
        address: news.to,
        reason: 'provider_block',
        scopeChannelId: sender?.id ?? null,
        providerRef: news.id,
      })
    }
    if (news.status === 'unknown') return nothingToDo
    const messageId = new URLSearchParams(receipt.query).get('message_id') ?? undefined
    return apply(tx, receipt, {
      providerMessageId: news.id,
      messageId,
      status: news.status,
      providerCode: news.code,
      ...meaningOf(news.code),
    })
  },

  twilio_voice: callEffect('voice'),
  twilio_call_status: callEffect('call_status'),
  twilio_recording: callEffect('recording'),

  async sms_provider_status(tx, receipt, fields) {
    const news = readReport(fields)
    if (typeof news === 'string') return missing(news)
    if (news.status === 'unknown') return nothingToDo
    return apply(tx, receipt, { providerMessageId: news.id, status: news.status, providerCode: news.code, at: news.at })
  },

  async postmark_event(tx, receipt, fields) {
    const news = readEvent(fields)
    if (news === 'ignored') return nothingToDo
    if (news === 'unknown') return unknownKind
    const { address, messageId, status, code, at, suppression, optIn } = news
    if (address !== undefined && suppression !== undefined) {
      await suppress(tx, { channel: 'email', address, reason: suppression, scopeChannelId: null, providerRef: messageId ?? null })
    }
    if (address !== undefined && optIn === true) await liftByOptIn(tx, { channel: 'email', address, scopeChannelId: null })
    if (status === undefined) return processed
    return messageId === undefined
      ? missing('MessageID')
      : apply(tx, receipt, { providerMessageId: messageId, status, providerCode: code, at })
  },

  async postmark_inbound(tx, receipt, fields) {
    const mail = readMail(fields)
    if (typeof mail === 'string') return missing(mail)
    const channel = await channelByAddress(tx, 'email', mail.to)
    if (channel === undefined) return unknownChannel
    const { from, to, subject = null, body } = mail
    const receivedAt = new Date(receipt.created_at)
    await receiveMessage(tx, { channel, provider: 'postmark', from, to, subject, body, providerMessageId: mail.id, receivedAt })
    return processed
  },
}

type News = Omit<ProviderWord, 'integrationId' | 'at'> & { readonly at?: string | undefined }

async function apply(tx: Tx, { integration_id: integrationId, created_at: receivedAt }: WholeReceipt, news: News): Promise<Outcome> {
  await applyProviderStatus(tx, { ...news, integrationId, at: new Date(news.at ?? receivedAt) })
  return processed
}
