import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { presentMessage } from './present.ts'
import type { MessageRow } from './queries.ts'
import type { Status } from './states.ts'

/** What is told of a message that has become this. That it is being sent is not: it lasts for seconds. */
const events = {
  scheduled: 'message.queued',
  held: 'message.updated',
  queued: 'message.queued',
  sending: undefined,
  sent: 'message.sent',
  delivered: 'message.delivered',
  undelivered: 'message.failed',
  failed: 'message.failed',
  suppressed: 'message.suppressed',
  cancelled: 'message.cancelled',
  received: 'message.received',
  read: 'message.updated',
} as const satisfies Record<Status, string | undefined>

/** A message that was not there before. One that is held from the beginning was taken to be sent like any other. */
export function recordNew(tx: Tx, row: MessageRow): void {
  const type = row.status === 'held' ? 'message.queued' : events[row.status]
  if (type === undefined) return
  record(tx, { action: type, resource: resource(row), event: { type, data: { object: presentMessage(row) } } })
}

/** A message that has become another. Where it only waits for its next attempt nothing is told. */
export function recordChange(tx: Tx, before: MessageRow, row: MessageRow): void {
  const type = row.status === 'queued' ? undefined : events[row.status]
  if (type === undefined) return
  const { updated_at: _updated, version: _version, ...shown } = presentMessage(row)
  const names = changedFields(presentMessage(before), shown)
  if (names.length === 0) return
  const data = { object: presentMessage(row), previous_attributes: previousAttributes(presentMessage(before), names) }
  record(tx, { action: type, resource: resource(row), changedFields: names, event: { type, data } })
}

function resource({ id }: MessageRow): { readonly type: string; readonly id: string } {
  return { type: 'message', id }
}
