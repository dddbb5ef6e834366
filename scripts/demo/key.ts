import { roles } from '../../generated/operations.ts'
import { writeChanges } from '../../src/db/changes.ts'
import { withTransaction } from '../../src/db/database.ts'
import { createApiKey } from '../../src/domain/api-keys/api-keys.ts'
import { findDemo, withDatabase } from './open.ts'

const lifetimeDays = 7

/** A new API key of the demo business, with every scope, or undefined where there is no such business. It ends by itself after a week. */
export function makeDemoKey(url: string): Promise<string | undefined> {
  return withDatabase(url, async (db) => {
    const demo = await findDemo(db)
    if (demo === undefined) return undefined
    const scopes = roles.owner
    const giver = { scopes: new Set(scopes), member: { id: demo.owner.memberId, role: 'owner' as const } }
    const ends = new Date(Date.now() + lifetimeDays * 24 * 60 * 60 * 1000)
    const { secret } = await withTransaction(
      db,
      { business: demo.businessId },
      (tx) => createApiKey(tx, giver, { name: 'Demo', scopes: [...scopes], expires_at: ends.toISOString() }),
      (tx) => writeChanges(tx, { actor: { type: 'person', id: demo.owner.personId }, request: null, ipAddress: null }),
    )
    return secret
  })
}
