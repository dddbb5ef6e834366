import type { Logger } from 'pino'
import type { Database } from '../db/database.ts'
import { plain, withTransaction } from '../db/database.ts'
import { wakeSender } from '../domain/messages/messages.ts'

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
 * Looks regularly for messages that are due and nobody sends: their job was lost with a killed worker, or they were left behind half sent. It adds the
 * job that is there already otherwise, so it does no harm to sweep too often, or with several workers at once.
 */
export function startMessageSweeper({ queue, log, intervalMs, overdueMs }: SweeperSettings): Sweeper {
  const sweep = async (): Promise<void> => {
    const overdue = plain<{ id: string }>("select app.businesses_with_overdue_messages($1 * interval '1 millisecond') as id", [overdueMs])
    const businesses = await withTransaction(queue, { nobody: true }, (tx) => tx.all(overdue))
    for (const { id } of businesses) await withTransaction(queue, { business: id }, (tx) => wakeSender(tx))
  }
  let running: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    running = running.then(sweep).catch((error: unknown) => log.warn({ err: error }, 'Messages that are overdue could not be looked for'))
  }, intervalMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
