import type { Tx } from '../../db/database.ts'
import { enqueue } from '../../jobs/enqueue.ts'

const name = 'reminders.send'

/** Has somebody look for reminders of the business that are due. There is one job for it however many they are, and it never runs twice at once. */
export function wakeReminders(tx: Tx): Promise<void> {
  return enqueue(tx, name, {}, { jobKey: name, queue: name })
}
