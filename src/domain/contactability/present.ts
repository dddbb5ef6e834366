import type { components } from '../../../generated/api.ts'
import type { JudgedWay } from './contactability.ts'

/** One way to reach a customer as the contract shows it. */
export function presentWay({ channel, address, isPrimary, sender, judgement }: JudgedWay): components['schemas']['ContactWay'] {
  return {
    channel,
    address,
    is_primary: isPrimary,
    channel_id: sender?.id ?? null,
    decision: judgement.decision,
    until: judgement.decision === 'hold' ? judgement.until.toISOString() : null,
    time_zones: [...judgement.timeZones],
    reasons: judgement.decision === 'send' ? [] : [...judgement.reasons],
  }
}
