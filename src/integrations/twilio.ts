import type { IncomingMessage } from 'node:http'
import type { Twilio } from 'twilio'
import { z } from 'zod'
import { openStream } from './http-call.ts'
import type { CallLimits } from './http-call.ts'
import { ProviderFailure } from './message-provider.ts'
import type { Handover, MessageProvider } from './message-provider.ts'
import { unanswered } from './provider-reply.ts'
import { createTwilioHttp, refusedByTwilio } from './twilio-http.ts'

export interface TwilioSettings {
  readonly accountSid: string
  readonly authToken: string
  /** Where Twilio is reached: its own address, or that of a stand-in. */
  readonly url: string
  readonly limits?: CallLimits
}

export interface TwilioClient extends MessageProvider {
  /** Whether Twilio knows the account by these credentials. Throws a ProviderFailure when not. */
  check(): Promise<void>
  /** The sound of a call, or the part of it that a Range header asks for. The caller reads the stream, or destroys it. */
  fetchRecording(recordingSid: string, range?: string): Promise<IncomingMessage>
}

// Twilio keeps times by the second, and our clocks differ.
const slackMs = 5_000
const mostCandidates = 50

// What the SDK makes of a reply is checked like any other input.
const taken = z.object({ sid: z.string().min(1).max(64), status: z.string(), numSegments: z.string().nullish() })
const listed = z.array(taken.extend({ body: z.string().nullable(), direction: z.string(), dateCreated: z.date() }))

/** Sends texts by Twilio, and asks it about messages, recordings and the account. */
export function createTwilio(settings: TwilioSettings): TwilioClient {
  let client: Promise<Twilio> | undefined
  const sdk = (): Promise<Twilio> => (client ??= load(settings))
  return {
    async send({ from, to, body, mediaUrls, statusUrl }) {
      const message = await (
        await sdk()
      ).messages.create({
        from,
        to,
        body,
        ...(mediaUrls.length > 0 && { mediaUrl: [...mediaUrls] }),
        ...(statusUrl !== undefined && { statusCallback: statusUrl }),
      })
      return handover(read(taken, message))
    },
    async find({ from, to, body, since }) {
      const messages = await (await sdk()).messages.list({ from, to, limit: mostCandidates, pageSize: mostCandidates })
      const earliest = since.getTime() - slackMs
      return read(listed, messages)
        .filter(
          (message) =>
            message.direction !== 'inbound' && message.body?.endsWith(body) === true && message.dateCreated.getTime() >= earliest,
        )
        .sort((one, other) => one.dateCreated.getTime() - other.dateCreated.getTime())
        .map(handover)
    },
    async check() {
      const { status } = read(z.object({ status: z.string() }), await (await sdk()).api.v2010.accounts(settings.accountSid).fetch())
      if (status !== 'active') throw new ProviderFailure(`The account is ${status}.`, { permanent: false, code: 'account_suspended' })
    },
    fetchRecording: (recordingSid, range) => fetchRecording(settings, recordingSid, range),
  }
}

/** The SDK is large: a process that never speaks to Twilio does not carry it. */
async function load({ accountSid, authToken, url, limits }: TwilioSettings): Promise<Twilio> {
  const { default: sdk } = await import('twilio')
  return new sdk.Twilio(accountSid, authToken, { httpClient: createTwilioHttp(url, limits), autoRetry: false })
}

function handover({ sid, status, numSegments }: z.infer<typeof taken>): Handover {
  const known = status === 'delivered' || status === 'sent' ? status : 'queued'
  return { providerMessageId: sid, status: known, segments: Number(numSegments ?? 0) || null }
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success)
    throw new ProviderFailure('Twilio answered something unexpected.', { permanent: false, code: 'provider_error', uncertain: true })
  return parsed.data
}

async function fetchRecording(
  { url, accountSid, authToken, limits }: TwilioSettings,
  recordingSid: string,
  range: string | undefined,
): Promise<IncomingMessage> {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const path = `/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Recordings/${encodeURIComponent(recordingSid)}.mp3`
  const headers = { Authorization: authorization, ...(range !== undefined && { Range: range }) }
  const reply = await openStream({ method: 'GET', url: url.replace(/\/+$/, '') + path, headers }, limits).catch((error: unknown) => {
    throw unanswered('Twilio', error)
  })
  const { statusCode = 0 } = reply
  if (statusCode === 200 || statusCode === 206 || statusCode === 416) return reply
  reply.destroy()
  throw refusedByTwilio({ status: statusCode, headers: reply.headers, text: '' })
}
