import type { components } from '../../../generated/api.ts'
import type { TotpStateRow } from './queries.ts'

/** The state of the second factor as the contract shows it; without a row it is off. */
export function presentState(row: TotpStateRow | undefined): components['schemas']['TotpState'] {
  return {
    enabled: row !== undefined && row.confirmed_at !== null,
    confirmed_at: row?.confirmed_at ?? null,
    pending_until: row?.pending === true ? row.expires_at : null,
    recovery_codes_remaining: row?.recovery_codes ?? 0,
  }
}
