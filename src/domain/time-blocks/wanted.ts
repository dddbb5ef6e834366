import type { BookedBy, Reason } from '../availability/availability.ts'

/** A time that somebody wants to have. */
export interface WantedTime {
  /** Null for a time without a service; then `ends_at` says how long it is, or it is an hour. */
  readonly service_id: string | null
  /** Null for whoever of the service's members is free; the least busy around that time is chosen. */
  readonly member_id: string | null
  readonly starts_at: string
  /** Instead of the duration of the service: up to a day. */
  readonly ends_at?: string
  /** Default 1. */
  readonly party_size?: number
  /** Notice limits, `bookable_online` and the grid bind customers only. */
  readonly booked_by: BookedBy
  /** A hold of exactly this time, which is consumed. Only for one that is taken by itself. */
  readonly hold_id?: string
  /** The time is taken whatever speaks against it; who may do so is the caller's rule. */
  readonly override?: { readonly reason: string }
}

export interface TakenTime {
  /** The block to sit in: write it into the appointment in the same transaction. */
  readonly block_id: string
  /** Null where the business has no members who take appointments. */
  readonly member_id: string | null
  readonly starts_at: string
  readonly ends_at: string
  /** What spoke against it and was overridden; empty otherwise. */
  readonly reasons_overridden: readonly Reason[]
}

/** One of several times that cannot be had. */
export interface Conflict {
  /** Which of the wanted times, counted from 0. */
  readonly index: number
  readonly starts_at: string
  readonly reasons: readonly Reason[]
}
