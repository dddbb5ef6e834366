import type { Selectable } from 'kysely'
import { sql as raw } from 'kysely'
import type { TagRenames } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

/**
 * The tags in use after a tag, by name, and how many customers have each. Each step asks the index for the next tag, past all customers that have this
 * one; only those on the page are counted, from the index alone.
 */
export function listTags(
  door: Read,
  { prefix, after, limit }: { prefix: string; after: string; limit: number },
): Promise<{ tag: string; customers: number }[]> {
  return door.all(
    raw<{ tag: string; customers: number }>`
      with recursive used (tag) as (
        select (select min(t.tag) from customer_tags t where t.tag >= ${prefix} and t.tag < ${prefix} || '~' and t.tag > ${after})
        union all
        select (select min(t.tag) from customer_tags t where t.tag > used.tag and t.tag < ${prefix} || '~') from used where used.tag is not null
      ), page as (select tag from used where tag is not null limit ${limit})
      select tag, (select count(*) from customer_tags t where t.tag = page.tag) as customers from page`.compile(sql),
  )
}

const renameColumns = ['id', 'from_tag', 'to_tag', 'status', 'customers_changed', 'created_at', 'completed_at'] as const

export type RenameRow = Pick<Selectable<TagRenames>, (typeof renameColumns)[number]>

/** Whether a customer has this label. */
export async function isInUse(tx: Tx, tag: string): Promise<boolean> {
  return (await tx.first(sql.selectFrom('customer_tags').select('tag').where('tag', '=', tag).limit(1))) !== undefined
}

export function findRename(door: Read, id: string): Promise<RenameRow | undefined> {
  return door.first(sql.selectFrom('tag_renames').select(renameColumns).where('id', '=', id))
}

/** A rename that is not completed and names one of these labels. */
export function findRunningRename(tx: Tx, tags: readonly string[]): Promise<RenameRow | undefined> {
  return tx.first(
    sql
      .selectFrom('tag_renames')
      .select(renameColumns)
      .where('status', '=', 'running')
      .where((or) => or.or([or('from_tag', 'in', tags), or('to_tag', 'in', tags)])),
  )
}

/** The row, locked until the transaction ends. */
export function lockRename(tx: Tx, id: string): Promise<RenameRow | undefined> {
  return tx.first(sql.selectFrom('tag_renames').select(renameColumns).where('id', '=', id).forNoKeyUpdate())
}

export async function insertRename(tx: Tx, from: string, to: string): Promise<RenameRow> {
  const row = await tx.first(sql.insertInto('tag_renames').values({ from_tag: from, to_tag: to }).returning(renameColumns))
  return row as RenameRow
}

/** Adds to the number of customers that were changed. For a row that is locked, so that it is there. */
export async function noteProgress(tx: Tx, id: string, changed: number, isLast: boolean): Promise<RenameRow> {
  const end = isLast ? { status: 'completed' as const, completed_at: raw<string>`now()` } : {}
  const row = await tx.first(
    sql
      .updateTable('tag_renames')
      .set({ customers_changed: raw<number>`customers_changed + ${changed}`, ...end })
      .where('id', '=', id)
      .returning(renameColumns),
  )
  return row as RenameRow
}
