import type { Insertable, Selectable, UpdateObject } from 'kysely'
import { sql as raw } from 'kysely'
import type { DB, MessageTemplates, MessageTemplateVersions } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import { inWindow } from '../../db/windows.ts'
import type { Times, Window } from '../../db/windows.ts'

const ownColumns = [
  'id',
  'name',
  'channel',
  'category',
  'locale',
  'status',
  'template_version',
  'created_at',
  'updated_at',
  'version',
] as const
const wordColumns = ['subject', 'body', 'variables'] as const

type Own = Pick<Selectable<MessageTemplates>, (typeof ownColumns)[number]>
export type Words = Pick<Selectable<MessageTemplateVersions>, (typeof wordColumns)[number]>
/** A template with its newest words. */
export type TemplateRow = Own & Words

export type TemplateFilters = Times & {
  readonly status?: readonly Own['status'][]
  readonly channel?: Own['channel']
  readonly category?: readonly Own['category'][]
}

function templates() {
  return sql
    .selectFrom('message_templates as t')
    .innerJoin('message_template_versions as w', (join) =>
      join.onRef('w.template_id', '=', 't.id').onRef('w.template_version', '=', 't.template_version'),
    )
    .select([...ownColumns.map((column) => `t.${column}` as const), ...wordColumns.map((column) => `w.${column}` as const)])
}

/** Newest first. */
export function listTemplates(
  door: Read,
  { status, channel, category, ...times }: TemplateFilters,
  window: Window,
): Promise<TemplateRow[]> {
  let query = templates()
  if (status !== undefined) query = query.where(raw<boolean>`t.status = any(${[...status]})`)
  if (channel !== undefined) query = query.where('t.channel', '=', channel)
  if (category !== undefined) query = query.where(raw<boolean>`t.category = any(${[...category]})`)
  return door.all(inWindow(query, 't', times, window))
}

export function findTemplate(door: Read, id: string): Promise<TemplateRow | undefined> {
  return door.first(templates().where('t.id', '=', id))
}

/** The template, locked until the transaction ends. */
export function lockTemplate(tx: Tx, id: string): Promise<TemplateRow | undefined> {
  return tx.first(templates().where('t.id', '=', id).forUpdate('t'))
}

/** Whether there is such a template for texts, in use; it stays so until the transaction ends. */
export async function holdActiveText(tx: Tx, id: string): Promise<boolean> {
  const found = await tx.first(
    sql
      .selectFrom('message_templates')
      .select('id')
      .where('id', '=', id)
      .where('channel', '=', 'sms')
      .where('status', '=', 'active')
      .forShare(),
  )
  return found !== undefined
}

/** The new template without its words, or undefined when its name is taken. */
export function insertTemplate(tx: Tx, values: Insertable<MessageTemplates>): Promise<Own | undefined> {
  return tx.first(
    sql
      .insertInto('message_templates')
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .returning(ownColumns),
  )
}

export async function insertWords(tx: Tx, { id, template_version }: Pick<Own, 'id' | 'template_version'>, words: Words): Promise<void> {
  const { subject, body, variables } = words
  const row = { template_id: id, template_version, subject, body, variables: JSON.stringify(variables) }
  await tx.all(sql.insertInto('message_template_versions').values(row))
}

/** For a row that is locked, so that it is there. */
export async function updateTemplate(tx: Tx, id: string, values: UpdateObject<DB, 'message_templates'>): Promise<Own> {
  const row = await tx.first(
    sql
      .updateTable('message_templates')
      .set({ ...values, updated_at: raw`now()`, version: raw`version + 1` })
      .where('id', '=', id)
      .returning(ownColumns),
  )
  return row as Own
}

/** The template in use that has this name, for this channel and in this language. */
export function findNamed(
  door: Read,
  { name, channel, locale }: Pick<Own, 'name' | 'channel' | 'locale'>,
): Promise<{ id: string } | undefined> {
  return door.first(
    sql
      .selectFrom('message_templates')
      .select('id')
      .where('channel', '=', channel)
      .where('locale', '=', locale)
      .where(raw<boolean>`lower(name) = lower(${name})`)
      .where('status', '<>', 'archived'),
  )
}
