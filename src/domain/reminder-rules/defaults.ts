import type { components } from '../../../generated/api.ts'
import type { FoundRules } from './queries.ts'

type Schemas = components['schemas']
export type Rule = Schemas['ReminderRule']

/** What holds while a business has decided nothing: a text a day before, which leaves time to fill the place, and one to leave the house by. */
export const defaultRules: readonly Rule[] = [1440, 120].map((minutes_before) => ({
  trigger: { type: 'offset', minutes_before },
  channel: 'sms',
  template_id: null,
}))

/** The rules as the contract shows them; version 1 is that of a business that has decided nothing. */
export function presentRules({ rules, created_at, updated_at, version, business_created_at }: FoundRules): Schemas['ReminderRules'] {
  return {
    rules: [...(rules ?? defaultRules)],
    created_at: created_at ?? business_created_at,
    updated_at: updated_at ?? business_created_at,
    version: version ?? 1,
  }
}
