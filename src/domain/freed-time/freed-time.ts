import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import type { EnqueueOptions } from '../../jobs/enqueue.ts'
import { wantedAmong } from './queries.ts'
import type { Stretch } from './queries.ts'

export type { Stretch } from './queries.ts'

type Schemas = components['schemas']

/** Stretches of a member's time that became free; of the business, and of whoever serves in it, where there is no member. */
export interface FreedTime {
  readonly member_id: string | null
  readonly times: readonly Stretch[]
  /** Whether somebody sat there, so that others had to keep their buffers clear of it, as they need not of closing time. */
  readonly was_taken: boolean
}

/** Hours as they were before somebody changed them, of a member or of the business. Without a week a member followed the business. */
export interface FormerHours {
  readonly member_id: string | null
  readonly time_zone: string | null
  readonly weekly: Schemas['WeeklyHours'] | null
  readonly exceptions: readonly Pick<Schemas['HoursExceptions'][number], 'date' | 'intervals'>[]
}

// A job looks at no more of somebody's time at once than a search does, and nobody waits for longer than all pieces together.
const pieceMs = 61 * 86_400_000
const mostPieces = 6

/** Time became free: it is offered as soon as this transaction has committed, or when `options` say, if anybody waits for such a time. */
export async function offerLater(
  tx: Tx,
  { member_id, times, was_taken }: FreedTime,
  options: Pick<EnqueueOptions, 'runAt'> = {},
): Promise<void> {
  const now = Date.now()
  const pieces = piecesOf(times, now)
  if (pieces.length === 0) return
  const wanted = await wantedAmong(tx, member_id, pieces, was_taken)
  const groups = Map.groupBy(wanted, ({ starts_at }) => Math.floor((Date.parse(starts_at) - now) / pieceMs))
  // One after the other in a business, so that who waits longest is asked first.
  for (const group of groups.values())
    await enqueue(tx, 'waitlist.offer', { member_id, times: group, was_taken }, { ...options, queue: 'waitlist' })
}

/** Hours were changed: whether that opened any time is found out, and it is offered, once this transaction has committed. */
export async function compareHoursLater(tx: Tx, { member_id, time_zone, weekly, exceptions }: FormerHours): Promise<void> {
  const now = Date.now()
  if ((await wantedAmong(tx, member_id, [stretch(now, now + mostPieces * pieceMs)], false)).length === 0) return
  const days = exceptions.map(({ date, intervals }) => ({ date, intervals }))
  await enqueue(tx, 'waitlist.hours', { member_id, time_zone, weekly, exceptions: days }, { queue: 'waitlist' })
}

/** What of these times is ahead, cut where one job ends and the next begins. */
function piecesOf(times: readonly Stretch[], now: number): Stretch[] {
  return Array.from({ length: mostPieces }, (_, index) => now + index * pieceMs).flatMap((from) =>
    times
      .map(({ starts_at, ends_at }) => [Math.max(Date.parse(starts_at), from), Math.min(Date.parse(ends_at), from + pieceMs)] as const)
      .filter(([start, end]) => start < end)
      .map(([start, end]) => stretch(start, end)),
  )
}

function stretch(start: number, end: number): Stretch {
  return { starts_at: new Date(start).toISOString(), ends_at: new Date(end).toISOString() }
}
