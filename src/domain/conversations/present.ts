import type { components } from '../../../generated/api.ts'
import type { Problem } from '../../problems.ts'
import type { Outcome } from './bulk.ts'
import type { ConversationRow } from './queries.ts'

type Schemas = components['schemas']

/** A conversation as the contract shows it. */
export function presentConversation(row: ConversationRow): Schemas['Conversation'] {
  return {
    id: row.id,
    customer_id: row.customer_id,
    channel_type: row.channel_type,
    channel_id: row.channel_id,
    peer_address: row.peer_address,
    thread_type: row.thread_type,
    subject: row.subject,
    status: row.status,
    priority: row.priority,
    tags: row.tags,
    assignee_id: row.assignee_id,
    snoozed_until: row.snoozed_until,
    closed_at: row.closed_at,
    activity: {
      message_count: row.message_count,
      unread_count: row.unread_count,
      last_message_at: row.last_message_at,
      preview: row.preview,
      first_response_at: row.first_response_at,
      waiting_since: row.waiting_since,
    },
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

export function presentOutcome({ id, result, row, problem }: Outcome): Schemas['ConversationBulkResult'] {
  return {
    conversation_id: id,
    result,
    ...(row === undefined ? {} : { version: row.version }),
    ...(problem === undefined ? {} : { problem: presentRefusal(problem) }),
  }
}

function presentRefusal({ code, message }: Problem): Schemas['ConversationBulkProblem'] {
  return { code, detail: message }
}
