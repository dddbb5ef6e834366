import type { components } from '../../../generated/api.ts'

export type Status = components['schemas']['AppointmentStatus']
export type Action = components['schemas']['AppointmentAction']
/** What moves an appointment from one status to another. */
export type Step = 'confirm' | 'reschedule' | 'cancel' | 'check_in' | 'complete' | 'no_show' | 'correct'

const from: Readonly<Record<Step, readonly Status[]>> = {
  confirm: ['pending'],
  reschedule: ['pending', 'confirmed'],
  cancel: ['pending', 'confirmed'],
  check_in: ['confirmed'],
  complete: ['confirmed', 'checked_in'],
  no_show: ['confirmed'],
  correct: ['completed', 'no_show'],
}

/** What has been done with an appointment that went this way. */
export const participles: Readonly<Record<Step, string>> = {
  confirm: 'confirmed',
  reschedule: 'moved',
  cancel: 'cancelled',
  check_in: 'checked in',
  complete: 'completed',
  no_show: 'marked as a no-show',
  correct: 'corrected',
}

/** Whether an appointment of this status can go that way. The ends let nothing through but a correction between two of them. */
export function mayTake(step: Step, status: Status): boolean {
  return from[step].includes(status)
}
