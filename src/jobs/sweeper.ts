import type { Logger } from 'pino'
import type { Database } from '../db/database.ts'
import { plain, withTransaction } from '../db/database.ts'
import { wakeCalendar } from '../domain/calendar-events/calendar-events.ts'
import { wakeSender } from '../domain/messages/messages.ts'
import { wakeReminders } from '../domain/reminders/reminders.ts'

export interface SweeperSettings {
  /** As the queue's role, which sees that something is due and nothing of what it is. */
  readonly queue: Database
  readonly log: Logger
  readonly intervalMs: number
  /** Due for so long, a message has no job any more. */
  readonly overdueMs: number
}

export interface Sweeper {
  stop(): Promise<void>
}

/**
 * Looks regularly for what is due and nobody does. Messages have jobs of their own, so there it is what a killed worker left behind. Reminders have
 * none until they are due: a job for each would fill the queue months ahead and have to be moved with its appointment. To add a job that is there
 * already does nothing, so it does no harm to sweep too often, or with several workers at once.
 */
export function startSweeper({ queue, log, intervalMs, overdueMs }: SweeperSettings): Sweeper {
  const messages = plain<{ id: string }>("select app.businesses_with_overdue_messages($1 * interval '1 millisecond') as id", [overdueMs])
  const reminders = plain<{ id: string }>('select app.businesses_with_due_reminders() as id')
  const calendars = plain<{ business_id: string; id: string }>('select business_id, id from app.calendar_connections_due()')
  const sweep = async (): Promise<void> => {
    for (const [due, wake] of [[messages, wakeSender] as const, [reminders, wakeReminders] as const]) {
      const businesses = await withTransaction(queue, { nobody: true }, (tx) => tx.all(due))
      for (const { id } of businesses) await withTransaction(queue, { business: id }, (tx) => wake(tx))
    }
    // Every quarter of an hour, pushes or no pushes, and when an attempt that failed is to be repeated.
    const connections = await withTransaction(queue, { nobody: true }, (tx) => tx.all(calendars))
    for (const { business_id: business, id } of connections) await withTransaction(queue, { business }, (tx) => wakeCalendar(tx, id))
  }
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(sweep).catch((error: unknown) => log.warn({ err: error }, 'What is due could not be looked for'))
  }, intervalMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
