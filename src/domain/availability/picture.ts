import type { Openings } from './openings.ts'
import type { Span } from './spans.ts'
import { lastAtOrBefore, union } from './spans.ts'

/** Everything that decides whether a time can be had, as it was at one instant. Instants are milliseconds since 1970, lengths are milliseconds. */
export interface Picture {
  readonly now: number
  /** Where the clock of the business hangs. */
  readonly time_zone: string
  readonly terms: Terms
  readonly lanes: readonly Lane[]
  /** Blocks that are nobody's any more: what holds kept that have expired. They count as free, and are in the way of an insert. */
  readonly stale: readonly string[]
}

/** What the service asks for. */
export interface Terms {
  /** Null for a time without a service. */
  readonly service_id: string | null
  readonly active: boolean
  readonly bookable_online: boolean
  readonly duration: number
  readonly before: number
  readonly after: number
  readonly capacity: number
  readonly interval: number
  readonly min_notice: number
  readonly max_advance_days: number
}

/** One who can be booked: a member, or the business itself where there is none. */
export interface Lane {
  readonly resource_id: string
  readonly member_id: string | null
  /** Whether the member does this service, and takes appointments. */
  readonly eligible: boolean
  /** When it is open; times are counted from where a piece begins. */
  readonly pieces: readonly Span[]
  readonly open: readonly Span[]
  /** When it would be open if no day were different. */
  readonly regular: readonly Span[]
  readonly time_off: readonly Span[]
  /** Busy by a calendar that is kept elsewhere. */
  readonly busy: readonly Span[]
  /** In the order in which they begin, buffers included. */
  readonly blocks: readonly Block[]
  /** The same without the gaps between blocks that touch. */
  readonly blocked: readonly Span[]
}

/** Time that is taken: `start` and `end` with its buffers. */
export interface Block extends Span {
  /** Empty for one that nobody comes back to. */
  readonly id: string
  /** Of the service that is asked for. */
  readonly ours: boolean
  readonly starts_at: number
  readonly ends_at: number
  /** By a hold, and by nobody else. */
  readonly held: boolean
  /** How many sit in it, where several can; null where one does. */
  readonly seats: number | null
}

/** A day, and two hours before and after; the table holds no longer one. */
const longestBlock = 28 * 3_600_000

/** A lane from what is known of it. All spans come in any order. */
export function laneOf(
  who: Pick<Lane, 'resource_id' | 'member_id' | 'eligible'>,
  { pieces, regular }: Openings,
  away: readonly Span[],
  busy: readonly Span[],
  blocks: readonly Block[],
): Lane {
  const sorted = [...blocks].sort((one, other) => one.start - other.start)
  const open = union(pieces)
  return {
    ...who,
    pieces,
    open,
    regular: regular === pieces ? open : union(regular),
    time_off: union(away),
    busy: union(busy),
    blocks: sorted,
    blocked: union(sorted),
  }
}

/** The lane with one more block. */
export function withBlock(lane: Lane, block: Block): Lane {
  const blocks = [...lane.blocks.filter(({ id }) => id !== block.id), block].sort((one, other) => one.start - other.start)
  return { ...lane, blocks, blocked: union(blocks) }
}

/** The blocks that a stretch of time meets. */
export function blocksIn({ blocks }: Lane, { start, end }: Span): Block[] {
  const found: Block[] = []
  for (let index = lastAtOrBefore(blocks, end - 1); index >= 0; index -= 1) {
    const block = blocks[index] as Block
    if (block.start <= start - longestBlock) break
    if (block.end > start) found.push(block)
  }
  return found
}
