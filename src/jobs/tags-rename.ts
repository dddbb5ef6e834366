import { writeChanges } from '../db/changes.ts'
import { withTransaction } from '../db/database.ts'
import { continueRename } from '../domain/tags/tags.ts'
import type { JobContext, Run } from './context.ts'
import type { JobPayloads } from './payloads.ts'

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

/** Renames a label on all customers that are left, in small transactions that nobody has to wait for. */
export async function renameTags(
  { application }: JobContext,
  { tag_rename_id: id }: JobPayloads['tags.rename'],
  { businessId, signal }: Run,
): Promise<void> {
  if (businessId === null) throw new Error('Labels are renamed within a business.')
  const next = (): Promise<boolean> =>
    withTransaction(
      application,
      { business: businessId },
      (tx) => continueRename(tx, id),
      (tx) => writeChanges(tx, origin),
    )
  while (await next()) signal.throwIfAborted()
}
