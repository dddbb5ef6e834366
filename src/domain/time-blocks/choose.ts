import { allReasons, partyOf, reasonsAgainst, sessionAt, withBlock } from '../availability/availability.ts'
import type { Block, Lane, Picture, Reason, Span } from '../availability/availability.ts'
import type { Conflict, WantedTime } from './wanted.ts'

/** Where a wanted time goes. */
export interface Choice {
  readonly wanted: WantedTime
  readonly picture: Picture
  readonly lane: Lane
  readonly time: Span
  /** The session to join; undefined when a block is to be made. */
  readonly session: Block | undefined
  readonly overridden: readonly Reason[]
}

/** A wanted time, what is known about it, and since when it was promised, if it was. */
export interface Sought {
  readonly wanted: WantedTime
  readonly picture: Picture
  readonly since?: number
}

/** Finds a lane for each, as if those before it were taken already; or says which of them have none. */
export function choose(sought: readonly Sought[]): { readonly choices: Choice[] } | { readonly conflicts: Conflict[] } {
  const pictures = new Map<Picture, Picture>()
  const choices: Choice[] = []
  const conflicts: Conflict[] = []
  for (const [index, one] of sought.entries()) {
    const picture = pictures.get(one.picture) ?? one.picture
    const outcome = chooseLane({ ...one, picture })
    if ('reasons' in outcome) {
      conflicts.push({ index, starts_at: one.wanted.starts_at, reasons: outcome.reasons })
      continue
    }
    choices.push(outcome)
    pictures.set(one.picture, afterwards(outcome))
  }
  return conflicts.length > 0 ? { conflicts } : { choices }
}

function chooseLane({ wanted, picture, since }: Sought): Choice | { readonly reasons: Reason[] } {
  const time = timeOf(wanted, picture)
  const party = partyOf(picture, wanted.party_size ?? 1, wanted.booked_by, since)
  const judged = picture.lanes.map((lane) => ({ lane, reasons: reasonsAgainst(picture, lane, time, party) }))
  const possible = judged.filter(({ reasons }) => wanted.override !== undefined || reasons.length === 0)
  // The fewest objections, which are none unless they are overridden; then whoever is least busy; then in the order of ids.
  const [best] = possible.sort((one, other) => one.reasons.length - other.reasons.length || busyness(one.lane) - busyness(other.lane))
  if (best === undefined) return { reasons: allReasons(judged) }
  return { wanted, picture, lane: best.lane, time, session: sessionAt(picture, best.lane, time), overridden: best.reasons }
}

function timeOf({ starts_at, ends_at }: WantedTime, { terms }: Picture): Span {
  const start = Date.parse(starts_at)
  return { start, end: ends_at === undefined ? start + terms.duration : Date.parse(ends_at) }
}

function busyness({ blocked }: Lane): number {
  return blocked.reduce((sum, { start, end }) => sum + end - start, 0)
}

function afterwards({ picture, lane, time, session, wanted }: Choice): Picture {
  const { terms } = picture
  const seats = terms.capacity > 1 ? (session?.seats ?? 0) + (wanted.party_size ?? 1) : null
  const block: Block = {
    id: session?.id ?? nameOf(lane, time),
    ours: true,
    starts_at: time.start,
    ends_at: time.end,
    start: time.start - terms.before,
    end: time.end + terms.after,
    held: false,
    seats,
  }
  return { ...picture, lanes: picture.lanes.map((other) => (other === lane ? withBlock(lane, block) : other)) }
}

/** What a block is called until it has an id. */
export function nameOf({ resource_id }: Lane, { start, end }: Span): string {
  return `${resource_id} ${start} ${end}`
}
