import type { LinkPurpose, LinkTokens } from '../../crypto/link-tokens.ts'
import { writeChanges } from '../../db/changes.ts'
import type { Database, Read, Tx } from '../../db/database.ts'
import { reading, withTransaction } from '../../db/database.ts'
import { problems } from '../../problems.ts'

/** What a link stands for. It is the credential, for this one thing. */
export interface Link {
  readonly businessId: string
  readonly id: string
}

type Purpose = Extract<LinkPurpose, 'appointment' | 'waitlist_offer'>

/** What the token of a link stands for. Throws 404 when it is none of ours. Whether it is still alive, the rows say. */
export function readLink(tokens: LinkTokens, purpose: Purpose, token: string): Link {
  const [businessId, id] = tokens.read(purpose, token) ?? []
  if (businessId === undefined || id === undefined) throw problems.notFound('link')
  return { businessId, id }
}

/** Questions about what a link leads to. */
export function readingFor(db: Database, { businessId }: Link): Read {
  return reading(db, { business: businessId })
}

/** From here on the transaction acts for the business of the link, which its token has proved. */
export async function enter(tx: Tx, { businessId }: Link): Promise<void> {
  await tx.become({ business: businessId })
}

/** A change by whoever has the link, in a transaction of its own. */
export function changingFor<T>(
  db: Database,
  { businessId }: Link,
  { requestId, ipAddress }: { readonly requestId: string; readonly ipAddress: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const origin = { actor: { type: 'system', id: null }, request: { id: requestId, idempotency_key: null }, ipAddress } as const
  return withTransaction(db, { business: businessId }, work, (tx) => writeChanges(tx, origin))
}

/** What new links are made of, from what a server has. */
export function makerOf({ linkTokens, publicUrl }: { readonly linkTokens: LinkTokens; readonly publicUrl: () => string }) {
  return { linkTokens, publicUrl: publicUrl() }
}
