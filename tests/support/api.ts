import { afterAll } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { Pool } from 'pg'
import type { DatabaseUrls } from '../../scripts/support/database-urls.ts'
import { roles } from '../../generated/operations.ts'
import type { Role, Scope } from '../../generated/operations.ts'
import { createAccessTokens } from '../../src/crypto/access-tokens.ts'
import { mintApiKey } from '../../src/crypto/api-key-format.ts'
import { actor, call } from './http.ts'
import type { Actor, Reply } from './http.ts'
import type { Secrets } from './secrets.ts'

/** This Jest worker's server, and its database as the owner, for what no request shows. */
export const server = JSON.parse(fromSetup(`CLIENTFLOW_TEST_SERVER_${process.env.JEST_WORKER_ID ?? '1'}`)) as {
  url: string
  urls: DatabaseUrls
}
export const secrets = JSON.parse(fromSetup('CLIENTFLOW_TEST_SECRETS')) as Secrets
export const allScopes: readonly Scope[] = roles.owner

const pool = new Pool({ connectionString: server.urls.owner, max: 2 })
pool.on('error', () => undefined)
afterAll(() => pool.end())

/** Asks the database as its owner, past row-level security. */
export async function rows<R = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<R[]> {
  return (await pool.query(text, values)).rows as R[]
}

/** A call without a credential. */
export function anonymous(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> {
  return call(server.url, method, path, body, headers)
}

/** A credential that anybody brings along. */
export function withToken(token: string, headers?: Record<string, string>): Actor {
  return actor(server.url, token, headers)
}

export interface Person {
  readonly id: string
  readonly email: string
}
export interface Member extends Actor {
  readonly person: Person
  readonly memberId: string
  readonly sessionId: string
}
export interface Business {
  readonly id: string
  /** The person who owns it, signed in. */
  readonly owner: Member
  /** A further member, signed in. */
  member(role: Role): Promise<Member>
  /** An API key; with every scope unless told otherwise. */
  key(scopes?: readonly Scope[]): Promise<Actor & { readonly id: string }>
  /** The jobs that wait, as the queue has them. */
  jobs(): Promise<{ task: string; payload: unknown }[]>
}

/** A fresh business with its owner. Made in the database, so that a test of customers does not depend on signing up. */
export async function business(plan = 'enterprise'): Promise<Business> {
  const slug = `test-${randomUUID()}`
  const [made] = await rows<{ id: string }>('insert into businesses (name, slug, time_zone, plan) values ($1, $2, $3, $4) returning id', [
    'Test Salon',
    slug,
    'Europe/Berlin',
    plan,
  ])
  const id = made?.id ?? ''
  await rows('insert into business_counters (business_id) values ($1)', [id])
  const member = async (role: Role): Promise<Member> => {
    const someone = await person()
    const [row] = await rows<{ id: string }>('insert into team_members (business_id, person_id, role) values ($1, $2, $3) returning id', [
      id,
      someone.id,
      role,
    ])
    return { ...(await signIn(someone)), memberId: row?.id ?? '' }
  }
  return {
    id,
    owner: await member('owner'),
    member,
    async key(scopes = allScopes) {
      const { secret, prefix, hash } = mintApiKey('live')
      const [row] = await rows<{ id: string }>(
        'insert into api_keys (business_id, name, prefix, hash, scopes) values ($1, $2, $3, $4, $5) returning id',
        [id, 'test', prefix, hash, scopes],
      )
      return { ...withToken(secret), id: row?.id ?? '' }
    },
    async jobs() {
      const queued = await rows<{ task: string; payload: { data: unknown } }>(
        `select t.identifier as task, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         where j.payload ->> 'business_id' = $1 order by j.id`,
        [id],
      )
      return queued.map(({ task, payload }) => ({ task, payload: payload.data }))
    },
  }
}

/** A person who belongs to no business yet. */
export async function person(email = `person-${randomUUID()}@example.com`): Promise<Person> {
  const [row] = await rows<{ id: string }>('insert into people (email, full_name, email_verified_at) values ($1, $2, now()) returning id', [
    email,
    'Test Person',
  ])
  return { id: row?.id ?? '', email }
}

const accessTokens = createAccessTokens(secrets.SIGNING_KEYS, 900)

/** A session of a person, as a log-in would open it. */
export async function signIn(someone: Person): Promise<Omit<Member, 'memberId'>> {
  const [session] = await rows<{ id: string }>(
    "insert into sessions (person_id, expires_at) values ($1, now() + interval '1 day') returning id",
    [someone.id],
  )
  const sessionId = session?.id ?? ''
  const token = await (await accessTokens).sign(someone.id, sessionId)
  return { ...withToken(token), person: someone, sessionId }
}

/** The least that makes a customer, another one each time. */
export function newCustomer(fields: object = {}): object {
  return { emails: [{ email: `customer-${randomUUID()}@example.com` }], ...fields }
}

function fromSetup(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`${name} is not set: tests run by Jest with tests/support/global-setup.ts.`)
  return value
}
