import type { Tx } from '../../db/database.ts'
import { findMessage, withdrawMessage } from '../messages/messages.ts'
import { updateReminder } from '../reminders/reminders.ts'
import type { ReminderRow } from '../reminders/reminders.ts'

/**
 * An hour after the moment of a reminder: what could not leave until now, because the provider is away, is taken back, and what failed is noted. Nobody
 * is reminded of a time that has passed, however long a provider was away.
 */
export async function seeIfItLeft(tx: Tx, row: ReminderRow): Promise<void> {
  const id = row.message_id ?? ''
  if (await withdrawMessage(tx, id)) {
    await updateReminder(tx, row.id, { state: 'skipped', reason: 'too_late', due_at: null })
    return
  }
  const message = await findMessage(tx, id)
  const failed = message?.status === 'failed' || message?.status === 'undelivered' || message?.status === 'suppressed'
  await updateReminder(tx, row.id, { due_at: null, ...(failed && { state: 'failed' as const, reason: 'message_failed' as const }) })
}
