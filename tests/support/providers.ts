import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { server } from './api.ts'
import type { Business } from './api.ts'
import { readReply } from './http.ts'
import type { Reply } from './http.ts'

/** The headers by which a provider proves that a body is its own, for this path. */
export type Prove = (path: string, body: string) => Record<string, string>

/** An integration, and what its provider does with it. */
export interface Provider {
  readonly integrationId: string
  readonly prove: Prove
  /** Sends what is given to a path below the integration's own, proved unless the headers say otherwise. */
  readonly post: (path: string, content: object, headers?: Record<string, string>) => Promise<Reply>
}
export interface Twilio extends Provider {
  readonly accountSid: string
  readonly authToken: string
}

const form = 'application/x-www-form-urlencoded'

/** A Twilio account that the business has connected. */
export async function connectTwilio(salon: Business, base = server.url): Promise<Twilio> {
  const [accountSid, authToken] = [sid('AC'), randomBytes(16).toString('hex')]
  const integrationId = (await connect(salon, { provider: 'twilio', account_sid: accountSid, auth_token: authToken })).id
  const prove: Prove = (path, body) => ({ 'X-Twilio-Signature': signTwilio(authToken, base + path, body) })
  const post: Provider['post'] = (path, fields, headers = {}) => {
    const whole = `/webhooks/twilio/${integrationId}${path}`
    const body = formOf({ AccountSid: accountSid, ...fields })
    return send(base, whole, form, body, { ...prove(whole, body), ...headers })
  }
  return { integrationId, accountSid, authToken, prove, post }
}

/** An account at another provider of texts. */
export async function connectSmsProvider(salon: Business, base = server.url): Promise<Provider> {
  const { id, secret } = await connect(salon, { provider: 'sms_provider', base_url: 'https://sms.example.com', api_key: randomUUID() })
  const prove: Prove = (_path, body) => signSms(secret, body)
  const post: Provider['post'] = (path, content, headers = {}) => {
    const body = JSON.stringify(content)
    return send(base, `/webhooks/sms/${id}${path}`, 'application/json', body, { ...prove('', body), ...headers })
  }
  return { integrationId: id, prove, post }
}

export async function connectPostmark(salon: Business, base = server.url): Promise<Provider> {
  const { id, secret } = await connect(salon, { provider: 'postmark', server_token: randomUUID() })
  const prove: Prove = () => ({ Authorization: `Basic ${Buffer.from(`clientflow:${secret}`).toString('base64')}` })
  const post: Provider['post'] = (path, content, headers = {}) =>
    send(base, `/webhooks/postmark/${id}${path}`, 'application/json', JSON.stringify(content), { ...prove(path, ''), ...headers })
  return { integrationId: id, prove, post }
}

/** As Twilio does it: the URL, then each parameter's name and value, sorted by name; of one that is repeated each value once, sorted. */
export function signTwilio(authToken: string, url: string, body: string): string {
  const params = new URLSearchParams(body)
  const names = [...new Set(params.keys())].sort()
  const text = names.flatMap((name) => [...new Set(params.getAll(name))].sort().map((value) => name + value)).join('')
  return createHmac('sha1', authToken)
    .update(url + text)
    .digest('base64')
}

export function signSms(secret: string, body: string, timestamp = Math.floor(Date.now() / 1000)): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return { 'X-SMS-Signature': signature, 'X-SMS-Timestamp': String(timestamp) }
}

export function formOf(fields: object): string {
  return new URLSearchParams(fields as Record<string, string>).toString()
}

/** An id as Twilio makes them, of one kind. */
export function sid(kind: string): string {
  return kind + randomBytes(16).toString('hex')
}

let numbers = 1_000_000

/** A telephone number that nobody else has. */
export function newNumber(): string {
  numbers += 1
  return `+1415${numbers}`
}

export async function send(base: string, path: string, type: string, body: string, headers: Record<string, string>): Promise<Reply> {
  return readReply(await fetch(base + path, { method: 'POST', body, headers: { 'Content-Type': type, ...headers } }))
}

async function connect({ owner }: Business, account: object): Promise<{ id: string; secret: string }> {
  const { status, text, body } = await owner.post('/v1/integrations', { name: 'Test', ...account })
  if (status !== 201) throw new Error(`The account could not be connected: ${text}`)
  return body as { id: string; secret: string }
}

/** A number or address of the business, at one of its providers. */
export async function addChannel(
  salon: Business,
  { integrationId }: Provider,
  type: 'sms' | 'voice' | 'email',
  address = newNumber(),
): Promise<string> {
  const wanted = {
    type,
    integration_id: integrationId,
    address,
    name: `Test ${type}`,
    ...(type === 'sms' && { a2p_status: 'not_required' }),
  }
  const { status, text } = await salon.owner.post('/v1/channels', wanted)
  if (status !== 201) throw new Error(`The channel could not be added: ${text}`)
  return address
}
