import { idOf, textOf } from './body.ts'
import type { Fields } from './body.ts'

/** A text message that came in. */
export interface TwilioMessage {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly optOutType: string | undefined
  readonly media: readonly { readonly url: string; readonly content_type: string; readonly name: null }[]
}
export interface TwilioStatus {
  readonly id: string
  readonly status: 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'read' | 'unknown'
  readonly code: string | undefined
  readonly from: string | undefined
  readonly to: string | undefined
}

const maxMedia = 10
const statuses: Readonly<Record<string, TwilioStatus['status']>> = {
  accepted: 'queued',
  scheduled: 'queued',
  queued: 'queued',
  sending: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  read: 'read',
}

/** What the form of a message says, or the name of the field that it lacks. */
export function readMessage(fields: Fields): TwilioMessage | string {
  const [id, from, to] = [idOf(fields, 'MessageSid'), textOf(fields, 'From'), textOf(fields, 'To')]
  if (id === undefined) return 'MessageSid'
  if (from === undefined) return 'From'
  if (to === undefined) return 'To'
  const media = Array.from({ length: maxMedia }, (_, index) => ({
    url: textOf(fields, `MediaUrl${index}`),
    content_type: textOf(fields, `MediaContentType${index}`) ?? 'application/octet-stream',
    name: null,
  })).filter((each): each is { url: string; content_type: string; name: null } => each.url !== undefined)
  return { id, from, to, body: textOf(fields, 'Body') ?? '', optOutType: textOf(fields, 'OptOutType'), media }
}

/** What the form of a status says, or the name of the field that it lacks. */
export function readStatus(fields: Fields): TwilioStatus | string {
  const [id, status] = [idOf(fields, 'MessageSid'), textOf(fields, 'MessageStatus')]
  if (id === undefined) return 'MessageSid'
  if (status === undefined) return 'MessageStatus'
  return {
    id,
    status: statuses[status] ?? 'unknown',
    code: textOf(fields, 'ErrorCode'),
    from: textOf(fields, 'From'),
    to: textOf(fields, 'To'),
  }
}
