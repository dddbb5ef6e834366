import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { violates } from '../../db/errors.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { problems } from '../../problems.ts'
import { findOpen, memberExists, updateConversation } from './queries.ts'
import type { ConversationRow } from './queries.ts'
import { changedNames, recordChange } from './record.ts'
import { isOver, mayFollow } from './states.ts'

type Changes = components['schemas']['ConversationChanges']
type State = Pick<ConversationRow, 'status' | 'closed_at' | 'snoozed_until'>

/** So many labels a conversation has at most. */
export const maxTags = 10
const longestSnoozeMs = 366 * 24 * 60 * 60 * 1000

/**
 * Makes what people want of a conversation that is locked; the same row when it is so already. Throws 404 for an assignee who is not there, 409 for a
 * status that cannot follow, a snooze without an end, a label too many, and for opening it again while another one is open. What it refuses it has
 * not begun.
 */
export async function applyChanges(tx: Tx, row: ConversationRow, changes: Changes): Promise<ConversationRow> {
  const wanted = { ...row, ...(await columnsOf(tx, row, changes)) }
  const names = changedNames(row, wanted)
  if (names.length === 0) return row
  const written = await write(tx, row, Object.fromEntries(names.map((name) => [name, wanted[name]])))
  recordChange(tx, row, written, names)
  if (written.snoozed_until !== null && names.includes('snoozed_until'))
    await enqueue(tx, 'conversations.wake', { conversation_id: row.id }, { runAt: new Date(written.snoozed_until) })
  return written
}

async function columnsOf(
  tx: Tx,
  row: ConversationRow,
  { tags, assignee_id, status, snoozed_until, ...plain }: Changes,
): Promise<Partial<ConversationRow>> {
  const assignee = assignee_id === undefined ? row.assignee_id : (assignee_id?.toLowerCase() ?? null)
  // One who left the team since stays named until somebody else is.
  if (assignee !== null && assignee !== row.assignee_id && !(await memberExists(tx, assignee)))
    throw problems.referenceNotFound('assignee_id')
  if (tags !== undefined && tags.length > maxTags) throw problems.tooManyConversationTags()
  const labels = tags === undefined ? {} : { tags: [...new Set(tags)].sort() }
  return { ...plain, ...labels, ...stateOf(row, status ?? row.status, snoozed_until), assignee_id: assignee }
}

function stateOf(row: ConversationRow, status: ConversationRow['status'], until: string | null | undefined): State {
  if (!mayFollow(row.status, status)) throw problems.conversationStatusInvalid(row.status, status)
  const closedAt = isOver(status) ? (row.closed_at ?? new Date().toISOString()) : null
  return { status, closed_at: closedAt, snoozed_until: status === 'snoozed' ? endOfSnooze(row, until) : noSnooze(until) }
}

function endOfSnooze(row: ConversationRow, given: string | null | undefined): string {
  if (given === undefined && row.snoozed_until !== null) return row.snoozed_until
  const end = given === undefined || given === null ? Number.NaN : Date.parse(given)
  const ahead = end - Date.now()
  if (!(ahead > 0 && ahead <= longestSnoozeMs)) throw problems.snoozeInvalid('A snooze ends later than now, and within a year.')
  return new Date(end).toISOString()
}

function noSnooze(given: string | null | undefined): null {
  if (given !== undefined && given !== null) throw problems.snoozeInvalid('Only a snoozed conversation has snoozed_until.')
  return null
}

async function write(tx: Tx, row: ConversationRow, values: Partial<ConversationRow>): Promise<ConversationRow> {
  const opensAgain = isOver(row.status) && values.status !== undefined && !isOver(values.status)
  if (!opensAgain) return updateConversation(tx, row.id, values)
  try {
    return await tx.attempt(() => updateConversation(tx, row.id, values))
  } catch (error) {
    if (!violates(error, 'conversations_open_key')) throw error
    const other = await findOpen(tx, row.channel_id, row.peer_address)
    // Closed in this very moment.
    throw other === undefined ? problems.serviceUnavailable() : problems.conversationExists(other.id)
  }
}
