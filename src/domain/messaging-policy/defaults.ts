import type { components } from '../../../generated/api.ts'

type Schemas = components['schemas']
/** What a business can decide about its messages. */
export type Settings = Omit<Schemas['MessagingPolicy'], 'created_at' | 'updated_at' | 'version'>

/** What holds while a business has decided nothing. */
export const defaults: Settings = {
  marketing_window: { start: '08:00', end: '21:00', days: [1, 2, 3, 4, 5, 6, 7] },
  region_overrides: [],
  max_marketing_per_customer_per_day: 2,
  max_marketing_per_customer_per_30_days: 12,
  default_channel_id: null,
  footer: null,
  missed_call_text_back: {
    enabled: false,
    template_in_hours_id: null,
    template_after_hours_id: null,
    delay_s: 30,
    dedupe_window_minutes: 1440,
    skip_if_open_thread_minutes: 60,
    only_line_types: ['mobile', 'voip', 'unknown'],
  },
}

/** The whole of what is wanted: the default stands in for what was left out. */
export function completed({ missed_call_text_back, ...wanted }: Schemas['MessagingPolicySettings']): Settings {
  return { ...defaults, ...wanted, missed_call_text_back: { ...defaults.missed_call_text_back, ...missed_call_text_back } }
}
