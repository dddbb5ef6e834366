import { afterAll } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { roles } from '../../generated/operations.ts'
import { mintApiKey } from '../../src/crypto/api-key-format.ts'
import type { Vendors } from '../vendors/vendors.ts'
import { until } from './eventually.ts'
import { actor } from './http.ts'
import type { Actor } from './http.ts'
import { startTestServer } from './test-server.ts'
import { ownVendors } from './vendors.ts'
import { workShop } from './worker.ts'
import type { WorkShop } from './worker.ts'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects, and fails when it is not there
type Body = any

/** The whole product: an API, workers on the same database, and stand-ins for the vendors, which call back at the API. */
export interface House {
  readonly url: string
  readonly vendors: Vendors
  readonly shop: WorkShop
  /** Starts a worker, which ends with the test. */
  work(more?: Record<string, string>): Promise<void>
  /** A new business, by an API key that may do everything. */
  salon(): Promise<Salon>
}
export interface Salon {
  readonly id: string
  readonly client: Actor
  /** Makes something, and answers it; throws when it is refused. */
  make(path: string, body: object): Promise<Body>
  /** The message, once it has one of these states. */
  settled(id: string, ...statuses: string[]): Promise<Body>
}

/** `more` are further settings of the API. */
export async function wholeHouse(more: Readonly<Record<string, string>> = {}): Promise<House> {
  const [vendors, shop] = [await ownVendors(), await workShop()]
  const places = { TWILIO_API_URL: vendors.twilioUrl, POSTMARK_URL: vendors.postmarkUrl, ALLOW_PRIVATE_PROVIDERS: 'true' }
  const api = await startTestServer({ ...shop.secrets, ...places, DATABASE_URL: shop.urls.application, ...more })
  afterAll(() => api.stop())
  return {
    url: api.url,
    vendors,
    shop,
    async work(wanted = {}) {
      await shop.start({ ...places, PUBLIC_URL: api.url, PROVIDER_TIMEOUT_MS: '5000', DRAIN_SECONDS: '2', ...wanted })
    },
    salon: () => newSalon(api.url, shop),
  }
}

async function newSalon(url: string, shop: WorkShop): Promise<Salon> {
  const [made] = await shop.rows<{ id: string }>(
    "insert into businesses (name, slug, time_zone, plan) values ('Harbour Hair', $1, 'Europe/Berlin', 'enterprise') returning id",
    [`house-${randomUUID()}`],
  )
  const id = made?.id ?? ''
  await shop.rows('insert into business_counters (business_id) values ($1)', [id])
  const { secret, prefix, hash } = mintApiKey('live')
  const key = "insert into api_keys (business_id, name, prefix, hash, scopes) values ($1, 'House', $2, $3, $4)"
  await shop.rows(key, [id, prefix, hash, roles.owner])
  const client = actor(url, secret)
  return {
    id,
    client,
    async make(path, body) {
      const reply = await client.post(path, body)
      if (reply.status >= 300) throw new Error(`POST ${path} was refused: ${reply.text}`)
      return reply.body
    },
    settled: (message, ...statuses) =>
      until(
        `the message is ${statuses.join(' or ')}`,
        async () => {
          const { body } = await client.get(`/v1/messages/${message}`)
          return statuses.includes(body.status) && body
        },
        30_000,
      ),
  }
}
