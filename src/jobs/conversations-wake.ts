import { writeChanges } from '../db/changes.ts'
import { withTransaction } from '../db/database.ts'
import { wakeConversation } from '../domain/conversations/conversations.ts'
import type { JobContext, Run } from './context.ts'
import type { JobPayloads } from './payloads.ts'

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

/** Opens a conversation whose snooze is over. */
export async function wakeSnoozed(
  { application }: JobContext,
  { conversation_id: id }: JobPayloads['conversations.wake'],
  { businessId }: Run,
): Promise<void> {
  if (businessId === null) throw new Error('Conversations are within a business.')
  await withTransaction(
    application,
    { business: businessId },
    (tx) => wakeConversation(tx, id),
    (tx) => writeChanges(tx, origin),
  )
}
