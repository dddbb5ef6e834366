import type { LinkTokens } from '../../crypto/link-tokens.ts'
import type { Read, Scope } from '../../db/database.ts'
import type { MailDetails } from './details.ts'
import type { Content } from './layout.ts'
import { notice } from './notices.ts'
import { findBusinessName, findInvitation, findMemberName, findPasswordReset, findSignUp } from './queries.ts'

export interface Desk {
  /** The door through which whoever the mail is about may be asked for. */
  readonly readAs: (scope: Scope) => Read
  readonly linkTokens: LinkTokens
  /** Where the pages stand to which links lead. */
  readonly baseUrl: string
}

/** Why a mail has become pointless. */
export interface Pointless {
  readonly reason: string
}

/** What a mail says, in the state of things now; or why it need not be said any more. */
export function composeMail(desk: Desk, details: MailDetails): Promise<Content | Pointless> {
  switch (details.kind) {
    case 'verify_email':
      return verifyEmail(desk, details)
    case 'account_exists':
      return Promise.resolve(accountExists)
    case 'reset_password':
      return resetPassword(desk, details)
    case 'invitation':
      return invitation(desk, details)
    case 'ownership_given':
    case 'ownership_received':
      return ownership(desk, details)
    case 'business_closed':
      return businessClosed(desk, details)
    default:
      return notice(desk, details)
  }
}

type Of<K extends MailDetails['kind']> = Extract<MailDetails, { kind: K }>

// Nothing here that the asking person has typed: anybody can enter anybody's address, and a name may be an advertisement.
async function verifyEmail({ readAs, linkTokens, baseUrl }: Desk, { sign_up_id }: Of<'verify_email'>): Promise<Content | Pointless> {
  const signUp = await findSignUp(readAs({ nobody: true }), sign_up_id)
  if (signUp === undefined) return { reason: 'The sign-up was finished, or has expired.' }
  const token = linkTokens.mint('verify_email', [sign_up_id])
  return {
    subject: 'Verify your e-mail address',
    paragraphs: ['Hello,', 'somebody, most likely you, asked for a ClientFlow account with this e-mail address.'],
    link: {
      label: 'Verify the address and choose a password',
      url: `${baseUrl}/verify-email?token=${token}`,
      token,
      until: signUp.expires_at,
    },
    closing: 'If it was not you, ignore this mail: without the link nothing happens.',
  }
}

const accountExists: Content = {
  subject: 'You already have an account',
  paragraphs: [
    'Hello,',
    'somebody, most likely you, asked for a ClientFlow account with this e-mail address. It already has one: log in, or ask for a new password.',
  ],
  closing: 'If it was not you, ignore this mail: nothing has changed.',
}

async function resetPassword(
  { readAs, linkTokens, baseUrl }: Desk,
  { person_id, reset_id }: Of<'reset_password'>,
): Promise<Content | Pointless> {
  const reset = await findPasswordReset(readAs({ person: person_id }), reset_id)
  if (reset === undefined) return { reason: 'The reset was used, or has expired.' }
  const token = linkTokens.mint('reset_password', [person_id, reset_id])
  return {
    subject: 'Choose a new password',
    paragraphs: [`Hello ${reset.full_name},`, 'somebody, most likely you, asked for a new password of your ClientFlow account.'],
    link: { label: 'Choose a new password', url: `${baseUrl}/reset-password?token=${token}`, token, until: reset.expires_at },
    closing: 'If it was not you, ignore this mail: your password stays as it is.',
  }
}

async function invitation(
  { readAs, linkTokens, baseUrl }: Desk,
  { business_id, invitation_id, token_id }: Of<'invitation'>,
): Promise<Content | Pointless> {
  const invited = await findInvitation(readAs({ business: business_id }), invitation_id, token_id)
  if (invited === undefined) return { reason: 'The invitation was accepted, revoked or sent again, or has expired.' }
  const token = linkTokens.mint('invitation', [business_id, invitation_id, token_id])
  const who = invited.inviter ?? invited.business_name
  return {
    subject: `Invitation to the team of ${invited.business_name}`,
    paragraphs: ['Hello,', `${who} invites you to join the team of ${invited.business_name} at ClientFlow.`],
    ...(invited.message === null ? {} : { quote: invited.message }),
    link: { label: 'Accept the invitation', url: `${baseUrl}/accept-invitation?token=${token}`, token, until: invited.expires_at },
    closing: 'If you do not know what this is about, ignore this mail.',
  }
}

async function ownership(
  { readAs }: Desk,
  { kind, business_id, from_member_id, to_member_id }: Of<'ownership_given' | 'ownership_received'>,
): Promise<Content> {
  const door = readAs({ business: business_id })
  const [business, from, to] = await Promise.all([
    findBusinessName(door),
    findMemberName(door, from_member_id),
    findMemberName(door, to_member_id),
  ])
  const name = business?.name ?? 'the business'
  const told =
    kind === 'ownership_given'
      ? `you have passed ${name} on to ${to?.full_name ?? 'another member'}, who owns it now. You are an admin there.`
      : `${from?.full_name ?? 'its owner'} has passed ${name} on to you. You own it now, and ${from?.full_name ?? 'the former owner'} is an admin there.`
  return {
    subject: kind === 'ownership_given' ? `You have passed ${name} on` : `You own ${name} now`,
    paragraphs: ['Hello,', told],
    closing: 'If this should not have happened, answer at once: somebody may have got hold of an account.',
  }
}

async function businessClosed({ readAs }: Desk, { business_id, by_member_id }: Of<'business_closed'>): Promise<Content> {
  const door = readAs({ business: business_id })
  const [business, closer] = await Promise.all([findBusinessName(door), findMemberName(door, by_member_id)])
  const name = business?.name ?? 'The business'
  return {
    subject: `${name} is closed`,
    paragraphs: [
      'Hello,',
      `${closer?.full_name ?? 'An owner'} has closed ${name} at ClientFlow. Nobody can work in it any more, its API keys have ended, and its owners can still read it.`,
    ],
    closing: 'A business that was closed is not opened again.',
  }
}
