import type { Read } from '../../db/database.ts'
import { requireConversation } from '../conversations/conversations.ts'
import { listInConversation } from './list-queries.ts'
import type { MessageFilters, SequenceWindow } from './list-queries.ts'
import type { MessageRow } from './queries.ts'

/** A page of the messages of a conversation, the last one first. Throws 404 when there is no such conversation. */
export async function messagesIn(door: Read, id: string, filters: MessageFilters, window: SequenceWindow): Promise<MessageRow[]> {
  const rows = await listInConversation(door, id, filters, window)
  if (rows.length === 0) await requireConversation(door, id)
  return rows
}
