import type { ProviderCode } from './message-provider.ts'

interface Meaning {
  readonly code: ProviderCode
  /** The same message would be refused again. */
  readonly permanent: boolean
}

const lasting = (code: ProviderCode): Meaning => ({ code, permanent: true })
const passing = (code: ProviderCode): Meaning => ({ code, permanent: false })

// Twilio's numbers, those of refused calls (2xxxx) and those of messages that did not arrive (3xxxx).
const meanings: Readonly<Record<string, Meaning>> = {
  20003: passing('authentication_failed'),
  20005: passing('account_suspended'),
  20429: passing('rate_limited'),
  21211: lasting('recipient_invalid'),
  21212: lasting('sender_not_allowed'),
  21408: lasting('region_not_enabled'),
  21602: lasting('content_refused'),
  21606: lasting('sender_not_allowed'),
  21608: lasting('recipient_invalid'),
  21610: lasting('recipient_opted_out'),
  21611: passing('rate_limited'),
  21612: lasting('recipient_unreachable'),
  21614: lasting('recipient_not_mobile'),
  21617: lasting('content_too_long'),
  21635: lasting('recipient_not_mobile'),
  21659: lasting('sender_not_allowed'),
  21660: lasting('sender_not_allowed'),
  21661: lasting('sender_not_allowed'),
  30001: passing('rate_limited'),
  30002: passing('account_suspended'),
  30003: lasting('recipient_unreachable'),
  30004: lasting('recipient_unreachable'),
  30005: lasting('recipient_invalid'),
  30006: lasting('recipient_not_mobile'),
  30007: lasting('content_refused'),
  30008: lasting('unknown'),
  30022: passing('rate_limited'),
  30032: lasting('sender_not_registered'),
  30034: lasting('sender_not_registered'),
}

/** What one of Twilio's numbers means; undefined for one that says nothing to us. */
export function meaningOfTwilioCode(code: string | undefined): Meaning | undefined {
  return code === undefined ? undefined : meanings[code]
}
