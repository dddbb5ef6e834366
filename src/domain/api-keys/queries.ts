import type { Insertable, Selectable, Updateable } from 'kysely'
import { sql as raw } from 'kysely'
import type { components } from '../../../generated/api.ts'
import type { ApiKeys } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

type Status = components['schemas']['ApiKeyStatus']

// Time ends a key without anybody writing it down, so its status is computed when it is asked for.
const status = raw<Status>`case
  when revoked_at is not null or valid_until <= now() then 'revoked'
  when expires_at <= now() then 'expired'
  when rotated_at is not null then 'rotating'
  else 'active' end`
const works = raw<boolean>`revoked_at is null and coalesce(valid_until > now(), true) and coalesce(expires_at > now(), true)`

const keyColumns = [
  'id',
  'name',
  'prefix',
  'scopes',
  'ip_allowlist',
  'expires_at',
  'last_used_at',
  'created_by_member_id',
  'replaced_by_id',
  'created_at',
  'updated_at',
  'version',
] as const
const shown = [...keyColumns, status.as('status')] as const

const touched = { updated_at: raw<string>`now()`, version: raw<number>`version + 1` }

export type ApiKeyRow = Pick<Selectable<ApiKeys>, (typeof keyColumns)[number]> & { readonly status: Status }

export function listApiKeys(door: Read, filters: Times & { readonly status?: readonly Status[] }, window: Window): Promise<ApiKeyRow[]> {
  let query = sql.selectFrom('api_keys').select(shown)
  if (filters.status !== undefined) query = query.where(raw<boolean>`${status} = any(${[...filters.status]})`)
  return door.all(inWindow(query, 'api_keys', filters, window))
}

export function findApiKey(door: Read, id: string): Promise<ApiKeyRow | undefined> {
  return door.first(sql.selectFrom('api_keys').select(shown).where('id', '=', id))
}

/** The row, locked until the transaction ends, so that two changes follow each other. */
export function lockApiKey(tx: Tx, id: string): Promise<ApiKeyRow | undefined> {
  return tx.first(sql.selectFrom('api_keys').select(shown).where('id', '=', id).forNoKeyUpdate())
}

/** How many keys have not ended. */
export async function countApiKeys(door: Read): Promise<number> {
  const counted = await door.first(
    sql
      .selectFrom('api_keys')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where(works),
  )
  return counted?.count ?? 0
}

export async function insertApiKey(tx: Tx, values: Insertable<ApiKeys>): Promise<ApiKeyRow> {
  return (await tx.first(sql.insertInto('api_keys').values(values).returning(shown))) as ApiKeyRow
}

export async function updateApiKey(tx: Tx, id: string, values: Updateable<ApiKeys>): Promise<ApiKeyRow> {
  const query = sql.updateTable('api_keys').set({ ...values, ...touched })
  return (await tx.first(query.where('id', '=', id).returning(shown))) as ApiKeyRow
}

/** Names the successor, and the moment when the key ends. */
export async function retireApiKey(tx: Tx, id: string, successorId: string, overlapSeconds: number): Promise<ApiKeyRow> {
  const end = raw<string>`now() + make_interval(secs => ${overlapSeconds})`
  const values = { rotated_at: raw<string>`now()`, valid_until: end, replaced_by_id: successorId }
  const query = sql.updateTable('api_keys').set({ ...values, ...touched })
  return (await tx.first(query.where('id', '=', id).returning(shown))) as ApiKeyRow
}

export async function revokeApiKeys(tx: Tx, ids: readonly string[]): Promise<ApiKeyRow[]> {
  const query = sql.updateTable('api_keys').set({ revoked_at: raw<string>`now()`, ...touched })
  return tx.all(query.where(raw<boolean>`id = any(${[...ids]}::uuid[])`).returning(shown))
}

/** The keys that work, all or those that a member made, at most a thousand, locked until the transaction ends. */
export function lockApiKeysOf(tx: Tx, memberId?: string): Promise<ApiKeyRow[]> {
  const keys = sql.selectFrom('api_keys').select(shown).where(works)
  const wanted = memberId === undefined ? keys : keys.where('created_by_member_id', '=', memberId)
  return tx.all(wanted.orderBy('id').limit(1000).forNoKeyUpdate())
}

/** Whether the keys of the business open a sandbox only. */
export async function isSandbox(tx: Tx): Promise<boolean> {
  const own = sql.selectFrom('businesses').select('sandbox_of')
  return typeof (await tx.first(own.where('id', '=', raw<string>`current_business()`)))?.sandbox_of === 'string'
}
