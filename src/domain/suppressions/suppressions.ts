import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import { previousAttributes } from '../../db/differences.ts'
import type { Window } from '../../db/windows.ts'
import { problems } from '../../problems.ts'
import { canonicalAddress, contactAddress, lockAddress } from '../consents/consents.ts'
import type { ContactChannel } from '../consents/consents.ts'
import { presentSuppression } from './present.ts'
import {
  channelExists,
  findActive,
  findSame,
  findSuppression,
  insertSuppression,
  listSuppressions,
  lockSuppression,
  markLifted,
} from './queries.ts'
import type { SuppressionFilters, SuppressionRow } from './queries.ts'

export { findActive as suppressionsOfAll } from './queries.ts'
export type { SuppressionRow } from './queries.ts'

type Schemas = components['schemas']
type CheckVersion = (row: { readonly version: number }) => void

export interface Suppress {
  readonly channel: ContactChannel
  readonly address: string
  readonly reason: SuppressionRow['reason']
  /** The one channel of ours that it is about; the whole business when it is left out. */
  readonly scopeChannelId?: string | null
  readonly providerRef?: string | null
  readonly note?: string | null
}

// What a member of the team may undo; the rest is for the person, or for nobody.
const liftable: ReadonlySet<SuppressionRow['reason']> = new Set(['manual', 'unsubscribe_link'])
// What ends when the person wants messages again: their own STOP, and the block that a carrier made of it.
const endedByOptIn: ReadonlySet<SuppressionRow['reason']> = new Set(['keyword_stop', 'provider_block'])

/** A page of suppressions. An address is found in whatever form it is written. */
export function suppressionsIn(door: Read, { address, ...filters }: SuppressionFilters, window: Window): Promise<SuppressionRow[]> {
  return listSuppressions(door, address === undefined ? filters : { ...filters, address: canonicalAddress(address) }, window)
}

/** All that holds for an address, on every channel and in every scope. */
export function suppressionsOf(door: Read, address: string): Promise<SuppressionRow[]> {
  return findActive(door, [canonicalAddress(address)])
}

/**
 * Closes an address for a reason; when it is closed for the same one already, nothing happens. The address is locked until the transaction ends, so that
 * nothing is sent to it by somebody who has looked before.
 */
export async function suppress(tx: Tx, wanted: Suppress): Promise<SuppressionRow> {
  const key = await keyOf(tx, wanted)
  const made = await insert(tx, key, wanted)
  // Whoever made the same one has committed: the address is locked.
  return made ?? ((await findSame(tx, key)) as SuppressionRow)
}

/** Closes an address by hand. Throws 409 for an address of another kind and when it is closed by hand already, 404 for a channel that is not there. */
export async function suppressByHand(
  tx: Tx,
  { channel, address, scope_channel_id, note }: Schemas['NewSuppression'],
): Promise<SuppressionRow> {
  if (scope_channel_id !== undefined && !(await channelExists(tx, scope_channel_id, channel))) {
    throw problems.referenceNotFound('scope_channel_id')
  }
  const wanted = { channel, address, reason: 'manual', scopeChannelId: scope_channel_id ?? null, note: note ?? null } as const
  const key = await keyOf(tx, wanted)
  const made = await insert(tx, key, wanted)
  if (made === undefined) throw problems.suppressionExists((await findSame(tx, key))?.id ?? '')
  return made
}

/** Opens an address again, once. Throws 404, 412 when `checkVersion` objects, 409 for a suppression that is not the team's to lift. */
export async function liftByHand(tx: Tx, id: string, checkVersion: CheckVersion): Promise<SuppressionRow> {
  const found = await findSuppression(tx, id)
  if (found === undefined) throw problems.notFound('suppression')
  // The address first, as everybody who writes about it does; the row stays there.
  const [, locked] = await Promise.all([lockAddress(tx, found.address), lockSuppression(tx, id)])
  const row = locked as SuppressionRow
  checkVersion(row)
  if (row.reason === 'keyword_stop') throw problems.optInRequired()
  if (!liftable.has(row.reason)) throw problems.suppressionNotLiftable(row.reason)
  return row.active ? lift(tx, row) : row
}

/**
 * Opens an address to which the person wants messages again: what their STOP closed in the same scope, and no other. What they did not close themselves
 * stays closed. Returns what was lifted.
 */
export async function liftByOptIn(
  tx: Tx,
  { channel, address, scopeChannelId = null }: Pick<Suppress, 'channel' | 'address' | 'scopeChannelId'>,
): Promise<SuppressionRow[]> {
  const at = contactAddress(channel, address)
  const [, active] = await Promise.all([lockAddress(tx, at), suppressionsOf(tx, at)])
  const own = active.filter((row) => row.channel === channel && endedByOptIn.has(row.reason) && row.scope_channel_id === scopeChannelId)
  return Promise.all(own.map((row) => lift(tx, row)))
}

async function keyOf(tx: Tx, { channel, address, reason, scopeChannelId = null }: Suppress) {
  const key = { channel, address: contactAddress(channel, address), reason, scope_channel_id: scopeChannelId }
  await lockAddress(tx, key.address)
  return key
}

async function insert(
  tx: Tx,
  key: Pick<SuppressionRow, 'channel' | 'address' | 'reason' | 'scope_channel_id'>,
  { providerRef = null, note = null }: Suppress,
): Promise<SuppressionRow | undefined> {
  const row = await insertSuppression(tx, { ...key, provider_ref: providerRef, note })
  if (row === undefined) return undefined
  const event = { type: 'suppression.created', data: { object: presentSuppression(row) } } as const
  const changedFields = ['address', 'channel', ...(note === null ? [] : ['note']), 'reason', 'scope_channel_id']
  record(tx, { action: event.type, resource: resource(row), changedFields, event })
  return row
}

async function lift(tx: Tx, row: SuppressionRow): Promise<SuppressionRow> {
  const lifted = await markLifted(tx, row.id)
  const changed = ['active', 'lifted_at']
  const data = { object: presentSuppression(lifted), previous_attributes: previousAttributes(presentSuppression(row), changed) }
  record(tx, { action: 'suppression.lifted', resource: resource(row), changedFields: changed, event: { type: 'suppression.lifted', data } })
  return lifted
}

function resource({ id }: SuppressionRow): { readonly type: string; readonly id: string } {
  return { type: 'suppression', id }
}
