import type { components } from '../../../generated/api.ts'
import type { EventRow } from './queries.ts'

type Event = components['schemas']['Event']

/** An event as the contract shows it. What stands in `data` was presented when it happened. */
export function presentEvent(businessId: string, row: EventRow): Event {
  return {
    id: row.id,
    type: row.type,
    api_version: 'v1',
    business_id: businessId,
    occurred_at: row.occurred_at,
    sequence: row.sequence,
    data: row.data,
    request: row.request,
    causation: null,
  } as unknown as Event
}
