import type { Tx } from '../../db/database.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { isWantedBySomebody } from './queries.ts'
import type { FreedTime } from './queries.ts'

export type { FreedTime } from './queries.ts'

/** Time became free: it is offered as soon as this transaction has committed, if anybody waits for such a time. */
export async function offerLater(tx: Tx, { member_id, starts_at, ends_at }: FreedTime): Promise<void> {
  const isOver = Date.parse(ends_at) <= Date.now()
  if (isOver || !(await isWantedBySomebody(tx, { member_id, starts_at, ends_at }))) return
  // One after the other in a business, so that who waits longest is asked first.
  await enqueue(tx, 'waitlist.offer', { member_id, starts_at, ends_at }, { queue: 'waitlist' })
}
