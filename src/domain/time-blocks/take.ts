import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { loadPicture } from '../availability/availability.ts'
import type { Block, Picture, Place, Reason, Span } from '../availability/availability.ts'
import { choose, nameOf } from './choose.ts'
import type { Choice, Sought } from './choose.ts'
import { clearBlocks, countOthers, holdUntil, insertBlock, lockResources, updateBlock } from './queries.ts'
import type { BlockValues } from './queries.ts'
import type { Conflict, TakenTime, WantedTime } from './wanted.ts'

/** Somebody who has a place already, and gives it up for the one that they want. */
export interface Seated extends Place {
  readonly resource_id: string
  /** Since when they have been promised it, in milliseconds since 1970: notice is judged as it was then. */
  readonly since?: number
}

/** How a time is taken, beyond what is wanted. */
export interface Terms {
  readonly seated?: Seated
  /** Only for so long, in milliseconds: by a hold. */
  readonly heldFor?: number
}

export type Outcome = { readonly taken: TakenTime[]; readonly held_until: string | null } | { readonly conflicts: Conflict[] }

/**
 * Takes all of these times or none. First a look without a lock: most refusals need none, and a crowd that wants one time does not queue for it. What
 * seems free is judged again while nobody else can take time of these members.
 */
export async function take(tx: Tx, wanted: readonly WantedTime[], terms: Terms = {}): Promise<Outcome> {
  const first = choose(await look(tx, wanted, terms))
  if ('conflicts' in first) return first
  const lanes = new Set(first.choices.flatMap(({ picture }) => picture.lanes.map(({ resource_id }) => resource_id)))
  const locks = [...lanes, ...(terms.seated === undefined ? [] : [terms.seated.resource_id])]
  // Sent together: what comes second sees what was committed by whoever held the locks before.
  const [, sought, others] = await Promise.all([
    lockResources(tx, locks),
    look(tx, wanted, terms),
    terms.seated === undefined ? 0 : countOthers(tx, terms.seated.block_id),
  ])
  const second = choose(sought.map((one) => ({ ...one, picture: within(one.picture, lanes) })))
  if ('conflicts' in second) return second
  await clearBlocks(tx, [...new Set(sought.flatMap(({ picture }) => picture.stale))])
  return seat(tx, second.choices, terms, others === 0 ? terms.seated?.block_id : undefined)
}

const hour = 3_600_000

/** What is known about each. Times of the same service and member share a picture, so that they see each other. */
async function look(tx: Tx, wanted: readonly WantedTime[], { seated }: Terms): Promise<Sought[]> {
  const groups = Map.groupBy(wanted, ({ service_id, member_id }) => `${service_id} ${member_id}`)
  const pictures = await Promise.all(
    [...groups].map(async ([key, group]) => {
      const whose = group[0] as WantedTime
      return [key, await loadPicture(tx, whose, group.map(around), seated)] as const
    }),
  )
  const pictureOf = new Map(pictures)
  return wanted.map((one) => {
    const picture = pictureOf.get(`${one.service_id} ${one.member_id}`) as Picture
    return { wanted: one, picture, since: seated?.since }
  })
}

// As far as it may reach, which is a day, and half a day before: that is how busy somebody is around it.
function around({ starts_at }: WantedTime): Span {
  const start = Date.parse(starts_at)
  return { start: start - 12 * hour, end: start + 24 * hour }
}

// A member who became eligible a moment ago is not locked, and is left for the next time.
function within(picture: Picture, lanes: ReadonlySet<string>): Picture {
  return { ...picture, lanes: picture.lanes.filter(({ resource_id }) => lanes.has(resource_id)) }
}

/** `own` is a block in which nobody else sits: it becomes the one that is wanted. */
async function seat(tx: Tx, choices: readonly Choice[], { heldFor }: Terms, own: string | undefined): Promise<Outcome> {
  const held_until = heldFor === undefined ? null : new Date((choices[0] as Choice).picture.now + heldFor).toISOString()
  const made = new Map<string, string>()
  const taken: TakenTime[] = []
  for (const choice of choices) {
    const { lane, time, session, overridden } = choice
    const block_id =
      session === undefined
        ? await makeBlock(tx, choice, held_until, own)
        : await join(tx, made.get(session.id) ?? session.id, session, held_until)
    made.set(nameOf(lane, time), block_id)
    taken.push({ block_id, member_id: lane.member_id, ...instants(time), reasons_overridden: overridden })
  }
  return { taken, held_until }
}

async function join(tx: Tx, id: string, { held }: Block, held_until: string | null): Promise<string> {
  if (held) await holdUntil(tx, id, held_until)
  return id
}

async function makeBlock(tx: Tx, choice: Choice, held_until: string | null, own: string | undefined): Promise<string> {
  const { picture, lane, time, overridden } = choice
  const { terms } = picture
  const padded = instants({ start: time.start - terms.before, end: time.end + terms.after })
  const values: BlockValues = {
    member_id: lane.member_id,
    service_id: terms.service_id,
    ...instants(time),
    blocked_from: padded.starts_at,
    blocked_until: padded.ends_at,
    capacity: terms.capacity,
    held_until,
    overrides: overridden.some((reason) => overlapping.has(reason)),
  }
  const id = own === undefined ? await insertBlock(tx, values) : await updateBlock(tx, own, values)
  // The database has the last word, should anybody ever write without the locks.
  if (id === undefined) throw problems.slotUnavailable(['existing_appointment'], [])
  return id
}

const overlapping: ReadonlySet<Reason> = new Set(['existing_appointment', 'buffer', 'held'])

function instants({ start, end }: Span): { starts_at: string; ends_at: string } {
  return { starts_at: new Date(start).toISOString(), ends_at: new Date(end).toISOString() }
}
