import { writeChanges } from '../db/changes.ts'
import { withTransaction } from '../db/database.ts'
import type { Tx } from '../db/database.ts'
import { expireEntry, offerFreedTime, offerOpenedTime } from '../domain/waitlist-entries/waitlist-entries.ts'
import type { JobContext, Run } from './context.ts'
import type { JobPayloads } from './payloads.ts'

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

/** Offers time that became free to whoever has waited longest for such a time. */
export async function offerToWaitlist(context: JobContext, { after, ...freed }: JobPayloads['waitlist.offer'], run: Run): Promise<void> {
  const { linkTokens, publicUrl } = context
  await inBusiness(context, run, (tx) => offerFreedTime(tx, freed, after, { linkTokens, publicUrl }))
}

/** Offers what longer hours have opened. */
export async function offerOpenedHours(context: JobContext, former: JobPayloads['waitlist.hours'], run: Run): Promise<void> {
  await inBusiness(context, run, (tx) => offerOpenedTime(tx, former))
}

/** Ends an entry whose offer was not answered, or whose window is over. */
export async function expireWaitlistEntry(
  context: JobContext,
  { waitlist_entry_id: id }: JobPayloads['waitlist.expire'],
  run: Run,
): Promise<void> {
  await inBusiness(context, run, (tx) => expireEntry(tx, id))
}

async function inBusiness({ application }: JobContext, { businessId }: Run, work: (tx: Tx) => Promise<void>): Promise<void> {
  if (businessId === null) throw new Error('A waitlist is that of a business.')
  await withTransaction(application, { business: businessId }, work, (tx) => writeChanges(tx, origin))
}
