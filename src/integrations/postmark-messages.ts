import { ServerClient } from 'postmark'
import { z } from 'zod'
import type { CallLimits, HttpReply } from './http-call.ts'
import { usualLimits } from './http-call.ts'
import { ProviderFailure } from './message-provider.ts'
import type { MessageProvider, ProviderCode } from './message-provider.ts'
import { ask, generalFailure, jsonOf } from './provider-reply.ts'

export interface PostmarkAccount {
  readonly serverToken: string
  /** The stream by which marketing leaves. */
  readonly broadcastStream: string
  /** Where Postmark is reached: its own address, or that of a stand-in. */
  readonly url: string
  readonly limits?: CallLimits
}

export interface PostmarkMessages extends MessageProvider {
  /** Whether Postmark knows the server by its token. Throws a ProviderFailure when not. */
  check(): Promise<void>
}

const name = 'Postmark'
const taken = z.object({ ErrorCode: z.literal(0), MessageID: z.string().min(1).max(64) })
const found = z.object({ Messages: z.array(z.object({ MessageID: z.string().min(1).max(64) })) })

// What Postmark says of one message and no other. Whatever else it refuses somebody can put right, and then the message can still be sent.
const meanings: Readonly<Record<string, ProviderCode>> = {
  '300': 'recipient_invalid',
  '400': 'sender_not_allowed',
  '401': 'sender_not_allowed',
  '406': 'recipient_suppressed',
}

/** Sends a business's mail by its own server at Postmark. */
export function createPostmarkMessages(account: PostmarkAccount): PostmarkMessages {
  return {
    async send({ id, from, to, subject, body, bulk, headers }) {
      const mail = {
        From: from,
        To: to,
        Subject: subject ?? '',
        TextBody: body,
        MessageStream: bulk ? account.broadcastStream : 'outbound',
        Metadata: { message_id: id },
        Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
      }
      const { MessageID: providerMessageId } = read(taken, await asked(account, (client) => client.sendEmail(mail)))
      return { providerMessageId, status: 'sent', segments: null }
    },
    async find({ id }) {
      const reply = await asked(account, (client) => client.getOutboundMessages({ count: 10, offset: 0, metadata_message_id: id }))
      return read(found, reply).Messages.map(({ MessageID }) => ({ providerMessageId: MessageID, status: 'sent' as const, segments: null }))
    },
    async check() {
      await asked(account, (client) => client.getServer())
    },
  }
}

/** A client for one call: the SDK drops what an error is made of, so the failure is kept beside it. */
async function asked<T>({ serverToken, url, limits }: PostmarkAccount, work: (client: ServerClient) => Promise<T>): Promise<T> {
  let failure: ProviderFailure | undefined
  const { protocol, host, pathname } = new URL(url)
  const client = new ServerClient(serverToken, {
    requestHost: host + pathname.replace(/\/+$/, ''),
    useHttps: protocol === 'https:',
    timeout: (limits ?? usualLimits).totalMs / 1000 + 1,
    fetch: async (input: string | URL | Request, init?: RequestInit) => {
      try {
        return await carry(new Request(input).url, init, limits)
      } catch (error) {
        if (error instanceof ProviderFailure) failure = error
        throw error
      }
    },
  })
  try {
    return await work(client)
  } catch {
    throw failure ?? unexpected()
  }
}

async function carry(url: string, init: RequestInit | undefined, limits?: CallLimits): Promise<Response> {
  const { method = 'GET', headers, body } = init ?? {}
  const text = typeof body === 'string' ? { body } : {}
  const reply = await ask(name, { method, url, headers: { ...(headers as Record<string, string>) }, ...text }, limits)
  if (reply.status < 200 || reply.status >= 300) throw refused(reply)
  return new Response(reply.text, { status: reply.status })
}

function refused(reply: HttpReply): ProviderFailure {
  const { ErrorCode } = (jsonOf(reply.text) ?? {}) as { readonly ErrorCode?: unknown }
  const providerCode = typeof ErrorCode === 'number' ? String(ErrorCode) : undefined
  const general = generalFailure(name, reply, providerCode)
  if (general !== undefined) return general
  const code = providerCode === undefined ? undefined : meanings[providerCode]
  const answered = `Postmark answered ${reply.status}, code ${providerCode ?? 'unknown'}.`
  return new ProviderFailure(answered, { permanent: code !== undefined, code: code ?? 'refused', providerCode })
}

function read<T>(schema: z.ZodType<T>, reply: unknown): T {
  const parsed = schema.safeParse(reply)
  if (!parsed.success) throw unexpected()
  return parsed.data
}

function unexpected(): ProviderFailure {
  return new ProviderFailure('Postmark answered something unexpected.', { permanent: false, code: 'provider_error', uncertain: true })
}
