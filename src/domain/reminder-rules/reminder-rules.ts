import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { problems } from '../../problems.ts'
import { defaultRules, presentRules } from './defaults.ts'
import type { Rule } from './defaults.ts'
import { findRules, shareRules, takeRules, writeRules } from './queries.ts'
import { requireFittingTemplate } from './templates.ts'

export type { Rule } from './defaults.ts'
export { takeRules as holdRules } from './queries.ts'
export { requireFittingTemplate } from './templates.ts'

type Schemas = components['schemas']

/** By what reminders are planned: the rules, and the clock that times of day are read from. */
export interface Basis {
  readonly rules: readonly Rule[]
  readonly timeZone: string
}

/**
 * What to plan by. Nobody changes it until the transaction ends: whoever does waits for this plan, and then finds it and plans anew, so that no
 * appointment keeps reminders by rules that are gone.
 */
export async function basisOf(tx: Tx): Promise<Basis> {
  // Sent together; the rules are read when the lock is held.
  const [, { rules, time_zone }] = await Promise.all([shareRules(tx), findRules(tx)])
  return { rules: rules ?? defaultRules, timeZone: time_zone }
}

/** Replaces all rules. Throws 412 when `checkVersion` objects, 409 for two that are the same, and for templates as `requireFittingTemplate` does. */
export async function replaceRules(
  tx: Tx,
  wanted: Schemas['ReminderRulesSettings'],
  checkVersion: (row: { readonly version: number }) => void,
): Promise<Schemas['ReminderRules']> {
  const [, found] = await Promise.all([takeRules(tx), findRules(tx)])
  const before = presentRules(found)
  checkVersion(before)
  const rules = wanted.rules?.map(completed) ?? [...defaultRules]
  if (new Set(rules.map(nameOf)).size < rules.length) throw problems.reminderRulesInvalid('Two rules have the same trigger and channel.')
  for (const rule of rules) await requireFittingTemplate(tx, rule)
  const changed = changedFields({ rules: before.rules }, { rules })
  if (changed.length === 0) return before
  await writeRules(tx, JSON.stringify(rules))
  const after = presentRules(await findRules(tx))
  record(tx, {
    action: 'reminder_rules.updated',
    resource: { type: 'reminder_rules', id: tx.business() ?? '' },
    changedFields: changed,
    event: { type: 'reminder_rules.updated', data: { object: after, previous_attributes: previousAttributes(before, changed) } },
  })
  await replanReminders(tx)
  return after
}

/** Has the reminders of all upcoming appointments planned anew, because what they are planned by has changed. Whoever changes it holds the rules. */
export function replanReminders(tx: Tx): Promise<void> {
  return enqueue(tx, 'reminders.replan', {}, { jobKey: 'reminders.replan' })
}

/** A reminder in full. */
export function completed({ trigger, channel = 'sms', template_id = null }: Schemas['NewReminderRule']): Rule {
  return { trigger, channel, template_id }
}

/** What makes a reminder the same as another. */
export function nameOf({ trigger, channel }: Pick<Rule, 'trigger' | 'channel'>): string {
  return trigger.type === 'offset' ? `${channel} ${trigger.minutes_before}` : `${channel} ${trigger.days_before} ${trigger.at}`
}
