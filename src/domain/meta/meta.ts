import type { components } from '../../../generated/api.ts'
import type { Read } from '../../db/database.ts'
import { countApiKeys } from '../api-keys/api-keys.ts'
import { countCustomers, limitsOf, planOf } from '../plans/plans.ts'
import type { PlanLimits } from '../plans/plans.ts'
import { countMembers } from '../team-members/team-members.ts'

/** How much of each limit is used, counted by whoever enforces it. */
const counts: { readonly [K in keyof PlanLimits]: (door: Read) => Promise<number> } = {
  max_api_keys: countApiKeys,
  max_customers: countCustomers,
  max_members: countMembers,
}

/** What the plan of the business allows, and how much of it is used. */
export async function planUsage(door: Read): Promise<Pick<components['schemas']['Limits'], 'plan' | 'plan_limits'>> {
  const names = Object.keys(counts) as (keyof PlanLimits)[]
  const [plan, ...used] = await Promise.all([planOf(door), ...names.map((name) => counts[name](door))])
  const limits = limitsOf(plan)
  return { plan, plan_limits: names.map((name, index) => ({ name, limit: limits[name], used: used[index] ?? 0 })) }
}
