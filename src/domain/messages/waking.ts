import type { Tx } from '../../db/database.ts'
import { enqueue } from '../../jobs/enqueue.ts'

const name = 'messages.send'

/**
 * Has somebody look for messages of the business that are due, now or from an instant on. There is one job for it however many messages there are: it
 * takes a slice of them and then stands at the end of the queue again, so that nobody waits for the long list of another business. Called last in a
 * transaction, because others who call it wait.
 */
export function wakeSender(tx: Tx, at?: Date): Promise<void> {
  if (at === undefined) return enqueue(tx, name, {}, { jobKey: name })
  const second = new Date(Math.ceil(at.getTime() / 1000) * 1000)
  return enqueue(tx, name, {}, { jobKey: `${name} ${second.toISOString()}`, runAt: second })
}
