import ipaddr from 'ipaddr.js'
import { RLWrapperTimeouts, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import type { Redis } from 'ioredis'
import type { Problem } from '../problems.ts'
import { problems } from '../problems.ts'

/** A limiter of a policy, whatever keeps its counts. */
export type Limiter = Pick<RateLimiterAbstract, 'consume' | 'get' | 'penalty' | 'reward' | 'block' | 'delete'>

interface Policy {
  readonly name: PolicyName
  /** Whose calls are counted together. */
  readonly countedBy: 'address' | 'credential' | 'business'
  readonly points: number
  readonly seconds: number
  readonly limiter: Limiter
}
export type PolicyName = 'address' | 'credential' | 'business' | 'sign_in'
export type Limits = Readonly<Record<PolicyName, Policy>> & { readonly limiter: (name: string, points: number, seconds: number) => Limiter }

const perMinute: Readonly<Record<PolicyName, number>> = { address: 300, credential: 600, business: 3000, sign_in: 30 }

/** Redis answers within this time, or each process counts for itself for the moment. */
const redisTimeoutMs = 50

/** The limits, each so many requests a minute, counted in memory or, when Redis is given, together with all other processes. */
export function createLimits(factor: number, redis: Redis | undefined): Limits {
  const limiter = (name: string, points: number, seconds: number): Limiter => {
    const memory = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
    if (redis === undefined) return memory
    const shared = new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `limit:${name}`,
      points,
      duration: seconds,
      // Past the limit a process answers by itself for a while, so that a flood does not become a flood on Redis.
      inMemoryBlockOnConsumed: points * 2,
    })
    // The insurance stands here alone, for silence as for errors: in both places one request would be counted twice.
    return new RLWrapperTimeouts({ limiter: shared, timeoutMs: redisTimeoutMs, insuranceLimiter: memory })
  }
  const policy = (name: PolicyName): Policy => {
    const points = Math.max(1, Math.round(perMinute[name] * factor))
    return { name, countedBy: name === 'sign_in' ? 'address' : name, points, seconds: 60, limiter: limiter(name, points, 60) }
  }
  return { address: policy('address'), credential: policy('credential'), business: policy('business'), sign_in: policy('sign_in'), limiter }
}

export interface Usage {
  readonly policy: Policy
  readonly remaining: number
  readonly resetSeconds: number
  readonly exceeded: boolean
}

/** Takes one from the policy. */
export async function consume(policy: Policy, key: string): Promise<Usage> {
  try {
    return usage(policy, await policy.limiter.consume(key), false)
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return usage(policy, rejection, true)
    throw rejection
  }
}

function usage(policy: Policy, result: RateLimiterRes, exceeded: boolean): Usage {
  return {
    policy,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
    exceeded,
  }
}

/** `RateLimit-Policy` names all that apply, `RateLimit` the one that is closest to its end (IETF draft ratelimit-headers). */
export function limitHeaders(usages: readonly Usage[]): Record<string, string> {
  const tightest = usages.reduce<Usage | undefined>(
    (least, each) => (least === undefined || share(each) < share(least) ? each : least),
    undefined,
  )
  if (tightest === undefined) return {}
  return {
    'RateLimit-Policy': usages.map(({ policy }) => `"${policy.name}";q=${policy.points};w=${policy.seconds}`).join(', '),
    RateLimit: `"${tightest.policy.name}";r=${tightest.remaining};t=${tightest.resetSeconds}`,
  }
}

function share({ remaining, policy }: Usage): number {
  return remaining / policy.points
}

export function exceeded(usages: readonly Usage[]): Problem | undefined {
  const over = usages.find((each) => each.exceeded)
  return over === undefined ? undefined : problems.rateLimited(over.policy.name, over.resetSeconds)
}

/** What an address is counted by: an IPv6 network of 64 bits is one household, and costs an attacker nothing. */
export function addressKey(ipAddress: string): string {
  if (!ipaddr.isValid(ipAddress)) return 'unknown'
  const address = ipaddr.process(ipAddress)
  return address.kind() === 'ipv4' ? address.toString() : address.toByteArray().slice(0, 8).join('.')
}
