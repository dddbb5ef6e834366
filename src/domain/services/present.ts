import type { components } from '../../../generated/api.ts'
import type { ServiceColumns, ServiceRow } from './queries.ts'

type Schemas = components['schemas']
/** What can be said about a service, in the contract's words. */
export type ServiceFields = Omit<Schemas['Service'], 'id' | 'status' | 'created_at' | 'updated_at' | 'version'>

/** A service as the contract shows one. */
export function presentService(row: ServiceRow): Schemas['Service'] {
  const money = (amount: number | null): Schemas['NullableMoney'] =>
    amount === null ? null : { amount_minor: amount, currency: row.currency }
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    category: row.category,
    price: { amount_minor: row.price_minor, currency: row.currency },
    deposit: money(row.deposit_minor),
    cancellation_fee: money(row.cancellation_fee_minor),
    tax_rate_bp: row.tax_rate_bp,
    duration_minutes: row.duration_minutes,
    buffer_before_minutes: row.buffer_before_minutes,
    buffer_after_minutes: row.buffer_after_minutes,
    capacity: row.capacity,
    slot_interval_minutes: row.slot_interval_minutes,
    min_notice_minutes: row.min_notice_minutes,
    max_advance_days: row.max_advance_days,
    cancel_notice_minutes: row.cancel_notice_minutes,
    reschedule_notice_minutes: row.reschedule_notice_minutes,
    requires_confirmation: row.requires_confirmation,
    confirm_within_minutes: row.confirm_within_minutes,
    bookable_online: row.bookable_online,
    location_type: row.location_type,
    prerequisites: row.prerequisites,
    policy: row.policy,
    member_ids: [...row.member_ids],
    status: row.status,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

/** The same as it is kept; who does it is kept apart. */
export function columnsOf({ price, deposit, cancellation_fee, member_ids: _members, ...plain }: ServiceFields): ServiceColumns {
  return {
    ...plain,
    currency: price.currency,
    price_minor: price.amount_minor,
    deposit_minor: deposit?.amount_minor ?? null,
    cancellation_fee_minor: cancellation_fee?.amount_minor ?? null,
  }
}
