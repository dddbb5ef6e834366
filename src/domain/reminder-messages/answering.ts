import type { Tx } from '../../db/database.ts'
import { cancelAppointment, confirmAppointment, lastMoment, lockAppointment } from '../appointments/appointments.ts'
import type { AppointmentRow, Doer } from '../appointments/appointments.ts'
import { changeConversation, requireConversation } from '../conversations/conversations.ts'
import { queueMessage } from '../messages/messages.ts'
import { findReminder, isToCome, newestSentTo, updateReminder } from '../reminders/reminders.ts'
import type { ReminderRow } from '../reminders/reminders.ts'
import { answerOf } from './letters.ts'
import type { Answer } from './letters.ts'
import { lockSubject } from './queries.ts'
import { readerOf } from './readers.ts'
import { speak } from './writing.ts'
import type { LinkTo } from './writing.ts'
import type { Words } from './words.ts'

/** An answer to a reminder, with what it is about, locked. */
export interface Heard {
  readonly answer: Answer
  readonly reminder: ReminderRow
  readonly appointment: AppointmentRow
}
/** What is said in return, and whether the team has to look. */
interface Outcome {
  readonly reply: 'confirmed' | 'cancelled' | 'tooLate' | 'otherTime' | 'gone'
  readonly flag?: 'appointment_booking' | 'cancel_request'
}

const anyVersion = (): void => undefined

/**
 * Whether a text is an answer to a reminder: to the newest one that this channel sent to this number and whose time is to come. Called before the text is
 * kept, because whoever sends a reminder locks the appointment before the thread, too.
 */
export async function hearAnswer(
  tx: Tx,
  { channelId, from, text }: { channelId: string; from: string; text: string },
): Promise<Heard | undefined> {
  const answer = answerOf(text)
  const newest = answer === undefined ? undefined : await newestSentTo(tx, channelId, from)
  const appointment = newest === undefined ? undefined : await lockAppointment(tx, newest.appointment_id)
  // Once more, now that nobody else can answer it.
  const reminder = newest === undefined ? undefined : await findReminder(tx, newest.id)
  if (answer === undefined || reminder === undefined || appointment === undefined) return undefined
  return { answer, reminder, appointment }
}

/** Does what a customer answered, and says so in their thread: once, however often they answer the same. */
export async function obeyAnswer(tx: Tx, heard: Heard, conversationId: string, linkTo: LinkTo, now = new Date()): Promise<void> {
  const { answer, reminder } = heard
  if (reminder.answer === answer) return
  const { reply, flag } = await outcomeOf(tx, heard, now)
  await updateReminder(tx, reminder.id, { answer, answered_at: now.toISOString() })
  if (flag !== undefined) await changeConversation(tx, conversationId, { priority: 'high', thread_type: flag }, anyVersion)
  await respond(tx, heard, conversationId, reply, linkTo)
}

async function outcomeOf(tx: Tx, { answer, reminder, appointment }: Heard, now: Date): Promise<Outcome> {
  const { id, status, starts_at: startsAt } = appointment
  if (!isToCome(appointment) || startsAt !== reminder.starts_at) return { reply: 'gone' }
  const doer: Doer = { type: 'customer', id: appointment.customer_id, mayOverride: false }
  if (answer === 'reschedule') return { reply: 'otherTime', flag: 'appointment_booking' }
  if (answer === 'confirm') {
    if (status === 'pending') await confirmAppointment(tx, id, doer, anyVersion)
    return { reply: 'confirmed' }
  }
  // Who is too late may still owe something, which is for people to talk about.
  if (now > lastMoment(appointment, 'cancel_notice_minutes')) return { reply: 'tooLate', flag: 'cancel_request' }
  await cancelAppointment(tx, id, { by: 'customer', reason: 'Answered X to a reminder.' }, doer, anyVersion)
  return { reply: 'cancelled' }
}

async function respond(
  tx: Tx,
  { reminder }: Heard,
  conversationId: string,
  reply: keyof Words & Outcome['reply'],
  linkTo: LinkTo,
): Promise<void> {
  const subject = await lockSubject(tx, reminder.id)
  if (subject === undefined) return
  const { words, facts } = speak(subject, await readerOf(tx, subject.customer_id), linkTo(subject.id))
  // They have just written themselves, so this belongs to a conversation.
  const conversation = await requireConversation(tx, conversationId)
  await queueMessage(tx, { conversation, body: words[reply](facts), category: 'conversational', senderType: 'system' })
}
