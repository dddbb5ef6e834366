import type { Logger } from 'pino'
import type { Cipher } from '../crypto/cipher.ts'
import type { LinkTokens } from '../crypto/link-tokens.ts'
import type { Database } from '../db/database.ts'
import type { Calendars } from '../integrations/calendars.ts'
import type { EmailService } from '../integrations/email.ts'
import type { Vendors } from '../integrations/vendors.ts'
import type { RetryBudget } from './retry-budget.ts'

/** What a worker has once and its jobs share. */
export interface JobContext {
  readonly log: Logger
  /** As the queue's role: the jobs, the mails and the nightly purge, and no business's rows. */
  readonly queue: Database
  /** As the application's role: a business's or a person's rows, in that scope alone. */
  readonly application: Database
  readonly email: EmailService
  readonly mailFrom: string
  readonly linkTokens: LinkTokens
  readonly cipher: Cipher
  /** Who carries the messages of businesses. */
  readonly vendors: Vendors
  /** The calendars that members keep elsewhere. */
  readonly calendars: Calendars
  /** How much may be tried again at each account. */
  readonly retryBudget: RetryBudget
  /** The businesses whose messages this worker is sending, or will when it has handed over what is due, each with whether somebody has asked for it meanwhile. */
  readonly senders: Map<string, { isAskedAgain: boolean }>
  /** Where the pages stand to which mailed links lead. */
  readonly baseUrl: string
  /** Where the outside reaches the API. */
  readonly publicUrl: string
}

/** One run of a job. A job may run twice, so the second run must be harmless. */
export interface Run {
  /** The business in which the job was added; null for those of nobody. */
  readonly businessId: string | null
  /** When this run fails, no other follows. */
  readonly isLast: boolean
  /** Aborts when the worker is about to end. */
  readonly signal: AbortSignal
}
