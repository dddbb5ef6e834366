import type { ReminderRow } from '../reminders/reminders.ts'

export type Answer = NonNullable<ReminderRow['answer']>

const letters: Readonly<Record<string, Answer>> = { C: 'confirm', R: 'reschedule', X: 'cancel' }

/**
 * What a text answers to a reminder: one letter that is the whole message, in any form, case and punctuation. Words by which people end messages are no
 * letters, so they never mean this.
 */
export function answerOf(text: string): Answer | undefined {
  const letter = text
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
  return Object.hasOwn(letters, letter) ? letters[letter] : undefined
}
