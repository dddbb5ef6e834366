/** A message as it leaves: every word of it is settled, and whoever sends it has asked whether it may. */
export interface OutgoingMessage {
  /** Our own id, the same at every attempt. */
  readonly id: string
  readonly from: string
  readonly to: string
  readonly body: string
  /** Mails only. */
  readonly subject: string | null
  /** Where pictures and files can be fetched. */
  readonly mediaUrls: readonly string[]
  /** Marketing mail leaves by a stream of its own. */
  readonly bulk: boolean
  /** Further headers of a mail, such as List-Unsubscribe. */
  readonly headers: Readonly<Record<string, string>>
  /** Where the provider tells what becomes of it; undefined where it is told that once for all messages. */
  readonly statusUrl: string | undefined
}

/** A message that a provider has taken over. */
export interface Handover {
  readonly providerMessageId: string
  readonly status: 'queued' | 'sent' | 'delivered'
  readonly segments: number | null
}

/** What is known of a message when nobody knows how an earlier attempt to send it ended. */
export interface SoughtMessage extends Pick<OutgoingMessage, 'id' | 'from' | 'to' | 'body'> {
  /** When the first attempt began. */
  readonly since: Date
}

export interface MessageProvider {
  /** Hands a message over. Throws a ProviderFailure. */
  send(message: OutgoingMessage): Promise<Handover>
  /**
   * Those that can be this message, oldest first: one at most where the provider keeps our id, else all between the same two with the same text since
   * then. Throws a ProviderFailure.
   */
  find(message: SoughtMessage): Promise<readonly Handover[]>
}

/** Why a provider did not take a message, or why a message did not arrive, in one vocabulary for all of them. */
export type ProviderCode =
  | 'account_suspended'
  | 'authentication_failed'
  | 'circuit_open'
  | 'content_refused'
  | 'content_too_long'
  | 'provider_error'
  | 'rate_limited'
  | 'recipient_invalid'
  | 'recipient_not_mobile'
  | 'recipient_opted_out'
  | 'recipient_suppressed'
  | 'recipient_unreachable'
  | 'refused'
  | 'region_not_enabled'
  | 'sender_not_allowed'
  | 'sender_not_registered'
  | 'unknown'
  | 'unreachable'

interface FailureFacts {
  /** The same message would be refused again. */
  readonly permanent: boolean
  readonly code: ProviderCode
  /** As the provider calls it. */
  readonly providerCode?: string | undefined
  /** When to ask again, in seconds, where the provider said so. */
  readonly retryAfter?: number | undefined
  /** The message may have been taken over all the same: look for it before it is sent again. */
  readonly uncertain?: boolean
  readonly cause?: unknown
}

/** A call that a provider did not answer with a yes. Its message names nobody, so it may be logged. */
export class ProviderFailure extends Error {
  readonly permanent: boolean
  readonly code: ProviderCode
  readonly providerCode: string | undefined
  readonly retryAfter: number | undefined
  readonly uncertain: boolean

  constructor(message: string, { permanent, code, providerCode, retryAfter, uncertain = false, cause }: FailureFacts) {
    super(message, { cause })
    this.name = 'ProviderFailure'
    this.permanent = permanent
    this.code = code
    this.providerCode = providerCode
    this.retryAfter = retryAfter
    this.uncertain = uncertain
  }
}
