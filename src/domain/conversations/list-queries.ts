import { sql as raw } from 'kysely'
import type { SelectQueryBuilder } from 'kysely'
import type { DB } from '../../../generated/db.ts'
import type { Read } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'
import type { Times } from '../../db/windows.ts'
import { conversationColumns, isShown } from './queries.ts'
import type { ConversationRow } from './queries.ts'

export type SortColumn = 'last_message_at' | 'created_at' | 'updated_at'

export interface ConversationFilters extends Times {
  readonly status?: readonly string[]
  readonly channel_type?: readonly string[]
  readonly channel_id?: string
  readonly customer_id?: string
  readonly assignee_id?: string
  readonly unassigned?: boolean
  readonly priority?: readonly string[]
  readonly thread_type?: readonly string[]
  readonly tag?: readonly string[]
  readonly unread?: boolean
  readonly snoozed?: boolean
}
export interface ConversationWindow {
  readonly column: SortColumn
  readonly descending: boolean
  readonly after: readonly [key: string, id: string] | undefined
  readonly limit: number
}

/** A page of conversations in the order of a column and then the id, which is unique, so that no row stands on two pages of one state. */
export function listConversations(door: Read, filters: ConversationFilters, window: ConversationWindow): Promise<ConversationRow[]> {
  const { column, descending, after, limit } = window
  const direction = descending ? 'desc' : 'asc'
  let query = filtered(sql.selectFrom('conversations').select(conversationColumns).where(isShown), filters)
  if (after !== undefined)
    query = query.where(raw<boolean>`(${raw.ref(column)}, id) ${raw.raw(descending ? '<' : '>')} (${after[0]}, ${after[1]})`)
  return door.all(query.orderBy(column, direction).orderBy('id', direction).limit(limit))
}

type Query = SelectQueryBuilder<DB, 'conversations', ConversationRow>

const lists = ['status', 'channel_type', 'priority', 'thread_type'] as const
const ids = ['channel_id', 'customer_id', 'assignee_id'] as const

function filtered(start: Query, filters: ConversationFilters): Query {
  let query = start
  for (const name of lists) {
    const wanted = filters[name]
    if (wanted !== undefined) query = query.where(raw<boolean>`${raw.ref(name)} = any(${[...wanted]})`)
  }
  for (const name of ids) {
    const wanted = filters[name]
    if (wanted !== undefined) query = query.where(name, '=', wanted)
  }
  if (filters.unassigned !== undefined) query = query.where('assignee_id', filters.unassigned ? 'is' : 'is not', null)
  if (filters.unread !== undefined) query = query.where('unread_count', filters.unread ? '>' : '=', 0)
  if (filters.snoozed !== undefined) query = query.where('status', filters.snoozed ? '=' : '<>', 'snoozed')
  // The operators of lists cannot use an index under row-level security; that there are labels at all has one.
  if (filters.tag !== undefined) query = query.where(raw<boolean>`tags @> ${[...filters.tag]}::text[] and cardinality(tags) > 0`)
  if (filters.created_from !== undefined) query = query.where('created_at', '>=', filters.created_from)
  if (filters.created_before !== undefined) query = query.where('created_at', '<', filters.created_before)
  if (filters.updated_from !== undefined) query = query.where('updated_at', '>=', filters.updated_from)
  if (filters.updated_before !== undefined) query = query.where('updated_at', '<', filters.updated_before)
  return query
}
