import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { presentConversation } from './present.ts'
import type { ConversationRow } from './queries.ts'
import { isOver } from './states.ts'

type Type = 'conversation.updated' | 'conversation.assigned' | 'conversation.closed' | 'conversation.reopened'

export function recordOpened(tx: Tx, row: ConversationRow): void {
  const event = { type: 'conversation.created', data: { object: presentConversation(row) } } as const
  record(tx, { action: event.type, resource: resource(row), event })
}

/** Tells what became another: who answers, whether it is over, and the rest, each by an event of its own. */
export function recordChange(tx: Tx, before: ConversationRow, row: ConversationRow, names: readonly string[]): void {
  const groups = new Map<Type, string[]>()
  for (const name of names) {
    const type = typeOf(name, before, row)
    groups.set(type, [...(groups.get(type) ?? []), name])
  }
  for (const [type, fields] of groups) {
    const data = { object: presentConversation(row), previous_attributes: previousAttributes(presentConversation(before), fields) }
    record(tx, { action: type, resource: resource(row), changedFields: fields, event: { type, data } })
  }
}

/** Somebody has read it, which changes what follows from its messages and nothing else. */
export function recordRead(tx: Tx, row: ConversationRow): void {
  record(tx, { action: 'conversation.read', resource: resource(row), changedFields: ['unread_count'] })
}

/** The names of what people have set, where it differs. */
export function changedNames(before: ConversationRow, row: ConversationRow): (keyof ConversationRow)[] {
  const { activity: _activity, updated_at: _updated, version: _version, ...shown } = presentConversation(row)
  return changedFields(presentConversation(before), shown) as (keyof ConversationRow)[]
}

function typeOf(name: string, before: ConversationRow, row: ConversationRow): Type {
  if (name === 'assignee_id') return 'conversation.assigned'
  const aboutTheEnd = name === 'status' || name === 'closed_at' || name === 'snoozed_until'
  if (!aboutTheEnd || isOver(before.status) === isOver(row.status)) return 'conversation.updated'
  return isOver(row.status) ? 'conversation.closed' : 'conversation.reopened'
}

function resource({ id }: ConversationRow): { readonly type: string; readonly id: string } {
  return { type: 'conversation', id }
}
