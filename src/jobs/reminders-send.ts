import { writeChanges } from '../db/changes.ts'
import { reading, withTransaction } from '../db/database.ts'
import type { Tx } from '../db/database.ts'
import { wakeSender } from '../domain/messages/messages.ts'
import { manageUrlOf } from '../domain/appointments/appointments.ts'
import { sendDue } from '../domain/reminder-messages/reminder-messages.ts'
import { findDue, putOff, wakeReminders } from '../domain/reminders/reminders.ts'
import type { JobContext, Run } from './context.ts'

const sliceMs = 2_000
// So many commit together. More would keep people waiting longer who want to change one of their appointments.
const shelf = 25
// One shelf is written while the next one's words are.
const lanes = 2
const laterMs = 30_000
const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

/**
 * Hands the reminders of one business that are due to its messages. It takes a slice of time and then stands at the end of the queue again, behind other
 * businesses, and never holds more than two shelves of them. The rows say what there is to do: a job that is lost, or comes twice, does no harm.
 */
export async function sendReminders(
  { application, log, senders, ...links }: Pick<JobContext, 'application' | 'log' | 'senders' | 'linkTokens' | 'publicUrl'>,
  _payload: object,
  { businessId, signal }: Run,
): Promise<void> {
  if (businessId === null) throw new Error('Reminders are sent within a business.')
  const scope = { business: businessId }
  const door = reading(application, scope)
  const transact = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    withTransaction(application, scope, work, (tx) => writeChanges(tx, origin))
  const linkTo = (id: string): string => manageUrlOf(links, businessId, id)
  const end = Date.now() + sliceMs
  const isOver = (): boolean => Date.now() >= end || signal.aborted
  const send = (ids: readonly string[]): Promise<void> => transact((tx) => sendDue(tx, ids, linkTo))
  // One reminder that cannot be sent must not keep the others from being sent: it is looked at again later.
  const sendAlone = (id: string): Promise<void> =>
    send([id]).catch(async (error: unknown) => {
      log.error({ err: error, reminderId: id }, 'A reminder could not be sent, through a fault of ours')
      await transact((tx) => putOff(tx, id, laterMs))
    })
  const sendShelf = (ids: readonly string[]): Promise<void> =>
    send(ids).catch(async () => {
      for (const id of ids) if (!isOver()) await sendAlone(id)
    })
  // Both meet at the counter of the business with each commit, so this worker sends its messages between two slices, and not meanwhile.
  const word = { isAskedAgain: false }
  try {
    while (!isOver()) {
      if (!senders.has(businessId)) senders.set(businessId, word)
      const ids = await findDue(door, lanes * shelf)
      if (ids.length === 0) return
      await Promise.all([ids.slice(0, shelf), ids.slice(shelf)].map(sendShelf))
    }
  } finally {
    if (senders.get(businessId) === word) senders.delete(businessId)
    if (word.isAskedAgain) await transact((tx) => wakeSender(tx))
  }
  if (!signal.aborted) await transact((tx) => wakeReminders(tx))
}
