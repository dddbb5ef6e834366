import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { violates } from '../../db/errors.ts'
import { problems } from '../../problems.ts'
import { faultsOf } from './lint.ts'
import { filled } from './places.ts'
import { presentTemplate } from './present.ts'
import { findNamed, findTemplate, insertTemplate, insertWords, lockTemplate, updateTemplate } from './queries.ts'
import type { TemplateRow, Words } from './queries.ts'
import { formatted } from './values.ts'
import type { Values } from './values.ts'

export { holdActiveText as holdTextTemplate } from './queries.ts'
export { countSegments } from './segments.ts'
export type { TemplateRow } from './queries.ts'

type Schemas = components['schemas']
type CheckVersion = (row: { readonly version: number }) => void

/** The words of a message that was made from a template. */
export interface Rendered {
  readonly template: TemplateRow
  readonly subject: string | null
  readonly body: string
}

/** Throws 409 for words that can only go wrong, and for a name that another template has. */
export async function createTemplate(tx: Tx, wanted: Schemas['NewMessageTemplate']): Promise<TemplateRow> {
  const { name, channel, category, locale = 'en-US', status = 'active', subject = null, body } = wanted
  const words = { subject, body, variables: variablesOf(wanted.variables ?? []) }
  requireWords({ channel, category, locale, ...words })
  const own = await insertTemplate(tx, { name, channel, category, locale, status })
  if (own === undefined) throw await nameTaken(tx, { name, channel, locale })
  await insertWords(tx, own, words)
  const row = { ...own, ...words }
  const event = { type: 'message_template.created', data: { object: presentTemplate(row) } } as const
  record(tx, { action: event.type, resource: resource(row), changedFields: Object.keys(wanted), event })
  return row
}

/** Changes what is sent; other words are a new version of them. Throws 404, 412 when `checkVersion` objects, and 409 as `createTemplate` does. */
export async function changeTemplate(
  tx: Tx,
  id: string,
  changes: Schemas['MessageTemplateChanges'],
  checkVersion: CheckVersion,
): Promise<TemplateRow> {
  const row = await lock(tx, id, checkVersion)
  if (row.status === 'archived') throw problems.templateArchived()
  const { variables, ...others } = changes
  const after: TemplateRow = { ...row, ...others, ...(variables === undefined ? {} : { variables: variablesOf(variables) }) }
  requireWords(after)
  return write(tx, row, after, 'message_template.updated')
}

/** Takes a template out of use, once. Throws 404, 412 when `checkVersion` objects. */
export async function archiveTemplate(tx: Tx, id: string, checkVersion: CheckVersion): Promise<TemplateRow> {
  const row = await lock(tx, id, checkVersion)
  return write(tx, row, { ...row, status: 'archived' }, 'message_template.archived')
}

/** Throws 404 when there is no such template. Archived ones are there. */
export async function requireTemplate(door: Read, id: string): Promise<TemplateRow> {
  const row = await findTemplate(door, id)
  if (row === undefined) throw problems.notFound('message template')
  return row
}

/**
 * The words of a template with its values in their places. Throws 404 `reference_not_found` when there is no such template, 409
 * `template_not_active`, or `template_values_invalid` with each value that is missing, of another type or of no variable. No place is ever left unfilled.
 */
export async function renderTemplate(door: Read, id: string, values: Values): Promise<Rendered> {
  const template = await findTemplate(door, id)
  if (template === undefined) throw problems.referenceNotFound('template_id')
  if (template.status !== 'active') throw problems.templateNotActive()
  const { texts, faults } = formatted(template.variables, values, template.locale)
  if (faults.length > 0) throw problems.templateValuesInvalid(faults)
  const fill = (text: string) => filled(text, (name) => texts.get(name) ?? '')
  return { template, subject: template.subject === null ? null : fill(template.subject), body: fill(template.body) }
}

async function write(
  tx: Tx,
  row: TemplateRow,
  after: TemplateRow,
  type: 'message_template.updated' | 'message_template.archived',
): Promise<TemplateRow> {
  const changed = changedFields<TemplateRow>(row, after)
  if (changed.length === 0) return row
  const { name, category, locale, status } = after
  const hasOtherWords = changed.some((field) => ['subject', 'body', 'variables'].includes(field))
  const template_version = row.template_version + (hasOtherWords ? 1 : 0)
  const own = await unlessTaken(tx, after, () => updateTemplate(tx, row.id, { name, category, locale, status, template_version }))
  const words: Words = { subject: after.subject, body: after.body, variables: after.variables }
  if (hasOtherWords) await insertWords(tx, own, words)
  const written = { ...own, ...words }
  const previous = previousAttributes(presentTemplate(row), hasOtherWords ? [...changed, 'template_version'] : changed)
  const event = { type, data: { object: presentTemplate(written), previous_attributes: previous } }
  record(tx, { action: type, resource: resource(row), changedFields: changed, event })
  return written
}

async function unlessTaken<T>(tx: Tx, name: TemplateRow, update: () => Promise<T>): Promise<T> {
  try {
    return await tx.attempt(update)
  } catch (error) {
    if (!violates(error, 'message_templates_name_key')) throw error
    throw await nameTaken(tx, name)
  }
}

async function nameTaken(tx: Tx, name: Pick<TemplateRow, 'name' | 'channel' | 'locale'>) {
  return problems.templateNameTaken((await findNamed(tx, name))?.id ?? '')
}

function requireWords(draft: Parameters<typeof faultsOf>[0]): void {
  const faults = faultsOf(draft)
  if (faults.length > 0) throw problems.templateInvalid(faults)
}

function variablesOf(wanted: readonly Schemas['NewTemplateVariable'][]): Schemas['TemplateVariable'][] {
  return wanted.map(({ name, type, fallback = null }) => ({ name, type, fallback }))
}

async function lock(tx: Tx, id: string, checkVersion: CheckVersion): Promise<TemplateRow> {
  const row = await lockTemplate(tx, id)
  if (row === undefined) throw problems.notFound('message template')
  checkVersion(row)
  return row
}

function resource({ id }: TemplateRow): { readonly type: string; readonly id: string } {
  return { type: 'message_template', id }
}
