import type { components } from '../../../generated/api.ts'
import type { Read } from '../../db/database.ts'
import { plain } from '../../db/database.ts'

type Json<T> = readonly T[] | null

interface Times {
  readonly starts_at: string
  readonly ends_at: string
}

/** What the database knows of the time of one or several members. */
export interface Known {
  readonly now: string
  readonly business_id: string
  readonly time_zone: string
  readonly service: ServiceTerms | null
  readonly lanes: Json<{ readonly resource_id: string; readonly member_id: string | null; readonly eligible: boolean }>
  readonly schedules: Json<ScheduleRow>
  readonly time_off: Json<Times & { readonly member_id: string | null }>
  readonly busy: Json<Times & { readonly member_id: string }>
  /** Twice where they reach into two windows; null when there are none. */
  readonly blocks: BlockColumns | null
}

/** Hours without a week are those of a member who follows the business. */
export interface ScheduleRow {
  readonly resource_id: string
  readonly time_zone: string | null
  readonly weekly: components['schemas']['WeeklyHours'] | null
  readonly exceptions: components['schemas']['HoursExceptions']
}

export interface ServiceTerms {
  readonly id: string
  readonly status: string
  readonly bookable_online: boolean
  readonly duration_minutes: number
  readonly buffer_before_minutes: number
  readonly buffer_after_minutes: number
  readonly capacity: number
  readonly slot_interval_minutes: number
  readonly min_notice_minutes: number
  readonly max_advance_days: number
}

/**
 * Blocks as columns, because there may be ten thousand: each list has one entry for each block. Instants are milliseconds since 1970. The id is there
 * where somebody may come back to the block: it is a session, a hold's, or one's own.
 */
export interface BlockColumns {
  readonly id: readonly (string | null)[]
  /** The place of the lane in the list of lanes. */
  readonly lane: readonly number[]
  /** Whether it is of the service that is asked for. */
  readonly ours: readonly boolean[]
  readonly starts_at: readonly number[]
  readonly ends_at: readonly number[]
  readonly blocked_from: readonly number[]
  readonly blocked_until: readonly number[]
  readonly held_until: readonly (number | null)[]
  readonly seats: readonly (number | null)[]
}

/** Whose time it is about: nobody in particular, a service's members, one member. */
export interface Whose {
  readonly service_id: string | null
  readonly member_id: string | null
}

/**
 * Everything about these members' time in these windows, in one round trip. When nobody is named these are the members of the service, a hundred at
 * most, or the business itself where there are none.
 *
 * Windows are compared with instants and not as ranges, because under row-level security only the former use an index; no block is longer than 28
 * hours, so what begins earlier does not reach in.
 */
export function findKnown(
  door: Read,
  { service_id, member_id }: Whose,
  windows: readonly { readonly start: number; readonly end: number }[],
  ownBlockId: string | undefined,
): Promise<Known | undefined> {
  const [starts, ends] = [windows.map(({ start }) => new Date(start)), windows.map(({ end }) => new Date(end))]
  return door.first(plain<Known>(known, [service_id, member_id, starts, ends, ownBlockId]))
}

const ms = (column: string): string => `date_part('epoch', ${column}) * 1000`

const known = `
with service as (
  select id, status, bookable_online, duration_minutes, buffer_before_minutes, buffer_after_minutes, capacity, slot_interval_minutes, min_notice_minutes,
    max_advance_days
  from services where id = $1::uuid
), doers as (
  select member_id from service_members where service_id = $1::uuid
), staff as (
  select id, status = 'active' and bookable and (not exists (select from doers) or id in (select member_id from doers)) as eligible
  from team_members where status <> 'removed' and ($2::uuid is null or id = $2::uuid)
), lanes as (
  select row_number() over (order by resource_id) - 1 as place, resource_id, member_id, eligible from (
    (select id as resource_id, id as member_id, eligible from staff
     where $2::uuid is not null or ($1::uuid is not null and eligible) order by id limit 100)
    union all
    select current_business(), null, true
    where $2::uuid is null and ($1::uuid is null or not exists (select from doers) and not exists (select from staff where eligible))) l
), windows as (
  select start, finish from unnest($3::timestamptz[], $4::timestamptz[]) as w (start, finish)
), span as (
  select min(start) as start, max(finish) as finish from windows
)
select now()::timestamptz(3) as now, current_business() as business_id,
  (select time_zone from businesses where id = current_business()) as time_zone,
  (select to_json(service) from service) as service,
  (select json_agg(lanes order by place) from lanes) as lanes,
  (select json_agg(s) from (
    select resource_id, time_zone, weekly, exceptions from schedules
    where resource_id = current_business() or resource_id in (select resource_id from lanes)) s) as schedules,
  (select json_agg(o) from (
    select member_id, starts_at, ends_at from time_off
    where (member_id is null or member_id in (select member_id from lanes))
      and ends_at > (select start from span) and starts_at < (select finish from span)) o) as time_off,
  (select json_agg(c) from (
    select c.member_id, c.starts_at, c.ends_at from lanes l join calendar_busy_times c on c.member_id = l.member_id
    where c.ends_at > (select start from span) and c.starts_at < (select finish from span)) c) as busy,
  (select json_build_object('id', array_agg(id), 'lane', array_agg(place), 'ours', array_agg(ours),
      'starts_at', array_agg(${ms('starts_at')}), 'ends_at', array_agg(${ms('ends_at')}), 'blocked_from', array_agg(${ms('blocked_from')}),
      'blocked_until', array_agg(${ms('blocked_until')}), 'held_until', array_agg(${ms('held_until')}), 'seats', array_agg(seats)) from (
    select case when seats is not null or b.held_until is not null or b.id = $5::uuid then b.id end as id, l.place,
      b.service_id is not distinct from $1::uuid as ours, b.starts_at, b.ends_at, b.blocked_from, b.blocked_until, b.held_until, seats
    from lanes l cross join windows w
    join time_blocks b on b.resource_id = l.resource_id and b.blocked_from > w.start - interval '28 hours'
      and b.blocked_from < w.finish and b.blocked_until > w.start
    cross join lateral (select case when greatest(b.capacity, (select capacity from service)) > 1 then
      (select coalesce(sum(a.party_size), 0) from appointments a where a.block_id = b.id)
      + (select coalesce(sum(h.party_size), 0) from slot_holds h where h.block_id = b.id and h.expires_at > now()) end as seats) as s) as t
   having count(*) > 0) as blocks`
