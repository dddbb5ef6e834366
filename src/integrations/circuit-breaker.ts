import { ProviderFailure } from './message-provider.ts'

export interface Breakers {
  /**
   * Does work on an account, unless too much failed there of late: then it throws a ProviderFailure with the code `circuit_open` at once, which says when
   * to ask again. One at a time may try afterwards, and decides.
   */
  run<T>(account: string, work: () => Promise<T>): Promise<T>
}

export interface BreakerSettings {
  /** So many failures in a row open the circuit. */
  readonly failures: number
  readonly openMs: number
  readonly now?: () => number
}

interface State {
  failures: number
  openUntil: number
  trying: boolean
}

const usualBreaker: BreakerSettings = { failures: 5, openMs: 30_000 }

/** One circuit for each account, so that a dead one costs nobody else anything. Only accounts with failures are remembered. */
export function createBreakers({ failures, openMs, now = Date.now }: BreakerSettings = usualBreaker): Breakers {
  const states = new Map<string, State>()
  const failed = (account: string): void => {
    const state = states.get(account) ?? { failures: 0, openUntil: 0, trying: false }
    state.failures += 1
    if (state.failures >= failures) state.openUntil = now() + openMs
    states.set(account, state)
  }
  return {
    async run(account, work) {
      const state = states.get(account)
      const isOpen = state !== undefined && state.failures >= failures
      if (isOpen && (state.trying || now() < state.openUntil)) throw refusal(Math.max(state.openUntil - now(), 1000))
      if (isOpen) state.trying = true
      try {
        const result = await work()
        states.delete(account)
        return result
      } catch (error) {
        if (saysNothingOfTheAccount(error)) states.delete(account)
        else failed(account)
        throw error
      } finally {
        const after = states.get(account)
        if (isOpen && after !== undefined) after.trying = false
      }
    },
  }
}

/** A provider that refuses one message, or asks for patience, is there and works. */
function saysNothingOfTheAccount(error: unknown): boolean {
  return error instanceof ProviderFailure && (error.permanent || error.code === 'rate_limited')
}

function refusal(openMs: number): ProviderFailure {
  const retryAfter = Math.ceil(openMs / 1000)
  return new ProviderFailure('This account failed too often of late.', { permanent: false, code: 'circuit_open', retryAfter })
}
