import { timingSafeEqual } from 'node:crypto'
import { hasBasicAuth } from '../../crypto/basic-auth.ts'
import { isSignedRequest } from '../../crypto/hmac-signature.ts'
import { isTwilioRequest } from '../../crypto/twilio-signature.ts'
import type { InboundIntegration } from '../integrations/integrations.ts'
import { inboundUsername } from '../integrations/integrations.ts'
import { providerOf } from './kinds.ts'
import type { Kind } from './kinds.ts'

/** Something that came in, as it came. */
export interface Delivery {
  readonly kind: Kind
  readonly integrationId: string
  /** Where the outside reaches this server: what a provider signs is this URL, whatever a proxy says. */
  readonly publicUrl: string
  /** The path and the query as they came. */
  readonly url: string
  readonly header: (name: string) => string | undefined
  readonly bytes: Buffer
  /** The media type. */
  readonly type: string
}

// Compared with where there is no integration, so that it takes as long as where there is one.
const nobody: Pick<InboundIntegration, 'provider' | 'settings' | 'secrets'> = { provider: 'twilio', settings: {}, secrets: ['nobody'] }

/** Whether the provider of the integration sent this. Nothing of the body is believed before. */
export function isProven(delivery: Delivery, integration: InboundIntegration | undefined): integration is InboundIntegration {
  const provider = providerOf(delivery.kind)
  const { secrets, settings } = integration ?? nobody
  const proven = proofs[provider](delivery, secrets, settings.account_sid ?? '')
  return proven && integration?.provider === provider && integration.businessStatus !== 'closed'
}

type Proof = (delivery: Delivery, secrets: readonly string[], accountSid: string) => boolean

const proofs: Readonly<Record<ReturnType<typeof providerOf>, Proof>> = {
  twilio({ publicUrl, url, header, bytes }, authTokens, accountSid) {
    const params = new URLSearchParams(bytes.toString('utf8'))
    const values = Object.fromEntries([...params.keys()].map((name) => [name, params.getAll(name)]))
    const isSigned = isTwilioRequest({ authTokens, publicUrl, path: url, params: values, signature: header('x-twilio-signature') })
    // The same token can sign for several accounts.
    return isSigned && isSame(params.get('AccountSid') ?? '', accountSid)
  },
  sms_provider({ header, bytes }, secrets) {
    const [signature, timestamp] = [header('x-sms-signature'), header('x-sms-timestamp')]
    return isSignedRequest({ secrets, body: bytes, signature, timestamp, now: Date.now() })
  },
  postmark({ header }, passwords) {
    return hasBasicAuth({ username: inboundUsername, passwords, authorization: header('authorization') })
  },
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
