import type { Insertable, Selectable, UpdateObject } from 'kysely'
import { sql as raw } from 'kysely'
import type { CustomFields, DB } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

const fieldColumns = [
  'id',
  'key',
  'label',
  'description',
  'type',
  'choices',
  'position',
  'status',
  'created_at',
  'updated_at',
  'version',
] as const
const definitionColumns = ['key', 'type', 'choices', 'status'] as const
const lastPosition = 10_000

export type FieldRow = Pick<Selectable<CustomFields>, (typeof fieldColumns)[number]>
/** What decides about a value. */
export type Definition = Pick<FieldRow, (typeof definitionColumns)[number]>

export interface FieldWindow {
  readonly after: readonly [position: string, key: string] | undefined
  readonly limit: number
}

export function listFields(door: Read, statuses: readonly FieldRow['status'][] | undefined, window: FieldWindow): Promise<FieldRow[]> {
  let query = sql.selectFrom('custom_fields').select(fieldColumns)
  if (statuses !== undefined) query = query.where(raw<boolean>`status = any(${[...statuses]})`)
  if (window.after !== undefined) query = query.where(raw<boolean>`(position, key) > (${Number(window.after[0])}, ${window.after[1]})`)
  return door.all(query.orderBy('position').orderBy('key').limit(window.limit))
}

export function findField(door: Read, id: string): Promise<FieldRow | undefined> {
  return door.first(sql.selectFrom('custom_fields').select(fieldColumns).where('id', '=', id))
}

/** The row, locked until the transaction ends: writers of customers who rely on it wait. */
export function lockField(tx: Tx, id: string): Promise<FieldRow | undefined> {
  return tx.first(sql.selectFrom('custom_fields').select(fieldColumns).where('id', '=', id).forNoKeyUpdate())
}

export function findDefinitions(door: Read, keys: readonly string[]): Promise<Definition[]> {
  return door.all(definitionsOf(keys))
}

/** The definitions, which cannot change until the transaction ends. Others may rely on them at the same time. */
export function holdDefinitions(tx: Tx, keys: readonly string[]): Promise<Definition[]> {
  return tx.all(definitionsOf(keys).forShare())
}

// In the order of the keys, so that nobody locks them in another.
function definitionsOf(keys: readonly string[]) {
  return sql
    .selectFrom('custom_fields')
    .select(definitionColumns)
    .where(raw<boolean>`key = any(${[...keys]}::text[])`)
    .orderBy('key')
}

export async function countActiveFields(tx: Tx): Promise<number> {
  const counted = await tx.first(
    sql
      .selectFrom('custom_fields')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('status', '=', 'active'),
  )
  return counted?.count ?? 0
}

/** The new row, or undefined when the key is taken. Without a position it stands after all others. */
export function insertField(
  tx: Tx,
  values: Omit<Insertable<CustomFields>, 'position'> & { position: number | undefined },
): Promise<FieldRow | undefined> {
  const position =
    values.position ?? raw<number>`(select least(coalesce(max(position), 0) + 1, ${lastPosition}::integer) from custom_fields)`
  return tx.first(
    sql
      .insertInto('custom_fields')
      .values({ ...values, position })
      .onConflict((conflict) => conflict.doNothing())
      .returning(fieldColumns),
  )
}

/** The field that has this key, which is there. */
export async function idOfKey(tx: Tx, key: string): Promise<string> {
  return ((await tx.first(sql.selectFrom('custom_fields').select('id').where('key', '=', key))) as { id: string }).id
}

/** For a row that is locked, so that it is there. */
export async function updateField(tx: Tx, id: string, values: UpdateObject<DB, 'custom_fields'>): Promise<FieldRow> {
  const row = await tx.first(
    sql
      .updateTable('custom_fields')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(fieldColumns),
  )
  return row as FieldRow
}
