import type { Tx } from '../../db/database.ts'
import { Problem } from '../../problems.ts'
import { renderTemplate } from '../message-templates/message-templates.ts'
import type { Rendered } from '../message-templates/message-templates.ts'
import type { Policy } from '../messaging-policy/messaging-policy.ts'
import { wallClock } from '../sending-gate/sending-gate.ts'

/**
 * What the text after a missed call says now: by the template for the hours, or the other one where there is none, or it cannot be used any more.
 * Undefined when neither can. A business has no opening hours yet, so its hours are those in which it sends marketing.
 */
export async function wordsFor(tx: Tx, policy: Policy, now: Date): Promise<Rendered | undefined> {
  const { template_in_hours_id: inHours, template_after_hours_id: afterHours } = policy.missed_call_text_back
  for (const id of isOpen(policy, now) ? [inHours, afterHours] : [afterHours, inHours]) {
    const words = id === null ? undefined : await rendered(tx, id)
    if (words !== undefined) return words
  }
  return undefined
}

function isOpen({ marketing_window: { start, end, days }, time_zone }: Policy, at: Date): boolean {
  const { weekday, time } = wallClock(time_zone, at)
  return days.includes(weekday) && start <= time && time < end
}

/** Nobody is there to give values, so a template that needs some is none for this. */
async function rendered(tx: Tx, id: string): Promise<Rendered | undefined> {
  try {
    return await renderTemplate(tx, id, {})
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}
