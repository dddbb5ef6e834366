import type { Read, Tx } from '../../db/database.ts'
import { basisOf, nameOf } from '../reminder-rules/reminder-rules.ts'
import type { Basis, Rule } from '../reminder-rules/reminder-rules.ts'
import { instantOf } from './instants.ts'
import { objectionTo, plannedRow } from './planning.ts'
import { triggerOf } from './present.ts'
import { insertReminders, lockUpcoming, remindersOf, upcomingAppointments, updateReminder } from './queries.ts'
import type { ReminderRow } from './queries.ts'

const pageSize = 200

/** Appointments that are to come, a page at a time; each page begins after the last one's end. */
export function nextUpcoming(door: Read, after: string | undefined): Promise<string[]> {
  return upcomingAppointments(door, after, pageSize)
}

/**
 * Plans the reminders of one appointment by what holds now, after the rules, the zone of the business or the time-zone data have changed. What was sent
 * or taken back stays as it is, and the appointment too: only moments move. A second time it changes nothing.
 */
export async function replanAppointment(tx: Tx, id: string, now = new Date()): Promise<void> {
  // The appointment first, as whoever books does.
  const appointment = await lockUpcoming(tx, id)
  if (appointment === undefined) return
  const basis = await basisOf(tx)
  const { starts_at: startsAt } = appointment
  const rows = await remindersOf(tx, id, startsAt)
  for (const row of rows.filter(({ state }) => state === 'planned')) await keepOrEnd(tx, row, basis)
  // Those that ended with their rule begin again with it; one that somebody took back does not.
  const known = new Set(rows.filter(({ reason }) => reason !== 'rule_removed').map((row) => nameOf(ruleOf(row))))
  const missing = basis.rules
    .filter((rule) => !known.has(nameOf(rule)))
    .map((rule) => ({ rule, moment: instantOf(rule.trigger, startsAt, basis.timeZone) }))
    // A rule that comes too late for an appointment has nothing to do with it.
    .filter(({ moment }) => objectionTo(moment, startsAt, now) === undefined)
  await insertReminders(
    tx,
    missing.map(({ rule, moment }) => plannedRow(id, startsAt, { ...rule, source: 'rule' }, moment)),
  )
}

async function keepOrEnd(tx: Tx, row: ReminderRow, { rules, timeZone }: Basis): Promise<void> {
  const rule = row.source === 'request' ? ruleOf(row) : rules.find((each) => nameOf(each) === nameOf(ruleOf(row)))
  if (rule === undefined) {
    await updateReminder(tx, row.id, { state: 'cancelled', reason: 'rule_removed', due_at: null })
    return
  }
  const moment = instantOf(rule.trigger, row.starts_at, timeZone).toISOString()
  if (moment === row.planned_at && rule.template_id === row.template_id) return
  await updateReminder(tx, row.id, { planned_at: moment, due_at: moment, template_id: rule.template_id })
}

function ruleOf(row: ReminderRow): Rule {
  return { trigger: triggerOf(row), channel: row.channel, template_id: row.template_id }
}
