import { rows } from './api.ts'

export interface RecordedEvent {
  readonly type: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects, and fails when it is not there
  readonly data: any
}

/** What was told about a business, in order. */
export function eventsOf(businessId: string): Promise<RecordedEvent[]> {
  return rows<RecordedEvent>('select type, data from events where business_id = $1 order by sequence', [businessId])
}

export async function eventTypesOf(businessId: string): Promise<string[]> {
  return (await eventsOf(businessId)).map(({ type }) => type)
}
