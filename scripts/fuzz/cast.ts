import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../support/data-folder.ts'
import { waitForMail } from './mail.ts'
import type { Target } from './target.ts'

/** Who fuzzes. `substitutes` leads from the id of this credential to one of the same kind that may end. */
export type Principal = { token: string; substitutes: Record<string, string> }

/** Everybody and everything that the passes need; `substitutes` leads from the ids of the documented examples to rows that are there. */
export type Cast = {
  baseUrl: string
  email: string
  password: string
  spareSessionId: string
  key: Principal
  substitutes: Record<string, string>
}

type Session = { access_token: string; session_id: string }
type Row = { id: string }
type Parameter = { name?: string; example?: string; $ref?: string }
type Contract = {
  paths: Record<string, { parameters?: Parameter[] }>
  components: { schemas: { Scope: { enum: string[] } }; parameters: { BusinessHeader: Parameter } }
}

const contract = JSON.parse(readFileSync(join(projectFolder, 'generated/openapi.json'), 'utf8')) as Contract

/** Makes a person with a business the way everybody does, by the API and the mail, and then two keys, a spare session and a customer. */
export async function makeCast({ baseUrl, outbox }: Target, signal: AbortSignal): Promise<Cast> {
  // Not those of the documented examples, which would then log in or change the password.
  const email = 'owner.of.the.fuzz@example.com'
  const password = randomBytes(24).toString('base64url')
  await request(baseUrl, 'POST', '/v1/auth/sign-up', {
    body: { email, full_name: 'Fay Fuzz', business_name: 'Fuzz and Foam', time_zone: 'Europe/Berlin' },
  })
  const mailed = await waitForMail(outbox, email, signal)
  const owner = await request<Session>(baseUrl, 'POST', '/v1/auth/verify-email', { body: { token: mailed, password } })
  const spareSession = await request<Session>(baseUrl, 'POST', '/v1/auth/log-in', { body: { email, password } })
  const token = owner.access_token
  const create = <T extends Row>(path: string, body: unknown): Promise<T> => request<T>(baseUrl, 'POST', path, { token, body })
  const first = async (path: string): Promise<string> => firstId(await request<{ data: Row[] }>(baseUrl, 'GET', path, { token }), path)
  const key = await create<Row & { secret: string }>('/v1/api-keys', { name: 'Fuzz', scopes: contract.components.schemas.Scope.enum })
  const spareKey = await create('/v1/api-keys', { name: 'Spare', scopes: ['customers:read'] })
  const customer = await create('/v1/customers', { first_name: 'Ada', emails: [{ email: 'ada.of.the.fuzz@example.com' }] })
  const twilio = { provider: 'twilio', name: 'Twilio', account_sid: `AC${'0'.repeat(32)}`, auth_token: 'ThisIsTheTokenOfTheFuzz000000000' }
  const integration = await create('/v1/integrations', twilio)
  const channel = await create('/v1/channels', { type: 'sms', integration_id: integration.id, address: '+14155550199', name: 'Texts' })
  const service = await create('/v1/services', { name: 'Dry cut' })
  const closing = { member_id: null, starts_at: '2027-08-02T22:00:00Z', ends_at: '2027-08-03T22:00:00Z' }
  const timeOff = await create('/v1/time-off', closing)
  const business = await first('/v1/businesses')
  return {
    baseUrl,
    email,
    password,
    spareSessionId: spareSession.session_id,
    key: { token: key.secret, substitutes: { [key.id]: spareKey.id } },
    substitutes: {
      [exampleOf('business_id')]: business,
      [contract.components.parameters.BusinessHeader.example ?? '']: business,
      [exampleOf('member_id')]: await first('/v1/team-members'),
      [exampleOf('customer_id')]: customer.id,
      [exampleOf('api_key_id')]: spareKey.id,
      [exampleOf('integration_id')]: integration.id,
      [exampleOf('channel_id')]: channel.id,
      [exampleOf('service_id')]: service.id,
      [exampleOf('time_off_id')]: timeOff.id,
      [exampleOf('session_id')]: spareSession.session_id,
    },
  }
}

export async function logIn({ baseUrl, email, password, spareSessionId }: Cast): Promise<Principal> {
  const session = await request<Session>(baseUrl, 'POST', '/v1/auth/log-in', { body: { email, password } })
  return { token: session.access_token, substitutes: { [session.session_id]: spareSessionId } }
}

/** Calls the API, and throws what it said when that is not a success. */
export async function request<T>(
  baseUrl: string,
  method: string,
  path: string,
  { token, body }: { token?: string; body?: unknown },
): Promise<T> {
  const reply = await fetch(baseUrl + path, {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path} answered ${reply.status}: ${text}`)
  return JSON.parse(text === '' ? 'null' : text) as T
}

function firstId({ data: [row] }: { data: Row[] }, path: string): string {
  if (row === undefined) throw new Error(`GET ${path} lists nothing.`)
  return row.id
}

/** The documented example of a path parameter. */
function exampleOf(name: string): string {
  const parameters = Object.values(contract.paths).flatMap((path) => path.parameters ?? [])
  const example = parameters.find((parameter) => parameter.name === name)?.example
  if (example === undefined) throw new Error(`The contract has no example of the path parameter ${name}.`)
  return example
}
