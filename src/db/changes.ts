import type { EventType } from '../../generated/operations.ts'
import type { Tx } from './database.ts'
import { plain } from './database.ts'

/** Something that happened to a resource: an entry in the audit log and, unless it is of no interest outside, an event. */
export interface Change {
  /** As in the audit log: the event's type, or another word of the form `noun.verb`. */
  readonly action: string
  readonly resource: { readonly type: string; readonly id: string }
  /** Names only: a customer's values never enter the audit log. */
  readonly changedFields?: readonly string[]
  /** Whose log this belongs into, when it is not the business that the transaction acts for at that moment. */
  readonly business?: string
  readonly event?: { readonly type: EventType; readonly data: { readonly object: object; readonly previous_attributes?: object } }
}

export interface Origin {
  readonly actor: { readonly type: 'person' | 'api_key' | 'system'; readonly id: string | null }
  readonly request: { readonly id: string; readonly idempotency_key: string | null } | null
  readonly ipAddress: string | null
}

// By business, because a transaction may act for one after the other.
const collected = new WeakMap<Tx, Map<string, Change[]>>()
const actors = new WeakMap<Tx, Origin['actor']>()

/**
 * Notes a change in the business that the transaction acts for now, or in the one that it names. It is written just before COMMIT, so that the
 * business's counter is held for a moment only.
 */
export function record(tx: Tx, change: Change): void {
  const business = change.business ?? tx.business()
  if (business === undefined) throw new Error(`${change.action} is recorded while no business is open.`)
  const groups = collected.get(tx) ?? new Map<string, Change[]>()
  collected.set(tx, groups)
  const changes = groups.get(business)
  if (changes === undefined) groups.set(business, [change])
  else changes.push(change)
}

/** Says who acts, when that became known only inside the transaction: somebody has just proved who they are. */
export function actAs(tx: Tx, personId: string): void {
  actors.set(tx, { type: 'person', id: personId })
}

/** How often this was noted in the transaction so far, in the business that it acts for now. */
export function countRecorded(tx: Tx, action: string): number {
  const changes = collected.get(tx)?.get(tx.business() ?? '') ?? []
  return changes.filter((change) => change.action === action).length
}

/** Forgets what was noted, when the work that noted it was undone. */
export function forgetChanges(tx: Tx): void {
  collected.delete(tx)
}

/** Writes what was noted, in one statement for each business; undefined when there is nothing. */
export function writeChanges(tx: Tx, origin: Origin): Promise<unknown> | undefined {
  const groups = collected.get(tx)
  if (groups === undefined) return undefined
  // In the order of their ids: two transactions take the counters of the same businesses in the same order. All is sent without waiting.
  const sent = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([business, changes]) => {
      const scoped = business === tx.business() ? undefined : tx.become({ business })
      return Promise.all([scoped, tx.all(plain('select app.record_changes($1)', [JSON.stringify(rowsOf(tx, changes, origin))]))])
    })
  return Promise.all(sent)
}

function rowsOf(tx: Tx, changes: readonly Change[], origin: Origin): object[] {
  return changes.map(({ action, resource, changedFields, event }) => ({
    action,
    resource,
    changed_fields: changedFields ?? [],
    ...(event === undefined ? {} : { event }),
    actor: actors.get(tx) ?? origin.actor,
    request: origin.request,
    ip_address: origin.ipAddress,
  }))
}
