import { partOf, idOf, textOf } from './body.ts'
import type { Fields } from './body.ts'

/** What became of a mail, or of the wish to get any. */
export interface PostmarkEvent {
  readonly messageId: string | undefined
  readonly address: string | undefined
  readonly at: string | undefined
  readonly status?: 'delivered' | 'undelivered' | 'failed'
  readonly code?: string | undefined
  /** Why nothing more may be sent to the address. */
  readonly suppression?: 'hard_bounce' | 'spam_complaint' | 'unsubscribe_link'
  /** Whether the recipient wants mails again. */
  readonly optIn?: boolean
}
export interface PostmarkMail {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly subject: string | undefined
  readonly body: string
}

// A mailbox that will be there no better tomorrow. Of the others Postmark says that they may pass.
const permanent = new Set(['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated', 'AddressChange'])
const reasons: Readonly<Record<string, PostmarkEvent['suppression']>> = {
  HardBounce: 'hard_bounce',
  SpamComplaint: 'spam_complaint',
  ManualSuppression: 'unsubscribe_link',
}
const noText = '(This mail has no text.)'

/** What a report says; `ignored` is one that asks for nothing, and `unknown` one that Postmark does not document. */
export function readEvent(fields: Fields): PostmarkEvent | 'ignored' | 'unknown' {
  const type = textOf(fields, 'RecordType')
  const messageId = idOf(fields, 'MessageID')
  const address = (textOf(fields, 'Recipient') ?? textOf(fields, 'Email'))?.toLowerCase()
  if (type === 'Open' || type === 'Click') return 'ignored'
  if (type === 'Delivery') return { messageId, address, at: instantOf(fields, 'DeliveredAt'), status: 'delivered' }
  if (address === undefined) return 'unknown'
  if (type === 'SpamComplaint') return { messageId, address, at: instantOf(fields, 'BouncedAt'), suppression: 'spam_complaint' }
  if (type === 'Bounce') return readBounce(fields, { messageId, address })
  if (type === 'SubscriptionChange') return readWish(fields, { messageId, address })
  return 'unknown'
}

function readBounce(fields: Fields, base: { messageId: string | undefined; address: string }): PostmarkEvent | 'ignored' {
  const code = textOf(fields, 'Type')
  // Somebody's answer by machine, and a note that it comes later: the mail has arrived, or will.
  if (code === 'AutoResponder' || code === 'Transient' || code === 'Subscribe' || code === 'Unsubscribe') return 'ignored'
  const isPermanent = permanent.has(code ?? '') || fields.Inactive === true
  const at = instantOf(fields, 'BouncedAt')
  return { ...base, at, code, status: isPermanent ? 'failed' : 'undelivered', ...(isPermanent && { suppression: 'hard_bounce' as const }) }
}

function readWish(fields: Fields, base: { messageId: string | undefined; address: string }): PostmarkEvent | 'ignored' {
  const at = instantOf(fields, 'ChangedAt')
  if (fields.SuppressSending === true) {
    return { ...base, at, suppression: reasons[textOf(fields, 'SuppressionReason') ?? ''] ?? 'unsubscribe_link' }
  }
  // What the business or Postmark has lifted over there is no word of the person.
  return textOf(fields, 'Origin') === 'Recipient' ? { ...base, at, optIn: true } : 'ignored'
}

/** What a mail says, or the name of the field that it lacks. */
export function readMail(fields: Fields): PostmarkMail | string {
  const id = idOf(fields, 'MessageID')
  const from = textOf(partOf(fields, 'FromFull'), 'Email') ?? addressIn(textOf(fields, 'From'))
  const to = textOf(fields, 'OriginalRecipient') ?? addressIn(textOf(fields, 'To'))
  if (id === undefined) return 'MessageID'
  if (from === undefined) return 'From'
  if (to === undefined) return 'To'
  const body = textOf(fields, 'StrippedTextReply') ?? textOf(fields, 'TextBody') ?? plainText(textOf(fields, 'HtmlBody')) ?? noText
  return { id, from: from.toLowerCase(), to: to.toLowerCase(), subject: textOf(fields, 'Subject'), body }
}

/** The address in `John Smith <john@example.com>`. */
function addressIn(text: string | undefined): string | undefined {
  const short = text?.slice(0, 1000) ?? ''
  return /<([^<>@\s]+@[^<>@\s]+)>/.exec(short)?.[1] ?? /^[^<>@\s,]+@[^<>@\s,]+$/.exec(short)?.[0]
}

// A mail that says it in HTML only is read without the markup. It is shown as text, so nothing of it can do harm; and it is read in one go, because
// patterns that look for the end of a tag again and again take hours for a mail of nothing but beginnings.
function plainText(html = ''): string | undefined {
  const parts: string[] = []
  for (let at = 0; at < html.length;) {
    const open = html.indexOf('<', at)
    const close = open === -1 ? -1 : html.indexOf('>', open)
    if (close === -1) {
      parts.push(open === -1 ? html.slice(at) : html.slice(at, open))
      break
    }
    parts.push(html.slice(at, open))
    const hidden = /^<(style|script)\b/i.exec(html.slice(open, open + 8))?.[1]
    // What it hides ends where its closing tag begins, which is a tag like others.
    const next = hidden === undefined ? close + 1 : html.indexOf(`</${hidden}`, close)
    at = next === -1 ? html.length : next
  }
  const text = parts
    .join(' ')
    .replaceAll(/[ \t]+/g, ' ')
    .trim()
  return text === '' ? undefined : text
}

function instantOf(fields: Fields, name: string): string | undefined {
  const text = textOf(fields, name)
  const millis = text === undefined ? Number.NaN : Date.parse(text)
  const isPlausible = millis > Date.parse('2000-01-01T00:00:00Z') && millis < Date.parse('2199-01-01T00:00:00Z')
  return isPlausible ? new Date(millis).toISOString() : undefined
}
