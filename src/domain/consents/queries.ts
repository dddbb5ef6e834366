import type { Insertable, Selectable } from 'kysely'
import { sql as raw } from 'kysely'
import type { Consents } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const consentColumns = [
  'id',
  'customer_id',
  'channel',
  'address',
  'purpose',
  'action',
  'source',
  'evidence',
  'occurred_at',
  'recorded_by',
  'created_at',
  'updated_at',
  'version',
] as const

export type ConsentRow = Pick<Selectable<Consents>, (typeof consentColumns)[number]>
/** What counts for an address: its newest record on a channel for a purpose. */
export type Standing = Pick<ConsentRow, 'address' | 'channel' | 'purpose' | 'action' | 'occurred_at'>

export type ConsentFilters = Times & { readonly channel?: readonly ConsentRow['channel'][]; readonly purpose?: ConsentRow['purpose'] }

// The records of a deleted customer are still there, and nobody sees them as that customer's.
function consentsOf(customerId: string) {
  return sql
    .selectFrom('consents as k')
    .innerJoin('customers as c', 'c.id', 'k.customer_id')
    .select(consentColumns.map((column) => `k.${column}` as const))
    .where('k.customer_id', '=', customerId)
    .where('c.deleted_at', 'is', null)
}

/** Newest first. */
export function listConsents(
  door: Read,
  customerId: string,
  { channel, purpose, ...times }: ConsentFilters,
  window: Window,
): Promise<ConsentRow[]> {
  let query = consentsOf(customerId)
  if (channel !== undefined) query = query.where(raw<boolean>`k.channel = any(${[...channel]})`)
  if (purpose !== undefined) query = query.where('k.purpose', '=', purpose)
  return door.all(inWindow(query, 'k', times, window))
}

export function findConsent(door: Read, customerId: string, id: string): Promise<ConsentRow | undefined> {
  return door.first(consentsOf(customerId).where('k.id', '=', id))
}

/** The new record, or undefined when its instant lies ahead of the database's clock. */
export function insertConsent(
  tx: Tx,
  values: Omit<Insertable<Consents>, 'occurred_at'> & { occurred_at: string | null },
): Promise<ConsentRow | undefined> {
  const { customer_id = null, channel, address, purpose, action, source, evidence = '{}', occurred_at, recorded_by = null } = values
  return tx.first(
    raw<ConsentRow>`
      insert into consents (customer_id, channel, address, purpose, action, source, evidence, occurred_at, recorded_by)
      select ${customer_id}::uuid, ${channel}::text, ${address}::text, ${purpose}::text, ${action}::text, ${source}::text, ${evidence}::jsonb,
        coalesce(${occurred_at}::timestamptz, now()), ${recorded_by}::uuid
      where ${occurred_at}::timestamptz is null or ${occurred_at}::timestamptz <= clock_timestamp()
      returning ${raw.join(consentColumns.map((column) => raw.ref(column)))}`.compile(sql),
  )
}

/** What counts for addresses, on every channel and for every purpose of which there is a record. Of one instant the record that revokes counts. */
export function findStandings(door: Read, addresses: readonly string[]): Promise<Standing[]> {
  return door.all(
    sql
      .selectFrom('consents')
      .distinctOn(['address', 'channel', 'purpose'])
      .select(['address', 'channel', 'purpose', 'action', 'occurred_at'])
      .where(raw<boolean>`address = any(${[...addresses]})`)
      .orderBy('address')
      .orderBy('channel')
      .orderBy('purpose')
      .orderBy('occurred_at', 'desc')
      .orderBy('action', 'desc')
      .orderBy('id', 'desc'),
  )
}

/** Keeps everybody else who wants to send to an address, or says what may be sent there, waiting until the transaction ends. */
export async function lockAddress(tx: Tx, address: string): Promise<void> {
  await tx.all(lockOn(`address ${address}`))
}

/** The same, and for a customer's limits: first the customer, then the address, so that nobody waits for somebody who waits for them. */
export async function lockRecipientOf(tx: Tx, address: string, customerId: string | null): Promise<void> {
  await Promise.all([customerId === null ? undefined : tx.all(lockOn(`customer ${customerId}`)), tx.all(lockOn(`address ${address}`))])
}

// Two that share a hash wait for each other, which does no harm.
function lockOn(name: string) {
  return raw`select from pg_advisory_xact_lock(hashtextextended(current_business()::text || ' ' || ${name}::text, 0))`.compile(sql)
}
