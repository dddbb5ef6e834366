import type { components } from '../../../generated/api.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { applyChanges, maxTags } from './changes.ts'
import { clearUnread, countMessage, findConversation, lockConversation, lockOverdueSnooze } from './queries.ts'
import type { ConversationRow } from './queries.ts'
import { recordRead } from './record.ts'

export { isAddressed, ownAddress, peerAddress } from './addresses.ts'
export { startConversation, usableChannel } from './opening.ts'
export { findConversation } from './queries.ts'
export type { ConversationRow } from './queries.ts'
export { referenced } from './references.ts'
export { openConversation } from './threads.ts'

type CheckVersion = (row: { readonly version: number }) => void

const previewLength = 120

/** Throws 404 when there is no such conversation. */
export async function requireConversation(door: Read, id: string): Promise<ConversationRow> {
  const row = await findConversation(door, id)
  if (row === undefined) throw problems.notFound('conversation')
  return row
}

/** The same, locked until the transaction ends. */
export async function holdConversation(tx: Tx, id: string): Promise<ConversationRow> {
  const row = await lockConversation(tx, id)
  if (row === undefined) throw problems.notFound('conversation')
  return row
}

/** Changes what is sent. Throws 404, 412 when `checkVersion` objects, 409 for a status that cannot follow and the like. */
export async function changeConversation(
  tx: Tx,
  id: string,
  changes: components['schemas']['ConversationChanges'],
  checkVersion: CheckVersion,
): Promise<ConversationRow> {
  const row = await holdConversation(tx, id)
  checkVersion(row)
  return applyChanges(tx, row, changes)
}

/** Nothing of it is unread any more, once. */
export async function markRead(tx: Tx, id: string): Promise<ConversationRow> {
  const row = await holdConversation(tx, id)
  if (row.unread_count === 0) return row
  const read = await clearUnread(tx, id)
  recordRead(tx, row)
  return read ?? row
}

/** Makes a conversation more urgent than most, with a label that says why, unless somebody has done so; not where somebody marked spam. */
export async function callAttention(tx: Tx, id: string, label: string): Promise<void> {
  const row = await holdConversation(tx, id)
  if (row.status === 'spam') return
  const priority = row.priority === 'urgent' ? 'urgent' : 'high'
  // A conversation that is full of labels keeps those that people gave it.
  const tags = row.tags.length < maxTags ? [...row.tags, label] : row.tags
  await applyChanges(tx, row, { priority, tags: [...tags] })
}

/** Opens a conversation whose snooze is over; not one that was changed since, which is snoozed until later or not at all. */
export async function wakeConversation(tx: Tx, id: string): Promise<void> {
  const row = await lockOverdueSnooze(tx, id)
  if (row !== undefined) await applyChanges(tx, row, { status: 'open' })
}

/** Counts a message of a conversation, and returns its place there. */
export function noteActivity(
  tx: Tx,
  id: string,
  { direction, senderType, body }: { readonly direction: 'inbound' | 'outbound'; readonly senderType: string; readonly body: string },
): Promise<number> {
  const inbound = direction === 'inbound'
  return countMessage(tx, id, { inbound, answers: !inbound && senderType !== 'system', preview: previewOf(body) })
}

/** The beginning of a message on one line; null where it has no words. */
function previewOf(body: string): string | null {
  const line = [...body.replaceAll(/\s+/g, ' ').trim()]
  return line.slice(0, previewLength).join('') || null
}
