import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { referenced } from '../conversations/conversations.ts'
import { holdCustomer } from '../customers/customers.ts'
import { takeTime } from '../time-blocks/time-blocks.ts'
import type { BookedBy, TakenTime, WantedTime } from '../time-blocks/time-blocks.ts'
import { findAppointment, findTerms } from './queries.ts'
import type { AppointmentColumns, AppointmentRow, ServiceTerms, Terms } from './queries.ts'
import { addAppointment } from './write.ts'
import type { Doer } from './write.ts'

type Schemas = components['schemas']

/** How long something without a service waits for its confirmation. */
const usualWaitMinutes = 1_440
const sourcesOfCustomers: readonly Schemas['AppointmentSource'][] = ['web', 'api', 'sms', 'self_service']

/** An appointment that lacks nothing but its time. */
export interface Prepared {
  readonly time: WantedTime
  readonly values: Omit<AppointmentColumns, 'block_id' | 'member_id' | 'starts_at' | 'ends_at'>
}

/**
 * Books an appointment: takes its time and keeps what was agreed. Throws 409 `slot_unavailable` when it cannot be had, 404 for a customer, service,
 * member, hold or earlier appointment who is not there, 403 for an override that the doer may not make, 409 for what does not go together.
 */
export async function bookAppointment(tx: Tx, wanted: Schemas['NewAppointment'], doer: Doer): Promise<AppointmentRow> {
  const prepared = await prepareAppointment(tx, wanted, doer)
  return sitDown(tx, prepared, await takeTime(tx, prepared.time), doer)
}

/** Everything that can be said against an appointment but for its time. Throws as `bookAppointment` does. */
export async function prepareAppointment(tx: Tx, wanted: Schemas['NewAppointment'], doer: Doer, now = new Date()): Promise<Prepared> {
  const { source = 'api', service_id: serviceId = null, override_reason: override } = wanted
  if (override !== undefined && !doer.mayOverride) throw problems.scopeRequired('appointments:override')
  const bookedBy = audienceOf(source)
  const customer = await referenced('customer_id', () => holdCustomer(tx, wanted.customer_id))
  if (customer.status === 'blocked' && bookedBy === 'customer') throw problems.customerBlocked()
  const terms = await findTerms(tx, serviceId)
  if (serviceId !== null && terms.service === null) throw problems.referenceNotFound('service_id')
  await requireEarlier(tx, wanted.rebooked_from_id)
  const time = timeOf(wanted, terms, bookedBy)
  return { time, values: { ...valuesOf(wanted, terms), source, ...statusOf(wanted, terms, bookedBy, now) } }
}

/** Writes an appointment whose time is taken. */
export function sitDown(tx: Tx, { values }: Prepared, taken: TakenTime, doer: Doer): Promise<AppointmentRow> {
  const { block_id, member_id, starts_at, ends_at } = taken
  return addAppointment(tx, { ...values, block_id, member_id, starts_at, ends_at }, doer)
}

/** Who books, by how it came about: what binds customers does not bind the business itself. */
function audienceOf(source: Schemas['AppointmentSource']): BookedBy {
  return sourcesOfCustomers.includes(source) ? 'customer' : 'staff'
}

async function requireEarlier(tx: Tx, id: string | undefined): Promise<void> {
  if (id !== undefined && (await findAppointment(tx, id)) === undefined) throw problems.referenceNotFound('rebooked_from_id')
}

function timeOf(wanted: Schemas['NewAppointment'], { service }: Terms, bookedBy: BookedBy): WantedTime {
  const { duration_minutes: minutes, override_reason: reason } = wanted
  if (minutes === undefined && service === null) throw problems.appointmentDurationRequired()
  return {
    service_id: wanted.service_id ?? null,
    member_id: wanted.member_id ?? null,
    starts_at: new Date(wanted.starts_at).toISOString(),
    ...(minutes !== undefined && { ends_at: later(wanted.starts_at, minutes) }),
    party_size: wanted.party_size,
    booked_by: bookedBy,
    hold_id: wanted.hold_id,
    ...(reason !== undefined && { override: { reason } }),
  }
}

export function later(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString()
}

/** What was agreed, from what was said and what the service says. */
function valuesOf(wanted: Schemas['NewAppointment'], { service, ...business }: Terms) {
  const { currency } = service ?? business
  if ([wanted.price, wanted.deposit].some((amount) => amount !== undefined && amount.currency !== currency))
    throw problems.currencyMismatch(currency)
  return {
    customer_id: wanted.customer_id,
    service_id: wanted.service_id ?? null,
    service_snapshot: service === null ? null : JSON.stringify(snapshotOf(service)),
    time_zone: wanted.time_zone ?? business.time_zone,
    party_size: wanted.party_size ?? 1,
    location_type: wanted.location_type ?? service?.location_type ?? 'on_site',
    location: wanted.location ?? null,
    price_minor: wanted.price?.amount_minor ?? service?.price_minor ?? 0,
    deposit_minor: wanted.deposit?.amount_minor ?? service?.deposit_minor ?? null,
    currency,
    payment_status: wanted.payment_status ?? 'unpaid',
    payment_due_on: wanted.payment_due_on ?? null,
    payment_method: wanted.payment_method ?? null,
    customer_notes: wanted.customer_notes ?? null,
    internal_notes: wanted.internal_notes ?? null,
    override_reason: wanted.override_reason ?? null,
    rebooked_from_id: wanted.rebooked_from_id ?? null,
    hold_id: wanted.hold_id ?? null,
    metadata: JSON.stringify(wanted.metadata ?? {}),
  } satisfies Partial<AppointmentColumns>
}

function snapshotOf(service: ServiceTerms): NonNullable<Schemas['NullableAppointmentService']> {
  const { name, currency, price_minor, duration_minutes, cancel_notice_minutes, reschedule_notice_minutes, cancellation_fee_minor } =
    service
  const fee = cancellation_fee_minor === null ? null : { amount_minor: cancellation_fee_minor, currency }
  const price = { amount_minor: price_minor, currency }
  return { name, price, duration_minutes, cancel_notice_minutes, reschedule_notice_minutes, cancellation_fee: fee }
}

function statusOf({ starts_at, pending, expires_at }: Schemas['NewAppointment'], { service }: Terms, bookedBy: BookedBy, now: Date) {
  const isPending = pending === true || (bookedBy === 'customer' && service?.requires_confirmation === true)
  if (isPending) return { status: 'pending', expires_at: expiryOf(starts_at, expires_at, service, now), confirmed_at: null } as const
  if (expires_at !== undefined) throw problems.appointmentExpiryInvalid('Only a pending appointment has expires_at.')
  return { status: 'confirmed', expires_at: null, confirmed_at: now.toISOString() } as const
}

/** Until when one that is pending waits: never longer than until it begins. */
function expiryOf(startsAt: string, given: string | undefined, service: ServiceTerms | null, now: Date): string {
  const start = Date.parse(startsAt)
  const usual = now.getTime() + (service?.confirm_within_minutes ?? usualWaitMinutes) * 60_000
  const end = given === undefined ? Math.min(usual, start) : Date.parse(given)
  if (end <= now.getTime() || end > start)
    throw problems.appointmentExpiryInvalid('A pending appointment waits until some time between now and its beginning.')
  return new Date(end).toISOString()
}
