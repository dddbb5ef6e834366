import type { Insertable, Selectable, UpdateObject } from 'kysely'
import { sql as raw } from 'kysely'
import type { DB, Integrations } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const ownColumns = [
  'id',
  'provider',
  'name',
  'status',
  'settings',
  'secret_hint',
  'last_event_at',
  'created_at',
  'updated_at',
  'version',
] as const
// Time ends the old secret without anybody writing it down.
const previousUntil = raw<string | null>`case when previous_valid_until > now() then previous_valid_until end`
const shown = [...ownColumns, previousUntil.as('previous_secret_until')] as const
const isSandbox = raw<boolean>`exists (select from businesses where id = current_business() and sandbox_of is not null)`
const touched = { updated_at: raw<string>`now()`, version: raw<number>`version + 1` }

export type IntegrationRow = Pick<Selectable<Integrations>, (typeof ownColumns)[number]> & { readonly previous_secret_until: string | null }
export interface SealedRow extends IntegrationRow {
  readonly credentials: Buffer
}

interface Filters extends Times {
  readonly provider?: readonly IntegrationRow['provider'][]
  readonly status?: readonly IntegrationRow['status'][]
}

export function listIntegrations(door: Read, { provider, status, ...times }: Filters, window: Window): Promise<IntegrationRow[]> {
  let query = sql.selectFrom('integrations').select(shown).where('deleted_at', 'is', null)
  if (provider !== undefined) query = query.where(raw<boolean>`provider = any(${[...provider]})`)
  if (status !== undefined) query = query.where(raw<boolean>`status = any(${[...status]})`)
  return door.all(inWindow(query, 'integrations', times, window))
}

export function findIntegration(door: Read, id: string): Promise<IntegrationRow | undefined> {
  return door.first(sql.selectFrom('integrations').select(shown).where('id', '=', id).where('deleted_at', 'is', null))
}

/** With what opens the account, still sealed, and whether nothing may really be sent by it. */
export function findSealed(door: Read, id: string): Promise<(SealedRow & { readonly simulated: boolean }) | undefined> {
  const query = sql.selectFrom('integrations').select([...shown, 'credentials', isSandbox.as('simulated')])
  return door.first(query.where('id', '=', id).where('deleted_at', 'is', null)) as Promise<(SealedRow & { simulated: boolean }) | undefined>
}

/** The row, locked until the transaction ends, so that two changes follow each other. */
export function lockIntegration(tx: Tx, id: string): Promise<SealedRow | undefined> {
  const query = sql.selectFrom('integrations').select([...shown, 'credentials'])
  return tx.first(query.where('id', '=', id).where('deleted_at', 'is', null).forNoKeyUpdate()) as Promise<SealedRow | undefined>
}

/** The row, which cannot be deleted until the transaction ends. Others may rely on it at the same time. */
export function holdRow(tx: Tx, id: string): Promise<IntegrationRow | undefined> {
  return tx.first(sql.selectFrom('integrations').select(shown).where('id', '=', id).where('deleted_at', 'is', null).forShare())
}

/** Credentials are bound to the id of their row, so it is needed before there is one. */
export async function newIntegrationId(tx: Tx): Promise<string> {
  return ((await tx.first(plain<{ id: string }>('select new_id() as id'))) as { id: string }).id
}

export async function insertIntegration(tx: Tx, values: Insertable<Integrations>): Promise<IntegrationRow> {
  return (await tx.first(sql.insertInto('integrations').values(values).returning(shown))) as IntegrationRow
}

/** For a row that is locked, so that it is there. */
export async function updateIntegration(tx: Tx, id: string, values: UpdateObject<DB, 'integrations'>): Promise<IntegrationRow> {
  const query = sql.updateTable('integrations').set({ ...values, ...touched })
  return (await tx.first(query.where('id', '=', id).returning(shown))) as IntegrationRow
}

/** Puts new secrets in place; the old ones, if they go on, end after so many seconds. */
export function replaceSecrets(
  tx: Tx,
  id: string,
  secrets: { readonly credentials: Buffer; readonly secret_hint: string; readonly previous: Buffer | null },
  overlapSeconds: number,
): Promise<IntegrationRow> {
  const { previous, ...current } = secrets
  const end = previous === null ? null : raw<string>`now() + make_interval(secs => ${overlapSeconds})`
  return updateIntegration(tx, id, { ...current, previous_credentials: previous, previous_valid_until: end })
}

/** Deletes the row's secrets, and hides it. When. */
export async function endIntegration(tx: Tx, id: string): Promise<string> {
  const nothing = { credentials: null, previous_credentials: null, previous_valid_until: null }
  const query = sql.updateTable('integrations').set({ ...nothing, deleted_at: raw<string>`now()`, ...touched })
  return ((await tx.first(query.where('id', '=', id).returning('deleted_at'))) as { deleted_at: string }).deleted_at
}

export async function hasActiveChannels(tx: Tx, id: string): Promise<boolean> {
  const active = sql.selectFrom('channels').select('id').where('integration_id', '=', id).where('status', '=', 'active')
  return (await tx.first(active.limit(1))) !== undefined
}

/** Notes that the provider sent something, at most once a minute, so that a busy account does not become a busy row. */
export async function markEvent(tx: Tx, id: string): Promise<void> {
  const recent = raw<boolean>`last_event_at > now() - interval '1 minute'`
  const query = sql.updateTable('integrations').set({ last_event_at: raw<string>`now()` })
  await tx.all(query.where('id', '=', id).where(raw<boolean>`${recent} is not true`))
}

export interface InboundRow {
  readonly business_id: string
  readonly business_status: 'active' | 'suspended' | 'closed'
  readonly provider: IntegrationRow['provider']
  readonly status: IntegrationRow['status']
  readonly settings: IntegrationRow['settings']
  readonly credentials: Buffer
  /** Null when its time is over. */
  readonly previous_credentials: Buffer | null
}

/** Asked for nobody in particular: whom it concerns is the question. */
export function findInbound(door: Read, id: string): Promise<InboundRow | undefined> {
  const columns = `business_id, business_status, provider, status, settings, credentials,
    case when previous_valid_until > now() then previous_credentials end as previous_credentials`
  return door.first(plain<InboundRow>(`select ${columns} from app.inbound_integration($1)`, [id]))
}

export interface Seals {
  readonly credentials: Buffer
  readonly previous_credentials: Buffer | null
}

export function lockSeals(tx: Tx, id: string): Promise<Seals | undefined> {
  const query = sql.selectFrom('integrations').select(['credentials', 'previous_credentials'])
  return tx.first(query.where('id', '=', id).where('deleted_at', 'is', null).forNoKeyUpdate()) as Promise<Seals | undefined>
}

/** The same secrets under other seals: nothing that anybody sees changes. */
export async function writeSeals(tx: Tx, id: string, seals: Seals): Promise<void> {
  await tx.all(sql.updateTable('integrations').set(seals).where('id', '=', id))
}
