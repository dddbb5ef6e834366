import type { components } from '../../../generated/api.ts'
import { segmentsOf, warningsOf } from './lint.ts'
import type { TemplateRow } from './queries.ts'

/** A template as the contract shows it, with what there is to say about its words. */
export function presentTemplate(row: TemplateRow): components['schemas']['MessageTemplate'] {
  return {
    id: row.id,
    name: row.name,
    channel: row.channel,
    category: row.category,
    locale: row.locale,
    status: row.status,
    template_version: row.template_version,
    subject: row.subject,
    body: row.body,
    variables: row.variables.map(({ name, type, fallback }) => ({ name, type, fallback })),
    segments: segmentsOf(row) ?? null,
    warnings: warningsOf(row),
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
