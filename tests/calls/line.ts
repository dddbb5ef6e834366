import { afterAll } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { createPool } from '../../src/db/pool.ts'
import { writeChanges } from '../../src/db/changes.ts'
import { withTransaction } from '../../src/db/database.ts'
import type { Tx } from '../../src/db/database.ts'
import { recordCallEvent, sendTextBack } from '../../src/domain/calls/calls.ts'
import type { CallEvent, CallRow } from '../../src/domain/calls/calls.ts'
import { business, rows, server } from '../support/api.ts'
import type { Business } from '../support/api.ts'

export const ownNumber = '+14155550100'
export const caller = '+14155550134'

const pool = createPool({ url: server.urls.application, size: 6, acquireTimeoutMs: 20_000 })
afterAll(() => pool.end())

/** A business with a number that takes texts and calls. */
export interface Line {
  readonly salon: Business
  readonly integrationId: string
  readonly smsChannelId: string
  readonly voiceChannelId: string
  /** A transaction of the business, as a job has one. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Takes in news of a call. */
  tell(event: Partial<CallEvent> & { readonly providerCallId: string; readonly at: string }, now?: Date): Promise<CallRow>
  /** What the job does when a text is due. */
  textBack(callId: string, now: Date): Promise<void>
}

export interface TextBack {
  readonly enabled?: boolean
  readonly delay_s?: number
  readonly dedupe_window_minutes?: number
  readonly skip_if_open_thread_minutes?: number
  readonly only_line_types?: readonly string[]
  readonly marketing_window?: object
}

const usual = {
  enabled: true,
  delay_s: 60,
  dedupe_window_minutes: 1_440,
  skip_if_open_thread_minutes: 0,
  only_line_types: ['mobile', 'voip', 'unknown'],
  marketing_window: { start: '00:00', end: '24:00', days: [1, 2, 3, 4, 5, 6, 7] },
}

export const inHours = 'Sorry that we missed your call. How can we help?'
export const afterHours = 'We are closed at the moment and answer tomorrow.'

/** Such a business. Made in the database, so that a test of calls does not depend on connecting an account. */
export async function newLine(textBack: TextBack = {}, voice: object = {}): Promise<Line> {
  const salon = await business()
  const one = async (text: string, values: unknown[]): Promise<string> => {
    const [row] = await rows<{ id: string }>(text, [salon.id, ...values])
    return row?.id ?? ''
  }
  const integrationId = await one(
    "insert into integrations (business_id, provider, name, credentials, secret_hint) values ($1, 'twilio', 'Twilio', '', '') returning id",
    [],
  )
  const channel = (type: string, settings: object): Promise<string> =>
    one(
      `insert into channels (business_id, type, integration_id, address, name, is_default, settings)
       values ($1, $2, $3, $4, 'Line', true, $5) returning id`,
      [type, integrationId, ownNumber, JSON.stringify(settings)],
    )
  const [smsChannelId, voiceChannelId] = [await channel('sms', {}), await channel('voice', voice)]
  await makePolicy(salon.id, textBack)
  const transact = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    withTransaction({ pool, namedStatements: true }, { business: salon.id }, work, (tx) => writeChanges(tx, origin))
  return {
    salon,
    integrationId,
    smsChannelId,
    voiceChannelId,
    transact,
    tell: (event, now = new Date(event.at)) => transact((tx) => recordCallEvent(tx, { integrationId, ...event }, now)),
    textBack: (callId, now) => transact((tx) => sendTextBack(tx, callId, now)),
  }
}

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

async function makePolicy(businessId: string, textBack: TextBack): Promise<void> {
  const wanted = { ...usual, ...textBack }
  const template = async (name: string, body: string): Promise<string | undefined> => {
    const [row] = await rows<{ id: string }>(
      `with made as (insert into message_templates (business_id, name, channel, category, locale, status)
         values ($1, $2, 'sms', 'conversational', 'en-US', 'active') returning business_id, id)
       insert into message_template_versions (business_id, template_id, template_version, body)
         select business_id, id, 1, $3 from made returning template_id as id`,
      [businessId, name, body],
    )
    return row?.id
  }
  await rows(
    `insert into messaging_policies (business_id, marketing_window, region_overrides, max_marketing_per_customer_per_day,
       max_marketing_per_customer_per_30_days, text_back_enabled, text_back_template_in_hours_id, text_back_template_after_hours_id,
       text_back_delay_s, text_back_dedupe_window_minutes, text_back_skip_if_open_thread_minutes, text_back_only_line_types)
     values ($1, $2, '[]', 2, 12, $3, $4, $5, $6, $7, $8, $9)`,
    [
      businessId,
      JSON.stringify(wanted.marketing_window),
      wanted.enabled,
      await template('In hours', inHours),
      await template('After hours', afterHours),
      wanted.delay_s,
      wanted.dedupe_window_minutes,
      wanted.skip_if_open_thread_minutes,
      wanted.only_line_types,
    ],
  )
}

export function callId(): string {
  return `CA${randomBytes(16).toString('hex')}`
}

export interface Past {
  readonly from?: string | null
  readonly id?: string
  readonly dial?: NonNullable<CallEvent['dial']>['outcome']
  readonly seconds?: number
}

/** Everything that is told of a call that begins at an instant and whose greeting rings the business, in the order in which it happens. */
export function newsOf(startsAt: Date, { from = caller, id = callId(), dial = 'no_answer', seconds = 20 }: Past = {}) {
  const at = (second: number): string => new Date(startsAt.getTime() + second * 1_000).toISOString()
  const call = { providerCallId: id, direction: 'inbound', from, to: ownNumber } as const
  return [
    { ...call, at: at(0), status: 'ringing', greeted: true },
    {
      ...call,
      at: at(seconds),
      status: 'in_progress',
      greeted: true,
      dial: { outcome: dial, seconds: dial === 'answered' ? seconds - 5 : 0 },
    },
    { ...call, at: at(seconds), status: 'completed', durationSeconds: seconds },
  ] as const
}

/** Such a call, from its beginning to its end. */
export async function pass(line: Line, startsAt: Date, past: Past = {}): Promise<CallRow> {
  let row: CallRow | undefined
  for (const news of newsOf(startsAt, past)) row = await line.tell(news)
  return row as CallRow
}
