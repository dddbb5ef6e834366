import type { components } from '../../../generated/api.ts'
import { defaults } from './defaults.ts'
import type { Settings } from './defaults.ts'
import type { FoundPolicy, PolicyColumns } from './queries.ts'

type Kept = Omit<PolicyColumns, 'marketing_window' | 'region_overrides'> & { marketing_window: string; region_overrides: string }

/** The policy as the contract shows it; version 1 is that of a business that has decided nothing. */
export function presentPolicy(found: FoundPolicy): components['schemas']['MessagingPolicy'] {
  const { created_at, updated_at, version, business_created_at } = found
  const settings = version === null ? defaults : settingsOf(found as PolicyColumns)
  return {
    ...settings,
    created_at: created_at ?? business_created_at,
    updated_at: updated_at ?? business_created_at,
    version: version ?? 1,
  }
}

function settingsOf(row: PolicyColumns): Settings {
  return {
    marketing_window: { ...row.marketing_window, days: [...row.marketing_window.days] },
    region_overrides: [...row.region_overrides],
    max_marketing_per_customer_per_day: row.max_marketing_per_customer_per_day,
    max_marketing_per_customer_per_30_days: row.max_marketing_per_customer_per_30_days,
    default_channel_id: row.default_channel_id,
    footer: row.footer,
    missed_call_text_back: {
      enabled: row.text_back_enabled,
      template_in_hours_id: row.text_back_template_in_hours_id,
      template_after_hours_id: row.text_back_template_after_hours_id,
      delay_s: row.text_back_delay_s,
      dedupe_window_minutes: row.text_back_dedupe_window_minutes,
      skip_if_open_thread_minutes: row.text_back_skip_if_open_thread_minutes,
      only_line_types: [...row.text_back_only_line_types],
    },
  }
}

/** The same as it is kept. */
export function columnsOf({ missed_call_text_back: textBack, marketing_window, region_overrides, ...plain }: Settings): Kept {
  return {
    ...plain,
    marketing_window: JSON.stringify(marketing_window),
    region_overrides: JSON.stringify(region_overrides),
    text_back_enabled: textBack.enabled,
    text_back_template_in_hours_id: textBack.template_in_hours_id,
    text_back_template_after_hours_id: textBack.template_after_hours_id,
    text_back_delay_s: textBack.delay_s,
    text_back_dedupe_window_minutes: textBack.dedupe_window_minutes,
    text_back_skip_if_open_thread_minutes: textBack.skip_if_open_thread_minutes,
    text_back_only_line_types: textBack.only_line_types,
  }
}
