import { z } from 'zod'

const id = z.uuid()

/** What a person is told after the fact, without a link. */
const noticeKinds = [
  'password_changed',
  'second_factor_enabled',
  'second_factor_disabled',
  'recovery_codes_replaced',
  'recovery_code_used',
  'session_ended',
  'calendar_consent_ended',
] as const

/** The kinds of mail, each with the ids from which its text and its link are made. */
export const mailDetails = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('verify_email'), sign_up_id: id }),
  z.strictObject({ kind: z.literal('account_exists') }),
  z.strictObject({ kind: z.literal('reset_password'), person_id: id, reset_id: id }),
  z.strictObject({ kind: z.literal('invitation'), business_id: id, invitation_id: id, token_id: id }),
  z.strictObject({ kind: z.literal(noticeKinds), person_id: id }),
  z.strictObject({ kind: z.literal('ownership_given'), business_id: id, from_member_id: id, to_member_id: id }),
  z.strictObject({ kind: z.literal('ownership_received'), business_id: id, from_member_id: id, to_member_id: id }),
  z.strictObject({ kind: z.literal('business_closed'), business_id: id, by_member_id: id }),
])

export type NoticeKind = (typeof noticeKinds)[number]
export type MailDetails = Readonly<z.infer<typeof mailDetails>>
