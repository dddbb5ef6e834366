import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { holdConversation } from '../conversations/conversations.ts'
import { queueMessage } from './outgoing.ts'
import { lockMessage, updateMessage } from './queries.ts'
import type { MessageRow } from './queries.ts'
import { recordChange } from './record.ts'
import { requireMessage } from './sending.ts'
import type { Writer } from './sending.ts'
import { cancellable, retryable } from './states.ts'

type CheckVersion = (row: { readonly version: number }) => void

/** Takes back a message that has not left, once. Throws 404, 412 when `checkVersion` objects, 409 when it is too late. */
export async function cancelMessage(tx: Tx, id: string, checkVersion: CheckVersion): Promise<MessageRow> {
  const row = await lockMessage(tx, id)
  if (row === undefined) throw problems.notFound('message')
  checkVersion(row)
  if (row.status === 'cancelled') return row
  // After an attempt of which nobody knows how it ended it may be gone already.
  if (!cancellable.includes(row.status) || row.uncertain) throw problems.messageNotCancellable(row.status)
  const written = await updateMessage(tx, id, { status: 'cancelled', due_at: null, not_before: null, reasons: '[]' })
  recordChange(tx, row, written)
  return written
}

/** Sends what has failed once more, as a message of its own. Throws 404, 409 for one that has not failed. */
export async function retryMessage(tx: Tx, id: string, writer: Writer): Promise<MessageRow> {
  const row = await requireMessage(tx, id)
  if (row.direction !== 'outbound' || !retryable.includes(row.status)) throw problems.messageNotRetryable(row.status)
  const conversation = await holdConversation(tx, row.conversation_id)
  const { category, subject, body, attachments, template_id: templateId, template_version: templateVersion } = row
  return queueMessage(tx, {
    conversation,
    category,
    subject,
    body,
    attachments,
    templateId,
    templateVersion,
    retryOfId: row.id,
    senderType: 'agent',
    senderId: writer?.id ?? null,
  })
}
