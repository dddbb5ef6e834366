import type { Database } from '../db/database.ts'
import { plain, withTransaction } from '../db/database.ts'
import { replanReminders } from '../domain/reminder-rules/reminder-rules.ts'

/**
 * Notes the time-zone data that this process has. Where it is other data than before (a country has changed its clocks, and Node was updated), reminders
 * by the time of day are planned anew. As the queue's role, in one transaction: a worker that dies here leaves it to the next one.
 */
export async function noteTimeZoneData(queue: Database, version: string): Promise<void> {
  await withTransaction(queue, { nobody: true }, async (tx) => {
    const businesses = await tx.all(plain<{ id: string }>('select app.note_time_zone_data($1) as id', [version]))
    for (const { id } of businesses) {
      await tx.become({ business: id })
      await replanReminders(tx)
    }
  })
}
