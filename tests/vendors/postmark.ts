import { randomUUID } from 'node:crypto'
import type { Callback } from './callbacks.ts'
import type { Answer, Desk, Taken, Vendor } from './desk.ts'

/** Where a server at Postmark tells what becomes of its mails, as somebody enters it in Postmark's pages. */
export interface PostmarkWebhook {
  readonly url: string
  readonly username: string
  readonly password: string
}

interface Mail {
  readonly From: string
  readonly To: string
  readonly Subject?: string
  readonly TextBody?: string
  readonly MessageStream?: string
  readonly Metadata?: Readonly<Record<string, string>>
}

// The address that Postmark keeps for trying a bounce out.
const bouncing = 'hardbounce@bounce-testing.postmarkapp.com'

/** Postmark's API as far as we call it: a mail, a look at those that went out, the server. `webhooks` are those of each server token. */
export function createPostmarkStandIn(desk: Desk, webhooks: Map<string, PostmarkWebhook>): Vendor {
  const refuse = (status: number, code: number | string): Answer => ({
    status,
    body: { ErrorCode: Number(code), Message: 'Refused by the stand-in.' },
  })

  const take = (token: string, mail: Mail): Answer => {
    const reference = mail.Metadata?.message_id ?? mail.Metadata?.mail_id ?? null
    const taken: Taken = {
      vendor: 'postmark',
      id: randomUUID(),
      account: token,
      from: mail.From,
      to: mail.To,
      body: mail.TextBody ?? '',
      reference,
      fields: { ...mail },
      at: Date.now(),
    }
    desk.taken.push(taken)
    const webhook = webhooks.get(token)
    if (webhook !== undefined) desk.callbacks.send([(mail.To.toLowerCase() === bouncing ? bounce : delivery)(taken, webhook)])
    return {
      status: 200,
      body: { To: mail.To, SubmittedAt: new Date(taken.at).toISOString(), MessageID: taken.id, ErrorCode: 0, Message: 'OK' },
    }
  }

  return {
    name: 'postmark',
    refuse,
    sends: ({ method }) => method === 'POST',
    credential: ({ headers }) => String(headers['x-postmark-server-token'] ?? ''),
    answer({ method, path, query, headers, body }) {
      const token = String(headers['x-postmark-server-token'] ?? '')
      if (token === '' || desk.refused.has(token)) return refuse(401, 10)
      if (path === '/email' && method === 'POST') return take(token, JSON.parse(body) as Mail)
      if (path === '/messages/outbound') return { status: 200, body: search(desk, token, query) }
      return path === '/server' ? { status: 200, body: { ID: 1, Name: 'Stand-in', ApiTokens: [] } } : refuse(404, 0)
    },
  }
}

function search(desk: Desk, token: string, query: URLSearchParams): object {
  const wanted = query.get('metadata_message_id') ?? query.get('metadata_mail_id')
  const found = desk.taken.filter((each) => each.vendor === 'postmark' && each.account === token && each.reference === wanted)
  return { TotalCount: found.length, Messages: found.map(({ id }) => ({ MessageID: id })) }
}

function delivery({ id, to, fields }: Taken, webhook: PostmarkWebhook): Callback {
  return postmarkCallback(webhook, {
    RecordType: 'Delivery',
    ServerID: 1,
    MessageStream: fields.MessageStream ?? 'outbound',
    MessageID: id,
    Recipient: to,
    Tag: '',
    DeliveredAt: new Date().toISOString(),
    Details: 'Taken by the stand-in.',
    Metadata: fields.Metadata ?? {},
  })
}

function bounce({ id, from, to, fields }: Taken, webhook: PostmarkWebhook): Callback {
  return postmarkCallback(webhook, {
    RecordType: 'Bounce',
    ServerID: 1,
    MessageStream: fields.MessageStream ?? 'outbound',
    ID: Number.parseInt(id.slice(0, 8), 16),
    Type: 'HardBounce',
    TypeCode: 1,
    Name: 'Hard bounce',
    Tag: '',
    MessageID: id,
    Metadata: fields.Metadata ?? {},
    Description: 'The server was unable to deliver your message (ex: unknown user, mailbox not found).',
    Details: 'Bounced by the stand-in.',
    Email: to,
    From: from,
    BouncedAt: new Date().toISOString(),
    DumpAvailable: false,
    Inactive: true,
    CanActivate: true,
    Subject: fields.Subject ?? '',
  })
}

/** A record of Postmark's, with the name and the password that were entered for it. */
export function postmarkCallback({ url, username, password }: PostmarkWebhook, record: object): Callback {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'Postmark',
    'X-PM-Webhook-Trace-Id': randomUUID(),
    Authorization: authorization,
  }
  return { url, headers, body: JSON.stringify(record) }
}
