import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { takeTurn } from '../../db/in-turn.ts'
import { problems } from '../../problems.ts'
import { presentField } from './present.ts'
import { countActiveFields, idOfKey, insertField, lockField, updateField } from './queries.ts'
import type { FieldRow } from './queries.ts'

export { mergeValues, requireFieldValues, uniteValues, wantedFieldValues } from './values.ts'

type Schemas = components['schemas']
type CheckVersion = (row: { readonly version: number }) => void

const maxActiveFields = 50

/** Defines a field. Throws 409 for a key that another has, choices that do not go with the type, or one field too many. */
export async function defineField(tx: Tx, wanted: Schemas['NewCustomField']): Promise<FieldRow> {
  const { key, label, type, description = null, choices = [], position } = wanted
  requireChoices(type, choices)
  await requireRoom(tx)
  const row = await insertField(tx, { key, label, type, description, choices: JSON.stringify(choices), position })
  if (row === undefined) throw problems.customFieldKeyTaken(await idOfKey(tx, key))
  const event = { type: 'custom_field.created', data: { object: presentField(row) } } as const
  record(tx, { action: event.type, resource: resource(row), changedFields: Object.keys(wanted), event })
  return row
}

/** Changes what is sent; customers stay as they are. Throws 404, 412 when `checkVersion` objects, 409 for choices that do not go with the type. */
export async function changeField(
  tx: Tx,
  id: string,
  changes: Schemas['CustomFieldChanges'],
  checkVersion: CheckVersion,
): Promise<FieldRow> {
  const row = await lock(tx, id, checkVersion)
  const { choices, ...others } = changes
  if (choices !== undefined) requireChoices(row.type, choices)
  return write(tx, row, 'custom_field.updated', changes, choices === undefined ? others : { ...others, choices: JSON.stringify(choices) })
}

/** Takes a field out of use, once. Whoever is writing a value of it right now comes first. */
export async function archiveField(tx: Tx, id: string, checkVersion: CheckVersion): Promise<FieldRow> {
  const row = await lock(tx, id, checkVersion)
  return write(tx, row, 'custom_field.archived', { status: 'archived' })
}

/** Takes an archived field into use again. Throws 409 when there are as many active ones as there may be. */
export async function unarchiveField(tx: Tx, id: string, checkVersion: CheckVersion): Promise<FieldRow> {
  await takeTurn(tx)
  const row = await lock(tx, id, checkVersion)
  if (row.status === 'archived') await requireRoom(tx)
  return write(tx, row, 'custom_field.updated', { status: 'active' })
}

async function requireRoom(tx: Tx): Promise<void> {
  // Sent together; they are counted when it is our turn, so that of two at once only one becomes the last.
  const [, active] = await Promise.all([takeTurn(tx), countActiveFields(tx)])
  if (active >= maxActiveFields) throw problems.tooManyCustomFields(`A business has at most ${maxActiveFields} active custom fields.`)
}

function requireChoices(type: Schemas['CustomFieldType'], choices: readonly Schemas['CustomFieldChoice'][]): void {
  const takesChoices = type === 'single_choice' || type === 'multiple_choice'
  if (!takesChoices && choices.length > 0) throw problems.customFieldChoicesInvalid(`A field of the type ${type} has no choices.`)
  if (takesChoices && choices.length === 0) throw problems.customFieldChoicesInvalid(`A field of the type ${type} needs choices.`)
  const values = new Set(choices.map(({ value }) => value))
  if (values.size < choices.length) throw problems.customFieldChoicesInvalid('A value stands twice among the choices.')
}

async function lock(tx: Tx, id: string, checkVersion: CheckVersion): Promise<FieldRow> {
  const row = await lockField(tx, id)
  if (row === undefined) throw problems.notFound('custom field')
  checkVersion(row)
  return row
}

/** Writes what differs, and tells it. `columns` are the changes as they are kept, where that is another form. */
async function write(
  tx: Tx,
  row: FieldRow,
  type: 'custom_field.updated' | 'custom_field.archived',
  changes: Partial<FieldRow>,
  columns: Parameters<typeof updateField>[2] = changes as Parameters<typeof updateField>[2],
): Promise<FieldRow> {
  const changed = changedFields(row, changes)
  if (changed.length === 0) return row
  const written = await updateField(tx, row.id, columns)
  const data = { object: presentField(written), previous_attributes: previousAttributes(presentField(row), changed) }
  record(tx, { action: type, resource: resource(row), changedFields: changed, event: { type, data } })
  return written
}

function resource({ id }: FieldRow): { readonly type: string; readonly id: string } {
  return { type: 'custom_field', id }
}
