import type { components } from '../../../generated/api.ts'
import type { FieldRow } from './queries.ts'

/** A custom field as the contract shows one. */
export function presentField(row: FieldRow): components['schemas']['CustomField'] {
  return {
    id: row.id,
    key: row.key,
    label: row.label,
    description: row.description,
    type: row.type,
    choices: [...row.choices],
    position: row.position,
    status: row.status,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
