import { isDeepStrictEqual } from 'node:util'
import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import type { ProblemItem } from '../../problems.ts'
import { filterValue, isDate } from './filters.ts'
import { findDefinitions, holdDefinitions } from './queries.ts'
import type { Definition } from './queries.ts'

export type FieldValues = Readonly<components['schemas']['CustomFieldValues']>
export type FieldValue = FieldValues[string]
type Fault = Pick<ProblemItem, 'code' | 'detail'>

const maxValues = 50

/** The values with those that are sent in place of the present ones; null removes one. Lists are sorted, because their order says nothing. */
export function mergeValues(
  present: FieldValues,
  changes: components['schemas']['CustomFieldValueChanges'],
): components['schemas']['CustomFieldValues'] {
  const merged: Record<string, FieldValue> = {}
  for (const [key, value] of Object.entries({ ...present, ...changes })) {
    if (value !== null) merged[key] = isList(value) ? [...value].sort() : value
  }
  return merged
}

/** The values of two customers that become one: where both have one, that of the survivor. Throws 409 when there are too many together. */
export function uniteValues(survivor: FieldValues, other: FieldValues): components['schemas']['CustomFieldValues'] {
  const united = { ...other, ...survivor }
  requireFew(united)
  return united
}

/**
 * Throws 409 unless each value that is new or different is one that its field takes. What a customer has may stay: its field may have been archived
 * since, or its choice removed. The definitions are held until the transaction ends, so that the values are valid when they are committed.
 */
export async function requireFieldValues(tx: Tx, before: FieldValues, after: FieldValues): Promise<void> {
  const keys = Object.keys(after).filter((key) => !isDeepStrictEqual(after[key], before[key]))
  if (keys.length === 0) return
  requireFew(after)
  const definitions = byKey(await holdDefinitions(tx, keys))
  refuse(
    keys.map((key) => [
      faultOf(definitions.get(key), after[key] as FieldValue, before[key]),
      { in: 'body', pointer: `/custom_fields/${key}` },
    ]),
  )
}

function requireFew(values: FieldValues): void {
  if (Object.keys(values).length > maxValues) throw problems.tooManyCustomFields(`A customer has at most ${maxValues} custom fields.`)
}

/** What `key:value` asks for, each once. Throws 409 for a key that is not defined, or a value that its type cannot have. */
export async function wantedFieldValues(
  door: Read,
  filters: readonly string[],
): Promise<{ readonly key: string; readonly value: FieldValue }[]> {
  const pairs = [...new Set(filters)].map((filter) => ({
    key: filter.slice(0, filter.indexOf(':')),
    text: filter.slice(filter.indexOf(':') + 1),
  }))
  const definitions = byKey(
    await findDefinitions(
      door,
      pairs.map(({ key }) => key),
    ),
  )
  const read = pairs.map(({ key, text }) => ({
    key,
    value: filterValue(definitions.get(key)?.type, text),
    definition: definitions.get(key),
  }))
  refuse(
    read.map(({ value, definition }) => [
      definition === undefined ? unknown : value === undefined ? wrongType(definition) : undefined,
      { in: 'query', pointer: '/custom_field' },
    ]),
  )
  return read.map(({ key, value }) => ({ key, value: value as FieldValue }))
}

const unknown: Fault = { code: 'unknown', detail: 'no such custom field' }
const archived: Fault = { code: 'archived', detail: 'this custom field is archived' }
const wrongType = ({ type }: Definition): Fault => ({ code: 'type', detail: `must be ${described[type]}` })
const described = {
  text: 'text',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date such as 1990-04-23',
  single_choice: 'one of the choices',
  multiple_choice: 'a list of choices',
} as const

/** Why a field does not take this value; undefined when it does. Of a list what was there before may stay, whatever can be chosen now. */
export function faultOf(definition: Definition | undefined, value: FieldValue, before?: FieldValue): Fault | undefined {
  if (definition === undefined) return unknown
  if (definition.status === 'archived') return archived
  if (!isOfType(definition.type, value)) return wrongType(definition)
  if (definition.type !== 'single_choice' && definition.type !== 'multiple_choice') return undefined
  const offered = new Set([...definition.choices.map((choice) => choice.value), ...(isList(before) ? before : [])])
  return [value].flat().every((each) => offered.has(String(each))) ? undefined : { code: 'choice', detail: 'must be among the choices' }
}

function isOfType(type: Definition['type'], value: FieldValue): boolean {
  if (type === 'multiple_choice') return isList(value)
  if (type === 'date') return typeof value === 'string' && isDate(value)
  if (type === 'number' || type === 'boolean') return typeof value === type
  return typeof value === 'string'
}

// Array.isArray does not see lists that may not be changed.
function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value)
}

const codes = { unknown: 'custom_field_unknown', archived: 'custom_field_archived' } as const

function refuse(judged: readonly (readonly [Fault | undefined, Pick<ProblemItem, 'in' | 'pointer'>])[]): void {
  const errors = judged.flatMap(([fault, place]) => (fault === undefined ? [] : [{ ...place, ...fault }]))
  if (errors.length === 0) return
  const worst = (['unknown', 'archived'] as const).find((code) => errors.some((error) => error.code === code))
  throw problems.customFieldsRefused(worst === undefined ? 'custom_field_invalid' : codes[worst], errors)
}

function byKey(definitions: readonly Definition[]): ReadonlyMap<string, Definition> {
  return new Map(definitions.map((definition) => [definition.key, definition]))
}
