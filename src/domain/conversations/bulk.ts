import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { Problem, problems } from '../../problems.ts'
import { applyChanges } from './changes.ts'
import { lockConversations, memberExists } from './queries.ts'
import type { ConversationRow } from './queries.ts'

type Schemas = components['schemas']
type Changes = Omit<Schemas['ConversationBulkChanges'], 'conversation_ids'>

/** What became of one conversation. */
export interface Outcome extends Result {
  readonly id: string
}
interface Result {
  readonly result: Schemas['ConversationBulkResult']['result']
  readonly row?: ConversationRow
  readonly problem?: Problem
}

/**
 * Makes the same change to many conversations, each in a savepoint of its own, so that a refusal of one is no refusal of the others. Throws 404
 * `reference_not_found` for an assignee who is not there, before anything is changed.
 */
export async function changeConversations(
  tx: Tx,
  { conversation_ids, ...changes }: Schemas['ConversationBulkChanges'],
): Promise<Outcome[]> {
  const { assignee_id: assignee } = changes
  if (assignee !== undefined && assignee !== null && !(await memberExists(tx, assignee))) throw problems.referenceNotFound('assignee_id')
  const rows = new Map((await lockConversations(tx, conversation_ids)).map((row) => [row.id, row]))
  const outcomes = new Map<string, Result>()
  for (const id of conversation_ids.map((each) => each.toLowerCase())) {
    // The same id in capitals is the same conversation.
    if (!outcomes.has(id)) outcomes.set(id, await changeOne(tx, rows.get(id), changes))
  }
  return conversation_ids.map((id) => ({ id, ...(outcomes.get(id.toLowerCase()) as Result) }))
}

async function changeOne(tx: Tx, row: ConversationRow | undefined, { add_tags, remove_tags, ...changes }: Changes): Promise<Result> {
  if (row === undefined) return { result: 'not_found', problem: problems.notFound('conversation') }
  try {
    const labels = add_tags === undefined && remove_tags === undefined ? {} : { tags: relabelled(row.tags, add_tags, remove_tags) }
    const written = await applyChanges(tx, row, { ...changes, ...labels })
    return { result: written === row ? 'unchanged' : 'updated', row: written }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { result: 'conflict', problem: error }
  }
}

function relabelled(present: readonly string[], added: readonly string[] = [], removed: readonly string[] = []): string[] {
  return [...new Set([...present.filter((tag) => !removed.includes(tag)), ...added])]
}
