import type { components } from '../../../generated/api.ts'
import { limitsOf } from '../plans/plans.ts'
import type { BusinessRow } from './queries.ts'

/** A business as the contract shows one. */
export function presentBusiness(row: BusinessRow): components['schemas']['Business'] {
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    description: row.description,
    industry: row.industry,
    phone: row.phone,
    email: row.email,
    website: row.website,
    address: row.address,
    time_zone: row.time_zone,
    currency: row.currency,
    locale: row.locale,
    status: row.status,
    plan: row.plan,
    limits: limitsOf(row.plan),
    sandbox_of: row.sandbox_of,
    sandbox_id: row.sandbox_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}
