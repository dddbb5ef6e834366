import { ProviderFailure } from './message-provider.ts'

/**
 * Why a calendar did not do what it was asked: `changed` (the version is another), `exists`, `not_found` and `gone` (what is asked for was there, or the
 * list can only be had from its beginning) are answers to work with; `revoked` ends the consent; the others are as in ProviderFailure.
 */
export type CalendarKind = 'changed' | 'exists' | 'gone' | 'not_found' | 'permission_denied' | 'refused' | 'revoked'

/** An answer that says something of this very call: the calendar itself is there and works. Its message names nobody. */
export class CalendarFailure extends ProviderFailure {
  readonly kind: CalendarKind

  constructor(kind: CalendarKind, message: string, providerCode?: string) {
    super(message, { permanent: true, code: 'refused', providerCode })
    this.name = 'CalendarFailure'
    this.kind = kind
  }
}

export function isKind(error: unknown, ...kinds: readonly CalendarKind[]): error is CalendarFailure {
  return error instanceof CalendarFailure && kinds.includes(error.kind)
}
