import type { Database } from '../../src/db/database.ts'
import { plain, reading } from '../../src/db/database.ts'
import { createPool } from '../../src/db/pool.ts'
import { demoOwner } from './people.ts'

export interface DemoPlace {
  readonly businessId: string
  readonly owner: { readonly personId: string; readonly memberId: string; readonly passwordHash: string | null }
}

/** Works on the database that the URL names, as the application's role, and closes it. */
export async function withDatabase<T>(url: string, work: (db: Database) => Promise<T>): Promise<T> {
  const pool = createPool({ url, size: 2, acquireTimeoutMs: 5_000 })
  try {
    return await work({ pool, namedStatements: false })
  } finally {
    await pool.end()
  }
}

/** The demo business, or undefined where there is none. */
export async function findDemo(db: Database): Promise<DemoPlace | undefined> {
  const person = await reading(db, { nobody: true }).first(
    plain<{ id: string; password_hash: string | null }>('select id, password_hash from app.find_person_by_email($1)', [demoOwner.email]),
  )
  if (person === undefined) return undefined
  const place = await reading(db, { person: person.id }).first(
    plain<{ business_id: string; id: string }>("select business_id, id from team_members where role = 'owner' order by created_at limit 1"),
  )
  if (place === undefined) return undefined
  return { businessId: place.business_id, owner: { personId: person.id, memberId: place.id, passwordHash: person.password_hash } }
}
