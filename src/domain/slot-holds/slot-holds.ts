import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { offerLater } from '../freed-time/freed-time.ts'
import type { Stretch } from '../freed-time/freed-time.ts'
import {
  countLiveHolds,
  findHold,
  holdTime,
  insertHold,
  letGo,
  listLiveHolds,
  lockHolder,
  requireHold,
  withBuffers,
} from '../time-blocks/time-blocks.ts'
import type { HoldRow } from '../time-blocks/time-blocks.ts'

type NewSlotHold = components['schemas']['NewSlotHold']

/** So that nobody keeps a calendar to themselves: one credential serves several customers, but not a street of them. */
const mostAtOnce = 25
/** Of what is held in a year hardly more is about to be over. */
const mostFollowed = 50

/**
 * Keeps a time for a few minutes; `heldBy` is the person or the key that asks. What is not booked by then is offered to who waits for it. Throws 409 for
 * a time that cannot be had and for too many holds, 404.
 */
export async function holdSlot(tx: Tx, wanted: NewSlotHold, heldBy: string): Promise<HoldRow> {
  const row = await keepSlot(tx, wanted, heldBy)
  await offerWhenOver(tx, row)
  return row
}

/** Keeps a time for somebody who sees to it that it is offered when nobody takes it. Throws as `holdSlot` does. */
export async function keepSlot(tx: Tx, wanted: NewSlotHold, heldBy: string): Promise<HoldRow> {
  const { service_id, member_id = null, starts_at, party_size = 1, booked_by = 'customer', minutes = 5 } = wanted
  // Sent together; they are counted once nobody else of this credential can add one.
  const [, live] = await Promise.all([lockHolder(tx, heldBy), countLiveHolds(tx, heldBy)])
  if (live >= mostAtOnce) throw problems.tooManySlotHolds(mostAtOnce)
  const taken = await holdTime(tx, { service_id, member_id, starts_at, party_size, booked_by }, minutes * 60_000)
  const row = await insertHold(tx, {
    service_id,
    member_id: taken.member_id,
    block_id: taken.block_id,
    starts_at: taken.starts_at,
    ends_at: taken.ends_at,
    party_size,
    held_by: heldBy,
    expires_at: taken.held_until,
  })
  record(tx, { action: 'slot_hold.created', resource: resource(row), changedFields: Object.keys(wanted).sort() })
  return row
}

/** Throws 404. One that has ended is there for a day. */
export async function requireSlotHold(door: Read, id: string): Promise<HoldRow> {
  const row = await findHold(door, id)
  if (row === undefined) throw problems.notFound('hold')
  return row
}

/** Somebody begins to wait for a time: what others keep of it at the moment is offered should they not book it. */
export async function offerWhatIsHeld(tx: Tx, memberId: string | null, window: Stretch): Promise<void> {
  for (const hold of await listLiveHolds(tx, memberId, window, mostFollowed)) await offerWhenOver(tx, hold)
}

/** Gives the time back, and it is offered to who waits for it. Throws 404, 412 when `checkVersion` objects, 409 when the hold has ended. */
export async function releaseSlotHold(tx: Tx, id: string, checkVersion: (row: HoldRow) => void): Promise<HoldRow> {
  const row = await requireHold(tx, id)
  checkVersion(row)
  record(tx, { action: 'slot_hold.released', resource: resource(row), changedFields: ['status'] })
  const time = await withBuffers(tx, row)
  const released = await letGo(tx, row)
  await offerLater(tx, { member_id: row.member_id, times: [time], was_taken: true })
  return released
}

/** When a hold is over nobody says so, and nothing is written. The job finds no time when it was booked. */
async function offerWhenOver(tx: Tx, row: HoldRow): Promise<void> {
  await offerLater(
    tx,
    { member_id: row.member_id, times: [await withBuffers(tx, row)], was_taken: true },
    { runAt: new Date(row.expires_at) },
  )
}

function resource({ id }: HoldRow): { readonly type: string; readonly id: string } {
  return { type: 'slot_hold', id }
}
