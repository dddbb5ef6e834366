import type { components } from '../../../generated/api.ts'
import type { Trigger } from './instants.ts'
import type { ReminderRow } from './queries.ts'

/** A reminder as the contract shows it. */
export function presentReminder(row: ReminderRow): components['schemas']['AppointmentReminder'] {
  return {
    id: row.id,
    appointment_id: row.appointment_id,
    source: row.source,
    trigger: triggerOf(row),
    channel: row.channel,
    template_id: row.template_id,
    starts_at: row.starts_at,
    planned_at: row.planned_at,
    state: row.state,
    reason: row.reason,
    message_id: row.message_id,
    sent_at: row.sent_at,
    answer: row.answer,
    answered_at: row.answered_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

/** The trigger as the contract has it; a row has either a span, or a day and a time. */
export function triggerOf({
  minutes_before,
  days_before,
  at_time,
}: Pick<ReminderRow, 'minutes_before' | 'days_before' | 'at_time'>): Trigger {
  if (minutes_before !== null) return { type: 'offset', minutes_before }
  return { type: 'wall_clock', days_before: days_before as number, at: at_time as string }
}

/** The same as it is kept. */
export function columnsOf(trigger: Trigger): Pick<ReminderRow, 'minutes_before' | 'days_before' | 'at_time'> {
  if (trigger.type === 'offset') return { minutes_before: trigger.minutes_before, days_before: null, at_time: null }
  return { minutes_before: null, days_before: trigger.days_before, at_time: trigger.at }
}
