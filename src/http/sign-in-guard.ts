import { createHash } from 'node:crypto'
import { RateLimiterRes } from 'rate-limiter-flexible'
import { problems } from '../problems.ts'
import { addressKey } from './limits.ts'
import type { Limiter, Limits } from './limits.ts'

/**
 * Slows down guessing: after a few wrong passwords each further attempt costs a growing wait, soon for an account from one address, later for the
 * account from everywhere. It never locks: the wait is at most five minutes, a right password ends it, and an address from which the account was
 * reached lately waits only for its own mistakes, so that nobody can keep the owner out by guessing from elsewhere.
 */
export interface SignInGuard {
  /** Counts an attempt, which is a failure until it has succeeded: many at once are not more than one after the other. Throws 429 during a wait. */
  admit(account: string, ipAddress: string): Promise<void>
  succeeded(account: string, ipAddress: string): Promise<void>
  /** Counts a mail to an address that anybody may name. Throws 429 when it has had enough, whether there is an account or not. */
  admitMail(recipient: string): Promise<void>
}

/** So many attempts are free; the one after them starts a wait of a second, and each further one a wait twice as long. */
interface Ladder {
  readonly free: number
  readonly failures: Limiter
  readonly waits: Limiter
}

const memorySeconds = 3600
const longestWaitSeconds = 300
const knownSeconds = 14 * 24 * 3600
const mailsPerHour = 5
const unlimited = 1_000_000_000

export function createSignInGuard(limits: Limits, factor: number): SignInGuard {
  const scaled = (count: number): number => Math.round(count * Math.max(1, factor))
  const ladder = (name: string, free: number): Ladder => ({
    free: scaled(free),
    failures: limits.limiter(`${name}_failures`, unlimited, memorySeconds),
    waits: limits.limiter(`${name}_waits`, 1, longestWaitSeconds),
  })
  const near = ladder('sign_in_near', 5)
  const anywhere = ladder('sign_in_anywhere', 20)
  const known = limits.limiter('sign_in_known', unlimited, knownSeconds)
  const mails = limits.limiter('sign_in_mails', scaled(mailsPerHour), 3600)
  return {
    async admit(account, ipAddress) {
      const { everywhere, here } = keysOf(account, ipAddress)
      const rungs: [Ladder, string][] = [[near, here]]
      if ((await known.get(here)) === null) rungs.push([anywhere, everywhere])
      for (const [{ waits }, key] of rungs) refuseDuring(await waits.get(key))
      for (const [step, key] of rungs) await climb(step, key)
    },
    async succeeded(account, ipAddress) {
      const { everywhere, here } = keysOf(account, ipAddress)
      await Promise.all([near.failures.delete(here), near.waits.delete(here), anywhere.failures.delete(everywhere)])
      await Promise.all([anywhere.waits.delete(everywhere), known.block(here, knownSeconds)])
    },
    async admitMail(recipient) {
      await mails.consume(hashed(recipient)).catch(refuse)
    },
  }
}

async function climb({ free, failures, waits }: Ladder, key: string): Promise<void> {
  const { consumedPoints } = await failures.penalty(key, 1)
  if (consumedPoints <= free) return
  const customDuration = Math.min(2 ** (consumedPoints - free - 1), longestWaitSeconds)
  try {
    await waits.consume(key, 1, { customDuration })
  } catch (error) {
    // Another attempt came first and started the wait; being turned away is not a failure.
    await failures.reward(key, 1)
    refuse(error)
  }
}

function refuseDuring(wait: RateLimiterRes | null): void {
  if (wait !== null && wait.consumedPoints > 0 && wait.msBeforeNext > 0) refuse(wait)
}

function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason
  throw problems.rateLimited('sign_in', Math.max(1, Math.ceil(reason.msBeforeNext / 1000)))
}

function keysOf(account: string, ipAddress: string): { everywhere: string; here: string } {
  const everywhere = hashed(account)
  return { everywhere, here: `${everywhere}:${addressKey(ipAddress)}` }
}

// Names of people do not belong into keys that Redis shows.
function hashed(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, 22)
}
