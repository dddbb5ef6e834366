import type { components } from '../../../generated/api.ts'
import type { Problem } from '../../problems.ts'
import type { Outcome } from './bulk.ts'
import type { Duplicate } from './duplicates.ts'
import type { Merge } from './merge.ts'
import type { CustomerRow } from './queries.ts'

type Schemas = components['schemas']

/** A customer as the contract shows it. */
export function presentCustomer(row: CustomerRow): Schemas['Customer'] {
  return {
    id: row.id,
    external_id: row.external_id,
    first_name: row.first_name,
    last_name: row.last_name,
    company: row.company,
    emails: row.emails,
    phones: row.phones,
    address: row.address,
    date_of_birth: row.date_of_birth,
    gender: row.gender,
    time_zone: row.time_zone,
    locale: row.locale,
    tags: row.tags,
    lead_source: row.lead_source,
    lifecycle_stage: row.lifecycle_stage,
    status: row.status,
    preferred_channel: row.preferred_channel,
    owner_member_id: row.owner_member_id,
    custom_fields: row.custom_fields,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

export function presentTombstone(row: Pick<CustomerRow, 'id' | 'deleted_at' | 'merged_into' | 'updated_at'>): Schemas['CustomerTombstone'] {
  return { id: row.id, deleted_at: row.deleted_at ?? row.updated_at, merged_into: row.merged_into }
}

export function presentDuplicate({ customer, other, score, reasons }: Duplicate): Schemas['CustomerDuplicate'] {
  return {
    customer: presentCustomer(customer),
    other: presentCustomer(other),
    score,
    reasons: reasons as Schemas['CustomerDuplicateReason'][],
  }
}

export function presentMerge({ dryRun, customer, source, changed, moved }: Merge): Schemas['CustomerMerge'] {
  return {
    dry_run: dryRun,
    customer: presentCustomer(customer),
    source: presentTombstone(source),
    changed_fields: [...changed],
    moved,
  }
}

export function presentOutcome({ id, result, row, problem }: Outcome): Schemas['CustomerBulkResult'] {
  return {
    customer_id: id,
    result,
    ...(row === undefined ? {} : { version: row.version }),
    ...(problem === undefined ? {} : { problem: presentRefusal(problem) }),
  }
}

function presentRefusal({ code, message, extra }: Problem): Schemas['CustomerBulkProblem'] {
  return { code, detail: message, ...(extra.merged_into === undefined ? {} : { merged_into: extra.merged_into }) }
}

export function presentCustomerOrTombstone(row: CustomerRow): Schemas['CustomerOrTombstone'] {
  return row.deleted_at === null ? presentCustomer(row) : presentTombstone(row)
}
