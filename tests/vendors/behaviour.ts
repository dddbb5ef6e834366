/** What a stand-in does with a request instead of answering it as its vendor would. Several may go together. */
export interface Behaviour {
  /** Waits for so long before anything else. */
  readonly delayMs?: number
  /** Answers with this status and, in the vendor's form, this code. */
  readonly status?: number
  readonly code?: number | string
  readonly retryAfter?: number
  /** Says nothing at all, cuts the connection in the middle of the reply, or answers what nobody understands. */
  readonly broken?: 'hang' | 'reset' | 'garbage'
  /** Takes the message over all the same: what the caller cannot know. */
  readonly takes?: boolean
  /** What happens at the vendor while the request is under way. */
  readonly meanwhile?: () => void
}

export type VendorName = 'google' | 'twilio' | 'postmark' | 'sms'

/**
 * What the next requests that send something meet, one after the other; then they are answered as usual. `who` is a vendor, or the account's credential
 * (auth token, server token, API key), so that tests which share a stand-in do not meet. `account write` are the account's requests of that purpose only,
 * where the stand-in tells purposes apart.
 */
export interface Behaviours {
  next(who: string, ...behaviours: readonly Behaviour[]): void
  /** All of them, until further notice. */
  always(who: string, behaviour: Behaviour | undefined): void
  take(vendor: VendorName, credential: string, purpose?: string): Behaviour
  reset(): void
}

export function createBehaviours(): Behaviours {
  const queues = new Map<string, Behaviour[]>()
  const lasting = new Map<string, Behaviour>()
  return {
    next: (who, ...behaviours) => void queues.set(who, [...(queues.get(who) ?? []), ...behaviours]),
    always(who, behaviour) {
      if (behaviour === undefined) lasting.delete(who)
      else lasting.set(who, behaviour)
    },
    take: (vendor, credential, purpose = '') =>
      queues.get(`${credential} ${purpose}`)?.shift() ??
      lasting.get(`${credential} ${purpose}`) ??
      queues.get(credential)?.shift() ??
      lasting.get(credential) ??
      queues.get(vendor)?.shift() ??
      lasting.get(vendor) ??
      {},
    reset() {
      queues.clear()
      lasting.clear()
    },
  }
}
