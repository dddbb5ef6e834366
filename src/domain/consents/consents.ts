import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import type { Window } from '../../db/windows.ts'
import { problems } from '../../problems.ts'
import { absentCustomer, holdCustomer, requireCustomer } from '../customers/customers.ts'
import type { CustomerRow } from '../customers/customers.ts'
import { contactAddress } from './addresses.ts'
import type { ContactChannel } from './addresses.ts'
import { presentConsent } from './present.ts'
import { findConsent, findStandings, insertConsent, listConsents, lockAddress } from './queries.ts'
import type { ConsentFilters, ConsentRow } from './queries.ts'
import { standingOf } from './standing.ts'

export { canonicalAddress, contactAddress } from './addresses.ts'
export type { ContactChannel } from './addresses.ts'
export { findStandings as standingsOf, lockAddress, lockRecipientOf } from './queries.ts'
export type { Standing } from './queries.ts'
export { standingOf } from './standing.ts'

type Schemas = components['schemas']

/** Something that somebody has allowed or forbidden, and what proves it. */
export interface Said {
  readonly customerId: string | null
  readonly channel: ContactChannel
  readonly address: string
  readonly purpose: ConsentRow['purpose']
  readonly action: ConsentRow['action']
  readonly source: ConsentRow['source']
  readonly evidence?: Schemas['ConsentEvidence']
  /** Now, when it is left out. */
  readonly occurredAt?: string
  /** The member of the team who records it. */
  readonly recordedBy?: string
}

/** A page of what a customer has said. Throws 404 when there is no such customer. */
export async function consentsOfCustomer(door: Read, customerId: string, filters: ConsentFilters, window: Window): Promise<ConsentRow[]> {
  const rows = await listConsents(door, customerId, filters, window)
  if (rows.length === 0) await requireCustomer(door, customerId)
  return rows
}

/** Throws 404 when there is no such record of such a customer. */
export async function readConsent(door: Read, customerId: string, id: string): Promise<ConsentRow> {
  const row = await findConsent(door, customerId, id)
  if (row !== undefined) return row
  const problem = await absentCustomer(door, customerId)
  throw problem.code === 'customer_merged' ? problem : problems.notFound('consent')
}

/** Adds what a customer said to the ledger. Throws 404, and 409 for an address that is not theirs or an instant that lies ahead. */
export async function recordCustomerConsent(
  tx: Tx,
  customerId: string,
  { channel, address, purpose, action, source, evidence, occurred_at }: Schemas['NewConsent'],
  member: { readonly id: string } | undefined,
): Promise<ConsentRow> {
  const customer = await holdCustomer(tx, customerId)
  return recordConsent(tx, {
    customerId: customer.id,
    channel,
    address: ownAddress(customer, channel, address),
    purpose,
    action,
    source,
    ...(evidence === undefined ? {} : { evidence }),
    ...(occurred_at === undefined ? {} : { occurredAt: occurred_at }),
    ...(member === undefined ? {} : { recordedBy: member.id }),
  })
}

/**
 * Adds to the ledger, and tells `customer.opted_out` or `customer.opted_in` where what counts has changed by it. Who revokes marketing texts revokes
 * marketing calls with the same word (FCC, 47 CFR 64.1200(a)(10), in force since April 2025), which is a record of its own. The address is locked until
 * the transaction ends, so that nothing is sent to it afterwards by somebody who has looked before. Throws 409 for an instant that lies ahead.
 */
export async function recordConsent(tx: Tx, said: Said): Promise<ConsentRow> {
  const row = await addRecord(tx, said)
  const endsCalls = said.channel === 'sms' && said.purpose === 'marketing' && said.action === 'revoked'
  if (endsCalls) await addRecord(tx, { ...said, channel: 'voice' })
  return row
}

async function addRecord(tx: Tx, said: Said): Promise<ConsentRow> {
  const address = contactAddress(said.channel, said.address)
  const [, before] = await Promise.all([lockAddress(tx, address), findStandings(tx, [address])])
  const row = await insertConsent(tx, {
    customer_id: said.customerId,
    channel: said.channel,
    address,
    purpose: said.purpose,
    action: said.action,
    source: said.source,
    evidence: JSON.stringify(said.evidence ?? {}),
    occurred_at: said.occurredAt ?? null,
    recorded_by: said.recordedBy ?? null,
  })
  if (row === undefined) throw problems.consentInFuture()
  const event = { type: 'consent.recorded', data: { object: presentConsent(row) } } as const
  record(tx, { action: event.type, resource: { type: 'consent', id: row.id }, changedFields: fieldsOf(said), event })
  await tellChange(tx, row, standingOf(before, row), standingOf(await findStandings(tx, [address]), row))
  return row
}

async function tellChange(
  tx: Tx,
  row: ConsentRow,
  before: ConsentRow['action'] | undefined,
  after: ConsentRow['action'] | undefined,
): Promise<void> {
  if (row.customer_id === null || after === undefined || after === before) return
  const type = after === 'revoked' ? 'customer.opted_out' : 'customer.opted_in'
  const { version } = await requireCustomer(tx, row.customer_id)
  const { channel, address, purpose, source } = row
  const object = { id: row.customer_id, version, consent_id: row.id, channel, address, purpose, source }
  record(tx, { action: type, resource: { type: 'customer', id: row.customer_id }, event: { type, data: { object } } })
}

function ownAddress({ emails, phones }: CustomerRow, channel: ContactChannel, wanted: string | undefined): string {
  const own = channel === 'email' ? emails.map(({ email }) => email) : phones.map(({ e164 }) => e164)
  // Kept with the primary one first.
  const address = wanted === undefined ? own[0] : own.find((each) => each === contactAddress(channel, wanted))
  if (address === undefined) throw problems.addressNotOfCustomer()
  return address
}

function fieldsOf({ evidence }: Said): string[] {
  return ['action', 'address', 'channel', ...(evidence === undefined ? [] : ['evidence']), 'occurred_at', 'purpose', 'source']
}
