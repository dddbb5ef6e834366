import type { Scope, Read } from '../../db/database.ts'
import type { MailDetails, NoticeKind } from './details.ts'
import type { Content } from './layout.ts'
import { findPersonToNotify } from './queries.ts'

interface Notice {
  readonly subject: string
  /** What has happened, after the greeting. */
  readonly what: string
  readonly closing: string
}

const changePassword = 'If it was not you, ask for a new password at once: somebody may know yours.'

/** What is told after the fact, and what to do for whom it comes as a surprise. */
const notices: Readonly<Record<NoticeKind, Notice>> = {
  password_changed: {
    subject: 'Your password was changed',
    what: 'the password of your ClientFlow account was changed, and sessions on other devices have ended.',
    closing: 'If it was not you, ask for a new password at once: somebody may read your mails, or know your password.',
  },
  second_factor_enabled: {
    subject: 'Your second factor is on',
    what: 'from now on a log-in to your ClientFlow account needs a code of your authenticator app beside the password. Keep the recovery codes in a safe place.',
    closing: changePassword,
  },
  second_factor_disabled: {
    subject: 'Your second factor is off',
    what: 'from now on the password alone is enough to log in to your ClientFlow account.',
    closing: changePassword,
  },
  recovery_codes_replaced: {
    subject: 'Your recovery codes were replaced',
    what: 'your ClientFlow account has new recovery codes, and the old ones are dead.',
    closing: changePassword,
  },
  recovery_code_used: {
    subject: 'A recovery code was used',
    what: 'somebody, most likely you, logged in to your ClientFlow account with a recovery code.',
    closing: changePassword,
  },
  session_ended: {
    subject: 'A session was ended',
    what: 'a refresh token of your ClientFlow account was used twice. Somebody may hold a copy of it, so its session was ended, and you have to log in again there.',
    closing: 'If it happens again, look for what reads along on that device, and change your password.',
  },
  calendar_consent_ended: {
    subject: 'Your calendar is no longer connected',
    what: 'Google tells us that you no longer agree to ClientFlow using your calendar. What changes there is not noticed here any more, and your appointments are not written there.',
    closing: 'If you want it to go on, connect the calendar again in ClientFlow.',
  },
}

/** A mail that tells a person what has happened to the account. */
export async function notice(
  { readAs }: { readonly readAs: (scope: Scope) => Read },
  { kind, person_id }: Extract<MailDetails, { kind: NoticeKind }>,
): Promise<Content | { readonly reason: string }> {
  const person = await findPersonToNotify(readAs({ person: person_id }))
  if (person === undefined) return { reason: 'There is no such person any more.' }
  const { subject, what, closing } = notices[kind]
  const left = kind === 'recovery_code_used' ? [`You have ${person.recovery_codes} of them left.`] : []
  return { subject, paragraphs: [`Hello ${person.full_name},`, what, ...left], closing }
}
