import { idOf, textOf } from './body.ts'
import type { Fields } from './body.ts'

export interface SmsReport {
  readonly id: string
  readonly status: 'sent' | 'delivered' | 'failed' | 'unknown'
  readonly code: string | undefined
  readonly at: string | undefined
}

const statuses: Readonly<Record<string, SmsReport['status']>> = {
  sent: 'sent',
  delivered: 'delivered',
  failed: 'failed',
  rejected: 'failed',
  expired: 'failed',
  unknown: 'unknown',
}

/** What a report says, or the name of the field that it lacks. */
export function readReport(fields: Fields): SmsReport | string {
  const [id, status] = [idOf(fields, 'messageId'), textOf(fields, 'status')]
  if (id === undefined) return 'messageId'
  const known = statuses[status ?? '']
  if (status === undefined || known === undefined) return 'status'
  // Why it never arrived is told by the status alone, when nothing else tells it.
  const code = textOf(fields, 'errorCode') ?? (known === 'failed' ? status : undefined)
  const at = textOf(fields, 'timestamp')
  const millis = at === undefined ? Number.NaN : Date.parse(at)
  return {
    id,
    status: known,
    code,
    at: millis > 0 && millis < Date.parse('2199-01-01T00:00:00Z') ? new Date(millis).toISOString() : undefined,
  }
}
