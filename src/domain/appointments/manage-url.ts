import type { LinkTokens } from '../../crypto/link-tokens.ts'

/** What links to appointments are made of. */
export interface LinkMaker {
  readonly linkTokens: LinkTokens
  /** Where the outside reaches the API. */
  readonly publicUrl: string
}

/** The link by which the customer of an appointment sees and changes it. It is a credential: for the customer, and whoever may change the appointment anyway. */
export function manageUrlOf({ linkTokens, publicUrl }: LinkMaker, businessId: string, appointmentId: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/manage/${linkTokens.mint('appointment', [businessId, appointmentId])}`
}
