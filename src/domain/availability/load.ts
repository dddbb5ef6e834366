import type { Read } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { defaultWeekly } from '../schedules/schedules.ts'
import type { Openings } from './openings.ts'
import { both, openingsOf } from './openings.ts'
import type { Block, Picture, Terms } from './picture.ts'
import { laneOf } from './picture.ts'
import type { BlockColumns, Known, ScheduleRow, Whose } from './queries.ts'
import { findKnown } from './queries.ts'
import type { Span } from './spans.ts'
import { union } from './spans.ts'

export type { Whose } from './queries.ts'

/** A place that somebody gives up for the one that they want: it counts as free. */
export interface Place {
  readonly block_id: string
  readonly party_size: number
}

const minute = 60_000
/** So far buffers reach out of a time at most. */
const reach = 120 * minute

/** What decides about times that lie in these windows. Throws 404 when the service or the member is not there. */
export async function loadPicture(door: Read, whose: Whose, windows: readonly Span[], own?: Place): Promise<Picture> {
  const wider = union(windows.map(({ start, end }) => ({ start: start - reach, end: end + reach })))
  const known = (await findKnown(door, whose, wider, own?.block_id)) as Known
  if (whose.service_id !== null && known.service === null) throw problems.referenceNotFound('service_id')
  if (whose.member_id !== null && known.lanes === null) throw problems.referenceNotFound('member_id')
  return pictureOf(known, { start: (wider[0] as Span).start, end: (wider.at(-1) as Span).end }, own)
}

function pictureOf(known: Known, range: Span, own: Place | undefined): Picture {
  const now = Date.parse(known.now)
  const openings = hoursIn(known, range)
  const { blocks, stale } = sortBlocks(known.blocks ?? noBlocks, known.lanes?.length ?? 0, now, own)
  const away = (known.time_off ?? []).map((time) => ({ member_id: time.member_id, ...spanOf(time) }))
  const busy = (known.busy ?? []).map((time) => ({ member_id: time.member_id, ...spanOf(time) }))
  const lanes = (known.lanes ?? []).map(({ resource_id, member_id, eligible }, place) =>
    laneOf(
      { resource_id, member_id, eligible },
      openings(resource_id),
      away.filter((time) => time.member_id === null || time.member_id === member_id),
      busy.filter((time) => time.member_id === member_id),
      blocks[place] ?? [],
    ),
  )
  return { now, time_zone: known.time_zone, terms: termsOf(known), lanes, stale }
}

/** When somebody is open: within the hours of the business, and their own if they have any. */
function hoursIn(known: Known, range: Span): (resourceId: string) => Openings {
  const schedules = known.schedules ?? []
  const expand = ({ weekly, exceptions, time_zone }: Pick<ScheduleRow, 'weekly' | 'exceptions' | 'time_zone'>): Openings =>
    openingsOf({ weekly: weekly ?? defaultWeekly, exceptions, time_zone: time_zone ?? known.time_zone }, range)
  const business = expand(schedules.find(({ resource_id }) => resource_id === known.business_id) ?? nothingSaid)
  const own = new Map(schedules.filter(({ weekly }) => weekly !== null).map((schedule) => [schedule.resource_id, schedule]))
  return (resourceId) => {
    const schedule = resourceId === known.business_id ? undefined : own.get(resourceId)
    return schedule === undefined ? business : both(business, expand(schedule))
  }
}

const nothingSaid = { weekly: null, exceptions: [], time_zone: null }

/** What blocks each lane, and what is nobody's any more. The own place is neither. */
function sortBlocks(columns: BlockColumns, lanes: number, now: number, own: Place | undefined): { blocks: Block[][]; stale: string[] } {
  const blocks = Array.from({ length: lanes }, (): Block[] => [])
  const seen = new Set<string>()
  const stale: string[] = []
  for (const [row, id] of columns.id.entries()) {
    if (id !== null && seen.has(id)) continue
    if (id !== null) seen.add(id)
    const isOwn = id !== null && id === own?.block_id
    const heldUntil = columns.held_until[row] ?? null
    const sitting = columns.seats[row] ?? null
    const seats = sitting === null ? null : sitting - (isOwn ? own.party_size : 0)
    const isOver = seats === null ? heldUntil !== null && heldUntil <= now : seats <= 0
    if (isOver && !isOwn) stale.push(id ?? '')
    if (isOver || (isOwn && seats === null)) continue
    blocks[columns.lane[row] ?? 0]?.push(blockOf(columns, row, id ?? '', heldUntil !== null, seats))
  }
  return { blocks, stale }
}

function blockOf(columns: BlockColumns, row: number, id: string, held: boolean, seats: number | null): Block {
  return {
    id,
    ours: columns.ours[row] === true,
    start: columns.blocked_from[row] ?? 0,
    end: columns.blocked_until[row] ?? 0,
    starts_at: columns.starts_at[row] ?? 0,
    ends_at: columns.ends_at[row] ?? 0,
    held,
    seats,
  }
}

const noBlocks: BlockColumns = {
  id: [],
  lane: [],
  ours: [],
  starts_at: [],
  ends_at: [],
  blocked_from: [],
  blocked_until: [],
  held_until: [],
  seats: [],
}

function termsOf({ service }: Known): Terms {
  if (service === null) return withoutService
  return {
    service_id: service.id,
    active: service.status === 'active',
    bookable_online: service.bookable_online,
    duration: service.duration_minutes * minute,
    before: service.buffer_before_minutes * minute,
    after: service.buffer_after_minutes * minute,
    capacity: service.capacity,
    interval: service.slot_interval_minutes * minute,
    min_notice: service.min_notice_minutes * minute,
    max_advance_days: service.max_advance_days,
  }
}

/** A time that is no service binds nobody, but for taking it. */
const withoutService: Terms = {
  service_id: null,
  active: true,
  bookable_online: true,
  duration: 60 * minute,
  before: 0,
  after: 0,
  capacity: 1,
  interval: minute,
  min_notice: 0,
  max_advance_days: 365,
}

function spanOf({ starts_at, ends_at }: { readonly starts_at: string; readonly ends_at: string }): Span {
  return { start: Date.parse(starts_at), end: Date.parse(ends_at) }
}
