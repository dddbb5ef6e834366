/** How much is tried again: one in ten of what is sent, and a few besides, so that a provider in trouble is not called more often than one that works. */
export interface RetryBudget {
  /** A first attempt is made: it earns a part of a retry. */
  earn(account: string): void
  /** Whether there is a retry to spend, and spends it. */
  spend(account: string): boolean
}

const share = 0.1
const most = 100
const atFirst = 10
// So many come back by themselves in a minute, or an account on which little is sent could never try again.
const byMinute = 10
const minuteMs = 60_000

export function createRetryBudget(now: () => number = Date.now): RetryBudget {
  const accounts = new Map<string, { tokens: number; at: number }>()
  const current = (account: string): { tokens: number; at: number } => {
    const present = accounts.get(account) ?? { tokens: atFirst, at: now() }
    const passed = now() - present.at
    const state = { tokens: Math.min(most, present.tokens + (passed / minuteMs) * byMinute), at: now() }
    accounts.set(account, state)
    return state
  }
  return {
    earn(account) {
      const state = current(account)
      state.tokens = Math.min(most, state.tokens + share)
    },
    spend(account) {
      const state = current(account)
      if (state.tokens < 1) return false
      state.tokens -= 1
      return true
    },
  }
}
