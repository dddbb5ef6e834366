import type { Tx } from '../../db/database.ts'
import { withdrawMessage } from '../messages/messages.ts'
import { basisOf, nameOf } from '../reminder-rules/reminder-rules.ts'
import type { Rule } from '../reminder-rules/reminder-rules.ts'
import { instantOf } from './instants.ts'
import { columnsOf, triggerOf } from './present.ts'
import { cancelPlanned, insertReminders, remindersOf, updateReminder } from './queries.ts'
import type { ReminderRow } from './queries.ts'

/** What reminders have to know of an appointment. */
export interface Booked {
  readonly id: string
  readonly starts_at: string
  readonly status: string
}
type Reason = NonNullable<ReminderRow['reason']>
/** A reminder that is wanted, and why. */
type Wanted = Rule & Pick<ReminderRow, 'source'>

/**
 * Plans the reminders of an appointment that was booked, anew when it was moved, and takes them back when it is off or over. In the transaction that
 * changes the appointment, so that there is never the one without the other; the appointment is locked.
 */
export async function followAppointment(tx: Tx, before: Booked | undefined, after: Booked, now = new Date()): Promise<void> {
  const was = before !== undefined && isToCome(before)
  const moved = before !== undefined && before.starts_at !== after.starts_at
  if (!isToCome(after)) {
    if (was) await takeBack(tx, before, after.status === 'cancelled' ? 'appointment_cancelled' : 'appointment_over')
    return
  }
  if (was && !moved) return
  const requested = was ? await takeBack(tx, before, 'appointment_moved') : []
  await plan(tx, after, requested, now)
}

/** Whether somebody is still expected. Who has checked in needs no reminder. */
export function isToCome({ status }: Pick<Booked, 'status'>): boolean {
  return status === 'pending' || status === 'confirmed'
}

/** Ends what is planned for a beginning, and takes messages back that have not left. Answers what was asked for besides the rules. */
async function takeBack(tx: Tx, { id, starts_at }: Booked, reason: Reason): Promise<Wanted[]> {
  const rows = (await remindersOf(tx, id, starts_at)).filter(({ state }) => state === 'planned' || state === 'sent')
  await cancelPlanned(tx, id, starts_at, reason)
  // Those of whom nobody has seen yet that their message left.
  for (const row of rows.filter(({ state, due_at }) => state === 'sent' && due_at !== null)) {
    if (await withdrawMessage(tx, row.message_id ?? '')) await updateReminder(tx, row.id, { state: 'cancelled', reason, due_at: null })
  }
  return rows.filter(({ source }) => source === 'request').map(wantedFrom)
}

async function plan(tx: Tx, { id, starts_at }: Booked, requested: readonly Wanted[], now: Date): Promise<void> {
  const { rules, timeZone } = await basisOf(tx)
  const names = new Set(requested.map(nameOf))
  const wanted = [...requested, ...rules.filter((rule) => !names.has(nameOf(rule))).map((rule): Wanted => ({ ...rule, source: 'rule' }))]
  await insertReminders(
    tx,
    wanted.map((each) => {
      const moment = instantOf(each.trigger, starts_at, timeZone)
      const reason = objectionTo(moment, starts_at, now)
      return reason === undefined
        ? plannedRow(id, starts_at, each, moment)
        : { ...plannedRow(id, starts_at, each, moment), state: 'skipped' as const, due_at: null, reason }
    }),
  )
}

/** Why a reminder cannot be sent at its moment, seen from now. */
export function objectionTo(moment: Date, startsAt: string, now: Date): 'booked_too_late' | 'after_start' | undefined {
  if (moment.getTime() >= Date.parse(startsAt)) return 'after_start'
  return moment <= now ? 'booked_too_late' : undefined
}

/** The row of a reminder that is to be sent. */
export function plannedRow(appointmentId: string, startsAt: string, { trigger, channel, template_id, source }: Wanted, moment: Date) {
  const instant = moment.toISOString()
  return {
    appointment_id: appointmentId,
    source,
    channel,
    template_id,
    ...columnsOf(trigger),
    starts_at: startsAt,
    planned_at: instant,
    due_at: instant,
    state: 'planned' as const,
  }
}

function wantedFrom(row: ReminderRow): Wanted {
  return { trigger: triggerOf(row), channel: row.channel, template_id: row.template_id, source: row.source }
}
