import type { Tx } from '../../db/database.ts'
import { defaultChannel } from '../channels/channels.ts'
import { openConversation } from '../conversations/conversations.ts'
import type { CustomerRow } from '../customers/customers.ts'
import { queueMessage, wakeSender } from '../messages/messages.ts'
import type { MessageRow } from '../messages/messages.ts'
import { isToCome, lockDue, recordReminder, updateReminder } from '../reminders/reminders.ts'
import type { ReminderRow } from '../reminders/reminders.ts'
import { lockSubjects } from './queries.ts'
import type { Subject } from './queries.ts'
import { customerIfThere } from './readers.ts'
import { seeIfItLeft } from './settling.ts'
import { writeReminder } from './writing.ts'
import type { LinkTo } from './writing.ts'

type Reason = NonNullable<ReminderRow['reason']>

/** So much later a reminder says nothing new, or something wrong. */
const latestMs = 60 * 60_000

/**
 * Hands reminders that are due to the messages, or notes why not. Their appointments are locked, so none is moved or cancelled meanwhile; reminders and
 * messages commit together, so a worker that is killed leaves both or none, and one that comes second finds nothing to do.
 */
export async function sendDue(tx: Tx, ids: readonly string[], linkTo: LinkTo, now = new Date()): Promise<void> {
  // Sent together; the reminders are looked at when the appointments are held.
  const [subjects, rows] = await Promise.all([lockSubjects(tx, ids), lockDue(tx, ids)])
  const due = rows
    .flatMap((row) => {
      const subject = subjects.get(row.id)
      return subject === undefined ? [] : [{ row, subject }]
    })
    // The threads are locked in this order, so that two who hand over do not wait for each other.
    .sort((one, other) => (one.subject.customer_id < other.subject.customer_id ? -1 : 1))
  // All customers side by side, so that nothing waits for one answer after the other; those of one customer meet in one thread.
  const queued = await settled(
    [...Map.groupBy(due, ({ subject }) => subject.customer_id).values()].map(async (those) => {
      let count = 0
      for (const { row, subject } of those) count += (await sendOne(tx, row, subject, linkTo, now)) ? 1 : 0
      return count
    }),
  )
  // Once for all of them, and last, because others who call it wait.
  if (queued.some((count) => count > 0)) await wakeSender(tx)
}

/** What all of them answer. None goes on after this has failed, because the transaction may then be another's; the first failure is what went wrong. */
async function settled<T>(works: readonly Promise<T>[]): Promise<T[]> {
  const all = Promise.all(works)
  await Promise.allSettled([all, ...works])
  return all
}

/** Whether there is a message now that is to leave. */
async function sendOne(tx: Tx, row: ReminderRow, subject: Subject, linkTo: LinkTo, now: Date): Promise<boolean> {
  if (row.state === 'sent') {
    await seeIfItLeft(tx, row)
    return false
  }
  if (!isToCome(subject) || subject.starts_at !== row.starts_at) return end(tx, row, 'cancelled', 'appointment_over')
  if (isTooLate(row, now)) return end(tx, row, row.faults > 0 ? 'failed' : 'skipped', row.faults > 0 ? 'internal_error' : 'too_late')
  const customer = await customerIfThere(tx, subject.customer_id)
  if (customer === undefined) return end(tx, row, 'skipped', 'customer_deleted')
  const address = row.channel === 'email' ? customer.emails[0]?.email : customer.phones[0]?.e164
  if (address === undefined) return end(tx, row, 'skipped', 'no_address')
  const message = await send(tx, row, subject, customer, address, linkTo)
  if (message === undefined) return end(tx, row, 'skipped', 'channel_missing')
  if (message.status === 'suppressed') return end(tx, row, 'skipped', message.reasons[0]?.code ?? 'suppressed', message.id)
  const sentAt = now.toISOString()
  // Somebody looks once more, when it should have left at the latest.
  const lookAt = new Date(Math.min(Date.parse(row.planned_at) + latestMs, Date.parse(row.starts_at))).toISOString()
  recordReminder(
    tx,
    'appointment.reminder_sent',
    await updateReminder(tx, row.id, { state: 'sent', sent_at: sentAt, due_at: lookAt, message_id: message.id }),
    ['state'],
  )
  return message.status === 'queued'
}

function isTooLate({ planned_at, starts_at }: ReminderRow, now: Date): boolean {
  return now.getTime() - Date.parse(planned_at) > latestMs || now.getTime() >= Date.parse(starts_at)
}

/** Undefined where the business has nothing to send it by. */
async function send(
  tx: Tx,
  row: ReminderRow,
  subject: Subject,
  customer: CustomerRow,
  address: string,
  linkTo: LinkTo,
): Promise<MessageRow | undefined> {
  const channel = await defaultChannel(tx, row.channel)
  if (channel === undefined) return undefined
  const place = { customerId: customer.id, channelType: row.channel, channelId: channel.id, peerAddress: address }
  const words = await writeReminder(tx, row, subject, customer, linkTo(subject.id))
  return queueMessage(tx, {
    conversation: await openConversation(tx, place),
    ...words,
    category: 'transactional',
    senderType: 'system',
    wakesLater: true,
  })
}

async function end(
  tx: Tx,
  row: ReminderRow,
  state: 'skipped' | 'cancelled' | 'failed',
  reason: Reason,
  messageId: string | null = null,
): Promise<false> {
  await updateReminder(tx, row.id, { state, reason, due_at: null, message_id: messageId })
  return false
}
