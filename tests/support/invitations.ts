import { randomUUID } from 'node:crypto'
import { createLinkTokens } from '../../src/crypto/link-tokens.ts'
import { rows, secrets } from './api.ts'
import type { Business } from './api.ts'

const linkTokens = createLinkTokens(secrets.TOKEN_KEY)

export interface Invited {
  readonly id: string
  readonly email: string
  /** The token in the latest mail. */
  readonly token: string
}

/** Invites somebody, and reads the mail. */
export async function invite(salon: Business, fields: object = {}): Promise<Invited> {
  const email = `guest-${randomUUID()}@example.com`
  const { status, body, text } = await salon.owner.post('/v1/invitations', { email, role: 'staff', ...fields })
  if (status !== 201) throw new Error(`The invitation was refused: ${text}`)
  const { id, email: invited } = body as { id: string; email: string }
  return { id, email: invited, token: (await mailedTokens(id)).at(-1) ?? '' }
}

/** The tokens of an invitation, as they were mailed one after the other. */
export async function mailedTokens(invitationId: string): Promise<string[]> {
  const mails = await rows<{ details: { business_id: string; invitation_id: string; token_id: string } }>(
    "select details from mails where kind = 'invitation' and details ->> 'invitation_id' = $1 order by created_at, id",
    [invitationId],
  )
  return mails.map(({ details }) => linkTokens.mint('invitation', [details.business_id, details.invitation_id, details.token_id]))
}
