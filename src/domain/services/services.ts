import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { problems } from '../../problems.ts'
import { columnsOf, presentService } from './present.ts'
import type { ServiceFields } from './present.ts'
import { businessCurrency, countOnTeam, findService, insertService, lockServices, updateService, writeMembers } from './queries.ts'
import type { ServiceRow } from './queries.ts'

type Schemas = components['schemas']
type CheckVersion = (row: ServiceRow) => void

const maxMembers = 100

/** What holds where a new service says nothing. */
const defaults = {
  description: null,
  category: null,
  deposit: null,
  cancellation_fee: null,
  tax_rate_bp: 0,
  duration_minutes: 60,
  buffer_before_minutes: 0,
  buffer_after_minutes: 0,
  capacity: 1,
  slot_interval_minutes: 15,
  min_notice_minutes: 0,
  max_advance_days: 30,
  cancel_notice_minutes: 0,
  reschedule_notice_minutes: 0,
  requires_confirmation: false,
  confirm_within_minutes: 1_440,
  bookable_online: true,
  location_type: 'on_site',
  prerequisites: null,
  policy: null,
} as const satisfies Omit<ServiceFields, 'name' | 'price' | 'member_ids'>

/** Adds a service. Throws 404 `reference_not_found` for a member who is not in the team, 409 for amounts in several currencies. */
export async function addService(tx: Tx, wanted: Schemas['NewService']): Promise<ServiceRow> {
  const currency = wanted.price?.currency ?? (await businessCurrency(tx))
  const member_ids = sortedIds(wanted.member_ids ?? [])
  const fields: ServiceFields = { ...defaults, price: { amount_minor: 0, currency }, ...wanted, member_ids }
  requireOneCurrency(fields)
  await requireOnTeam(tx, member_ids)
  const id = await insertService(tx, columnsOf(fields))
  await writeMembers(tx, id, member_ids)
  const row = await reread(tx, id)
  const event = { type: 'service.created', data: { object: presentService(row) } } as const
  record(tx, { action: event.type, resource: resource(row), changedFields: Object.keys(wanted).sort(), event })
  return row
}

/**
 * Changes the fields that are sent. Throws 404, 412 when `checkVersion` objects, 409 for an archived service and for amounts in several currencies,
 * 404 `reference_not_found` for a new member who is not in the team.
 */
export async function changeService(
  tx: Tx,
  id: string,
  changes: Schemas['ServiceChanges'],
  checkVersion: CheckVersion,
): Promise<ServiceRow> {
  const row = await lock(tx, id, checkVersion)
  const { member_ids } = changes
  if (member_ids !== undefined) await requireOnTeam(tx, without(sortedIds(member_ids), row.member_ids))
  return applyChanges(tx, row, member_ids === undefined ? changes : { ...changes, member_ids: sortedIds(member_ids) })
}

/** Writes what differs, and tells it, for a row that is locked. Whoever names new members has seen that they are in the team. Throws 409. */
export async function applyChanges(tx: Tx, row: ServiceRow, changes: Partial<ServiceFields>): Promise<ServiceRow> {
  if (row.status === 'archived') throw problems.serviceArchived()
  const before = presentService(row)
  const names = changedFields<ServiceFields>(before, changes)
  if (names.length === 0) return row
  const { id: _id, status: _status, created_at: _created, updated_at: _updated, version: _version, ...fields } = { ...before, ...changes }
  requireOneCurrency(fields)
  if (fields.member_ids.length > maxMembers) throw problems.tooManyMembers()
  await updateService(tx, row.id, columnsOf(fields))
  if (names.includes('member_ids')) await writeMembers(tx, row.id, fields.member_ids)
  return tell(tx, 'service.updated', before, names)
}

/** Takes a service out of the catalogue, once. Throws 404, 412. */
export function archiveService(tx: Tx, id: string, checkVersion: CheckVersion): Promise<ServiceRow> {
  return setStatus(tx, id, 'archived', checkVersion)
}

/** Brings a service back, once. Throws 404, 412. */
export function unarchiveService(tx: Tx, id: string, checkVersion: CheckVersion): Promise<ServiceRow> {
  return setStatus(tx, id, 'active', checkVersion)
}

/** Throws 404 when there is no such service. Archived ones are there. */
export async function requireService(door: Read, id: string): Promise<ServiceRow> {
  const row = await findService(door, id)
  if (row === undefined) throw problems.notFound('service')
  return row
}

/** Throws 404 `reference_not_found` when one of them is not in the team, or was removed from it. */
export async function requireOnTeam(tx: Tx, ids: readonly string[], field = 'member_ids'): Promise<void> {
  if (ids.length > 0 && (await countOnTeam(tx, ids)) < ids.length) throw problems.referenceNotFound(field)
}

/** Each once, in the form and the order in which they are kept. */
export function sortedIds(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))].sort()
}

export function without(ids: readonly string[], others: readonly string[]): string[] {
  return ids.filter((id) => !others.includes(id))
}

function requireOneCurrency({ price, deposit, cancellation_fee }: ServiceFields): void {
  const differs = [deposit, cancellation_fee].some((amount) => amount !== null && amount.currency !== price.currency)
  if (differs) throw problems.currencyMismatch(price.currency)
}

async function setStatus(tx: Tx, id: string, status: ServiceRow['status'], checkVersion: CheckVersion): Promise<ServiceRow> {
  const row = await lock(tx, id, checkVersion)
  if (row.status === status) return row
  await updateService(tx, id, { status })
  return tell(tx, status === 'archived' ? 'service.archived' : 'service.updated', presentService(row), ['status'])
}

async function lock(tx: Tx, id: string, checkVersion: CheckVersion): Promise<ServiceRow> {
  const [row] = await lockServices(tx, [id])
  if (row === undefined) throw problems.notFound('service')
  checkVersion(row)
  return row
}

async function tell(
  tx: Tx,
  type: 'service.updated' | 'service.archived',
  before: Schemas['Service'],
  names: readonly string[],
): Promise<ServiceRow> {
  const row = await reread(tx, before.id)
  const data = { object: presentService(row), previous_attributes: previousAttributes(before, names) }
  record(tx, { action: type, resource: resource(row), changedFields: names, event: { type, data } })
  return row
}

async function reread(tx: Tx, id: string): Promise<ServiceRow> {
  return (await findService(tx, id)) as ServiceRow
}

function resource({ id }: ServiceRow): { readonly type: string; readonly id: string } {
  return { type: 'service', id }
}
