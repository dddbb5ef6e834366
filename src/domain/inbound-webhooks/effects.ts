import type { Tx } from '../../db/database.ts'
import type { Fields } from './body.ts'
import type { WholeReceipt } from './queries.ts'

/** What became of something that a provider has sent. */
export interface Outcome {
  readonly status: 'processed' | 'ignored' | 'quarantined'
  readonly code?: 'body_unreadable' | 'field_missing' | 'kind_unknown' | 'nothing_to_do' | 'channel_unknown' | 'rule_refused'
  readonly detail?: string
}

const unreadable: Outcome = { status: 'quarantined', code: 'body_unreadable', detail: 'The body is not what its type says.' }
const unknownKind: Outcome = { status: 'quarantined', code: 'kind_unknown', detail: 'Nothing is done with this kind yet.' }

/** Does what was received asks for. All of it is such that a second time changes nothing. */
export function effectOf(_tx: Tx, _receipt: WholeReceipt, fields: Fields | undefined): Promise<Outcome> {
  return Promise.resolve(fields === undefined ? unreadable : unknownKind)
}
