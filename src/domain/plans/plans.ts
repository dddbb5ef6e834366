import type { components } from '../../../generated/api.ts'
import { countRecorded } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { countCustomers, lockPlan } from './queries.ts'

export { countCustomers, planOf } from './queries.ts'

type Plan = components['schemas']['BusinessPlan']
export type PlanLimits = components['schemas']['BusinessLimits']

/** What each plan allows, as the contract shows it. */
const limits: Readonly<Record<Plan, PlanLimits>> = {
  free: { max_members: 3, max_api_keys: 3, max_customers: 250 },
  starter: { max_members: 5, max_api_keys: 10, max_customers: 1_000 },
  professional: { max_members: 100, max_api_keys: 100, max_customers: 1_000_000 },
  enterprise: { max_members: 100_000, max_api_keys: 1_000, max_customers: 100_000_000 },
}

const words = { max_members: 'members', max_api_keys: 'API keys', max_customers: 'customers' } as const

const maxBusinesses: Readonly<Record<Plan, number>> = { free: 3, starter: 5, professional: 20, enterprise: 100 }

export function limitsOf(plan: Plan): PlanLimits {
  return limits[plan]
}

/** How many businesses somebody may own who owns businesses with these plans: the best of them decides. */
export function maxBusinessesOf(owned: readonly Plan[]): number {
  return Math.max(maxBusinesses.free, ...owned.map((plan) => maxBusinesses[plan]))
}

/**
 * Throws 409 when the plan allows no more of these. The business stays locked until the transaction ends, so that of two at once only one takes the
 * last place.
 */
export async function requireRoom(tx: Tx, what: keyof typeof words, count: (tx: Tx) => Promise<number>): Promise<void> {
  // Sent together; the second is counted after the lock is held.
  const [plan, taken] = await Promise.all([lockPlan(tx), count(tx)])
  const limit = limits[plan][what]
  if (taken >= limit) throw problems.planLimitReached(words[what], limit)
}

/** So many may be on their way in other transactions, unseen and without the lock, when a customer is created. */
const margin = 1_000

/**
 * Throws 409 when the plan allows no further customer than those who were `kept` before this transaction and what it created itself. To count them
 * would cost more than to create one, so their number is kept where the events are numbered; and as long as the end is far away nobody waits for
 * anybody. Near it, creations follow each other, so that of two at once only one takes the last place.
 */
export async function requireCustomerRoom(tx: Tx, { plan, kept }: { readonly plan: Plan; readonly kept: number }): Promise<void> {
  const limit = limits[plan].max_customers - countRecorded(tx, 'customer.created')
  if (kept + margin < limit) return
  // Sent together; the second sees what was committed by whoever held the lock before.
  const [, now] = await Promise.all([lockPlan(tx), countCustomers(tx)])
  if (now >= limit) throw problems.planLimitReached(words.max_customers, limits[plan].max_customers)
}
