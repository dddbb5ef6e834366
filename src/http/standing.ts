import type { OperationId } from '../../generated/operations.ts'
import { operations } from '../../generated/operations.ts'
import { standingOf } from '../db/errors.ts'
import { problems } from '../problems.ts'
import type { BusinessStatus } from './caller.ts'

/**
 * Throws 409 when the operation would change something in a business where nothing changes any more. It goes by what is remembered of the credential;
 * a change that is on its way at the moment of the closing is stopped by the database (`app.record_changes`), just before COMMIT.
 */
export function requireStanding(id: OperationId, status: BusinessStatus): void {
  if (status === 'active' || operations[id].method === 'get') return
  if (status === 'suspended') throw problems.businessSuspended()
  // A repeat of the closing gets its stored reply, and a second one is refused by the rule itself.
  if (id !== 'closeBusiness') throw problems.businessClosed()
}

/** What stopped a change, as the caller may be told; every other error as it is. */
export function explainStanding(error: unknown): never {
  const standing = standingOf(error)
  if (standing === undefined) throw error
  throw standing === 'closed' ? problems.businessClosed() : problems.businessSuspended()
}
