import type { components } from '../../../generated/api.ts'

type Schemas = components['schemas']

/** The value that the text of a filter means for a field of this type, so that 1.0 finds 1; undefined when no such value exists. */
export function filterValue(type: Schemas['CustomFieldType'] | undefined, text: string): Schemas['CustomFieldValue'] | undefined {
  if (type === 'number') return /^-?\d{1,13}(\.\d{1,40})?$/.test(text) ? Number(text) : undefined
  if (type === 'boolean') return text === 'true' || text === 'false' ? text === 'true' : undefined
  if (type === 'date') return isDate(text) ? text : undefined
  return text
}

/** Whether this is a day that exists, in the years that the contract knows. */
export function isDate(text: string): boolean {
  if (!/^(19|2[01])\d\d-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
