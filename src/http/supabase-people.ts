import type { SupabaseClaims } from '../crypto/supabase-tokens.ts'
import type { Database, Tx } from '../db/database.ts'
import { plain, withTransaction } from '../db/database.ts'
import { sql } from '../db/sql.ts'

/**
 * Makes a person for somebody who signs in at Supabase for the first time. An address that one of our people has is given away only when the
 * operator has said that Supabase confirms addresses: otherwise anybody could register it there and become that person here.
 */
export function linkSupabasePerson(db: Database, issuer: string, claims: SupabaseClaims, linkByEmail: boolean): Promise<boolean> {
  const { email, subject } = claims
  if (email === undefined) return Promise.resolve(false)
  return withTransaction(db, { nobody: true }, async (tx) => {
    const existing = await tx.first(plain<{ id: string }>('select id from app.find_person_by_email($1)', [email]))
    if (existing !== undefined && !linkByEmail) return false
    const personId = existing?.id ?? (await createPerson(tx, email, linkByEmail))
    // Another request has just made this person, and perhaps the link too.
    if (personId === undefined) return true
    await tx.become({ person: personId })
    await tx.all(
      sql
        .insertInto('person_identities')
        .values({ issuer, subject, person_id: personId })
        .onConflict((conflict) => conflict.doNothing()),
    )
    return true
  })
}

async function createPerson(tx: Tx, email: string, verified: boolean): Promise<string | undefined> {
  const { id } = (await tx.first(plain<{ id: string }>('select new_id() as id'))) as { id: string }
  await tx.become({ person: id })
  const made = await tx.first(
    sql
      .insertInto('people')
      .values({
        id,
        email,
        full_name: email.slice(0, email.indexOf('@')).slice(0, 100),
        email_verified_at: verified ? new Date().toISOString() : null,
      })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('id'),
  )
  return made?.id
}
