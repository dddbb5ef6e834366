import type { ErrorCode } from '../domain/calendar-sync/calendar-sync.ts'
import { ProviderFailure } from '../integrations/message-provider.ts'

const codes: Readonly<Record<string, ErrorCode>> = {
  changed: 'provider_error',
  circuit_open: 'unreachable',
  exists: 'provider_error',
  gone: 'calendar_gone',
  not_found: 'calendar_gone',
  permission_denied: 'permission_denied',
  rate_limited: 'rate_limited',
  refused: 'refused',
  unreachable: 'unreachable',
}

/** Why it failed, in the words of the contract. A fault of ours counts as the provider's: it is in the log, and tried again. */
export function refusalOf(error: unknown): { readonly code: ErrorCode; readonly retryAfter: number | undefined } {
  if (!(error instanceof ProviderFailure)) return { code: 'provider_error', retryAfter: undefined }
  const word = 'kind' in error ? String(error.kind) : error.code
  return { code: codes[word] ?? 'provider_error', retryAfter: error.retryAfter }
}
