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
  if (!isHere(row)) throw problems.messageNotCancellable(row.status)
  return cancel(tx, row)
}

/** Takes back a message of ours that has lost its reason, and says whether it was still here. */
export async function withdrawMessage(tx: Tx, id: string): Promise<boolean> {
  const row = await lockMessage(tx, id)
  if (row === undefined || !isHere(row)) return false
  await cancel(tx, row)
  return true
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

/** Whether it can be taken back: after an attempt of which nobody knows how it ended it may be gone already. */
function isHere({ status, uncertain }: MessageRow): boolean {
  return cancellable.includes(status) && !uncertain
}

async function cancel(tx: Tx, row: MessageRow): Promise<MessageRow> {
  const written = await updateMessage(tx, row.id, { status: 'cancelled', due_at: null, not_before: null, reasons: '[]' })
  recordChange(tx, row, written)
  return written
}
