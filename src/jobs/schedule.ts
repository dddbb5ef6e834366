import type { ParsedCronItem } from 'graphile-worker'
import { parseCronItems } from 'graphile-worker'

const dayMs = 86_400_000

/** What runs by the clock (UTC), once however many workers there are, and later on the same day where none was up. */
export const schedule: ParsedCronItem[] = parseCronItems([
  {
    task: 'integrations.reseal',
    match: '47 3 * * *',
    payload: { business_id: null, data: {} },
    options: { backfillPeriod: dayMs, jobKey: 'integrations.reseal' },
  },
  { task: 'purge', match: '17 3 * * *', payload: { business_id: null, data: {} }, options: { backfillPeriod: dayMs, jobKey: 'purge' } },
])
