import type { Policy } from '../messaging-policy/messaging-policy.ts'
import { firstOpenInstant } from './quiet-hours.ts'
import type { OpenHours } from './quiet-hours.ts'
import { reason } from './reasons.ts'
import type { Category, Reason } from './reasons.ts'
import type { Whereabouts } from './whereabouts.ts'

type Hours = Pick<Policy, 'marketing_window' | 'region_overrides'>

/** Whether the hour is right, and when it will be: now, later, or never. */
export type Hour = { readonly open: true } | { readonly open: false; readonly until: Date | undefined; readonly reasons: readonly [Reason] }

/** Marketing keeps the hours of the policy wherever the recipient may be; everything else goes out at any hour. */
export function hourOf(policy: Hours, { timeZones, regions }: Whereabouts, category: Category, at: Date): Hour {
  if (category !== 'marketing') return { open: true }
  const hoursOn = (weekday: number) => openHours(policy, regions, weekday)
  const until = firstOpenInstant(
    timeZones.map((timeZone) => ({ timeZone, hoursOn })),
    at,
  )
  if (until?.getTime() === at.getTime()) return { open: true }
  return { open: false, until, reasons: [reason('quiet_hours', wordsOf(timeZones, until))] }
}

/** What the policy says for a weekday. What it says for a country or a part of it counts there in place of the rest. */
function openHours({ marketing_window, region_overrides }: Hours, regions: readonly string[], weekday: number): readonly OpenHours[] {
  const onThatDay = (hours: OpenHours): boolean => hours.days.includes(weekday)
  const overrides = region_overrides.filter((override) => regions.includes(override.region)).filter(onThatDay)
  return overrides.length > 0 ? overrides : [marketing_window].filter(onThatDay)
}

function wordsOf(timeZones: readonly string[], until: Date | undefined): string {
  const where = timeZones.length > 3 ? `${timeZones.length} zones in which the recipient may be` : timeZones.join(' and ')
  return until === undefined ? `It is never open in ${where} at once.` : `Marketing waits until it is open in ${where}.`
}
