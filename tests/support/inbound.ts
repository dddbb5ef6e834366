import { afterAll } from '@jest/globals'
import { pino } from 'pino'
import { createLinkTokens } from '../../src/crypto/link-tokens.ts'
import { createPool } from '../../src/db/pool.ts'
import { processWebhook } from '../../src/jobs/webhook-process.ts'
import { rows, secrets, server } from './api.ts'
import type { Business } from './api.ts'
import { inLanes } from './properties.ts'

export interface Receipt {
  readonly id: string
  readonly kind: string
  readonly provider_event_id: string
  readonly status: string
  readonly attempts: number
  readonly error_code: string | null
  readonly consent_effect: string | null
  readonly content_type: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly body: Buffer
}

/** What was received for a business, in the order in which it was accepted. */
export function receiptsOf({ id }: Pick<Business, 'id'>): Promise<Receipt[]> {
  return rows<Receipt>('select * from inbound_webhooks where business_id = $1 order by position', [id])
}

const pool = createPool({ url: server.urls.application, size: 6, acquireTimeoutMs: 20_000 })
afterAll(() => pool.end())
const links = { linkTokens: createLinkTokens(secrets.TOKEN_KEY), publicUrl: server.url }
const context = { application: { pool, namedStatements: true }, log: pino({ level: 'silent' }), ...links }

/** Runs the job of one thing that was received, as the worker does; rejects when it is to be tried again. */
export function processOne({ id: businessId }: Pick<Business, 'id'>, id: string): Promise<void> {
  const run = { businessId, isLast: false, signal: new AbortController().signal }
  return processWebhook(context, { inbound_webhook_id: id }, run)
}

/** Runs the jobs of everything that waits, several at a time and in an order of their own. */
export async function processAll(
  salon: Pick<Business, 'id'>,
  order: (ids: readonly string[]) => readonly string[] = (ids) => ids,
): Promise<void> {
  const waiting = (await receiptsOf(salon)).filter(({ status }) => status === 'received').map(({ id }) => id)
  await inLanes(5, order(waiting), (id) => processOne(salon, id))
}
