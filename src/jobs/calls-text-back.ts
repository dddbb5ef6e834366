import { writeChanges } from '../db/changes.ts'
import { withTransaction } from '../db/database.ts'
import { sendTextBack } from '../domain/calls/calls.ts'
import type { JobContext, Run } from './context.ts'
import type { JobPayloads } from './payloads.ts'

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

/** The moment for the text after a missed call has come. Whether it is sent, the call's own row says. */
export async function textBack(
  { application }: JobContext,
  { call_id: id }: JobPayloads['calls.text_back'],
  { businessId }: Run,
): Promise<void> {
  if (businessId === null) throw new Error('A caller is texted by a business.')
  await withTransaction(
    application,
    { business: businessId },
    (tx) => sendTextBack(tx, id),
    (tx) => writeChanges(tx, origin),
  )
}
