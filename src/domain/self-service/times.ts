import type { components } from '../../../generated/api.ts'
import type { Read } from '../../db/database.ts'
import { requireAppointment } from '../appointments/appointments.ts'
import type { AppointmentRow } from '../appointments/appointments.ts'
import { availableSlots } from '../availability/availability.ts'
import type { Slot } from '../availability/availability.ts'
import { requireService } from '../services/services.ts'
import { canBeMoved } from './rights.ts'
import { managedAppointment } from './self-service.ts'

type Schemas = components['schemas']

/** Two weeks at a look, and not more than fit a page. */
const lookDays = 14
const mostTimes = 500
const dayMs = 24 * 60 * 60 * 1000

/** The times to which the customer can move an appointment, from an instant on. None when it cannot be moved any more. Throws 404. */
export async function timesForLink(door: Read, id: string, from: string | undefined, now = new Date()): Promise<Schemas['ManagedSlots']> {
  const row = await requireAppointment(door, id)
  await managedAppointment(door, id, now)
  const nothing = { data: [], time_zone: row.time_zone, next_from: null }
  if (row.service_id === null || !canBeMoved(row, now)) return nothing
  const { max_advance_days } = await requireService(door, row.service_id)
  // A day more, because how far ahead customers may book is counted by local days.
  const latest = now.getTime() + (max_advance_days + 1) * dayMs
  const start = Math.max(now.getTime(), from === undefined ? 0 : Date.parse(from))
  if (start > latest) return nothing
  const end = start + lookDays * dayMs
  const slots = await find(door, row, start, end)
  const last = slots.at(-1)
  // Whoever gets as many as there can be goes on behind the last of them.
  const next = slots.length === mostTimes && last !== undefined ? last.start + 1 : end
  return { ...nothing, data: slots.map(presentSlot), next_from: next > latest ? null : new Date(next).toISOString() }
}

async function find(door: Read, row: AppointmentRow, start: number, end: number): Promise<Slot[]> {
  const { service_id, member_id, party_size, block_id } = row
  const duration = Date.parse(row.ends_at) - Date.parse(row.starts_at)
  const own = block_id === null ? {} : { own: { block_id, party_size } }
  const wish = { service_id, member_id, party_size, booked_by: 'customer' } as const
  const { slots } = await availableSlots(door, wish, { range: { start, end }, limit: mostTimes, duration, ...own })
  return slots
}

function presentSlot({ start, end }: Slot): Schemas['ManagedSlot'] {
  return { starts_at: new Date(start).toISOString(), ends_at: new Date(end).toISOString() }
}
