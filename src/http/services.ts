import type { Logger } from 'pino'
import type { components } from '../../generated/api.ts'
import type { Config } from '../config.ts'
import type { Cipher } from '../crypto/cipher.ts'
import type { LinkTokens } from '../crypto/link-tokens.ts'
import type { Passwords } from '../crypto/passwords.ts'
import type { Cursors } from './cursor.ts'
import type { AccessTokens } from '../crypto/access-tokens.ts'
import type { Database } from '../db/database.ts'
import type { Build } from './build.ts'
import type { Contract } from './contract/contract.ts'
import type { Credentials } from './credentials.ts'
import type { Limits } from './limits.ts'
import type { SignInGuard } from './sign-in-guard.ts'
import type { StreamBody } from './stream-body.ts'

/** The contract as `GET /openapi.json` answers it. */
interface OpenapiReply {
  readonly body: components['schemas']['OpenapiDocument']
  readonly etag: string
  readonly version: string
  readonly digest: string
}

/** An account at a vendor, with what opens it. */
export interface VendorAccount {
  readonly id: string
  readonly provider: 'twilio' | 'sms_provider' | 'postmark'
  readonly settings: Readonly<Record<string, string>>
  readonly credentials: Readonly<Record<string, string>>
  /** Nothing is really sent: the vendor is not even asked. */
  readonly simulated: boolean
}

/** What handlers ask vendors, outside of any transaction. Handed in, because this layer knows no vendor. */
export interface Vendors {
  /** Whether the vendor knows the account by its credentials. */
  check(account: VendorAccount): Promise<components['schemas']['IntegrationTest']>
  /** Whether a provider may be at this URL. */
  allowsUrl(url: string): boolean
}

/** The sound of a call, or the part of it that `range` names. */
export interface Sound {
  readonly body: StreamBody
  readonly range: string | undefined
}

/** What the process has once and handlers share. */
export interface Services {
  readonly config: Config
  readonly log: Logger
  readonly db: Database
  readonly contract: Contract
  readonly openapi: OpenapiReply
  readonly build: () => Build
  readonly credentials: Credentials
  readonly limits: Limits
  readonly signInGuard: SignInGuard
  readonly accessTokens: AccessTokens
  readonly linkTokens: LinkTokens
  readonly passwords: Passwords
  readonly cursors: Cursors
  readonly cipher: Cipher
  readonly vendors: Vendors
  readonly publicUrl: () => string
  /** The page of Google on which a person agrees to our reading and writing their calendars; undefined where Google is not configured. */
  readonly calendarConsentUrl: ((state: string, verifier: string) => string) | undefined
  /** Fetches a recording from where it is kept. Throws a Problem: 404 when it is not there any more, 503 when the provider does not give it. */
  readonly fetchRecording: (account: VendorAccount, recordingId: string, range: string | undefined) => Promise<Sound>
  /** Undefined while the server may serve; else why not. */
  readonly notReady: () => Promise<string | undefined>
}
