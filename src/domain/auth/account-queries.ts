import { sql as raw } from 'kysely'
import type { Selectable } from 'kysely'
import type { SignUps } from '../../../generated/db.ts'
import type { Read, Tx } from '../../db/database.ts'
import { plain } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

export interface Account {
  readonly id: string
  /** Null for somebody who signs in elsewhere only. */
  readonly password_hash: string | null
}
export type SignUpRow = Pick<Selectable<SignUps>, 'id' | 'email' | 'full_name' | 'business_name' | 'time_zone' | 'currency' | 'locale'>
export type NewSignUp = Omit<SignUpRow, 'id'>

export function findAccount(door: Read, email: string): Promise<Account | undefined> {
  return door.first(plain<Account>('select id, password_hash from app.find_person_by_email($1)', [email]))
}

export async function insertSignUp(tx: Tx, { email, full_name, business_name, time_zone, currency, locale }: NewSignUp): Promise<string> {
  const values = [email, full_name, business_name, time_zone, currency, locale]
  return ((await tx.first(plain<{ id: string }>('select app.create_sign_up($1, $2, $3, $4, $5, $6) as id', values))) as { id: string }).id
}

/** The newest sign-up of an address that can still be used. */
export function findSignUp(tx: Tx, email: string): Promise<SignUpRow | undefined> {
  return tx.first(plain<SignUpRow>('select * from app.find_sign_up_by_email($1)', [email]))
}

/** Takes the sign-up for good; undefined when it is unknown, too old or taken, so of two at once one goes on. */
export function useSignUp(tx: Tx, id: string): Promise<SignUpRow | undefined> {
  return tx.first(plain<SignUpRow>('select * from app.use_sign_up($1)', [id]))
}

/** The hash of the person whom the transaction acts for. */
export function findPasswordHash(door: Read): Promise<{ hash: string } | undefined> {
  return door.first(sql.selectFrom('person_passwords').select('hash'))
}

/** Whether this is the person's hash still. It cannot change then until the transaction ends. */
export async function holdPasswordHash(tx: Tx, hash: string): Promise<boolean> {
  return (await tx.first(sql.selectFrom('person_passwords').select('hash').where('hash', '=', hash).forShare())) !== undefined
}

/** Waits until the log-ins that have begun are over; those that come later wait until the transaction ends, and see what it did. */
export async function waitForLogIns(tx: Tx): Promise<void> {
  await tx.all(sql.selectFrom('person_passwords').select('person_id').forUpdate())
}

export async function setPasswordHash(tx: Tx, hash: string): Promise<void> {
  await tx.all(
    sql
      .insertInto('person_passwords')
      .values({ hash })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ hash, changed_at: raw`now()` })),
  )
}

/** Whether the hash was still the one before, and has now been replaced. */
export async function replacePasswordHash(tx: Tx, before: string, hash: string): Promise<boolean> {
  const replaced = await tx.first(
    sql
      .updateTable('person_passwords')
      .set({ hash, changed_at: raw`now()` })
      .where('hash', '=', before)
      .returning('person_id'),
  )
  return replaced !== undefined
}

/** A reset for the person whom the transaction acts for, or undefined when there is no such person. */
export function insertReset(tx: Tx, id: string): Promise<{ id: string } | undefined> {
  return tx.first(
    sql
      .insertInto('password_resets')
      .columns(['id', 'expires_at'])
      .expression(sql.selectFrom('people').select([raw<string>`${id}::uuid`.as('id'), raw<string>`now() + interval '1 hour'`.as('until')]))
      .returning('id'),
  )
}

/** Takes the reset for good; undefined when it is unknown, too old or taken. */
export function useReset(tx: Tx, id: string): Promise<{ id: string } | undefined> {
  return tx.first(
    sql
      .updateTable('password_resets')
      .set({ used_at: raw`now()` })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>', raw<string>`now()`)
      .returning('id'),
  )
}

/** Makes the mailed links of the person useless. */
export async function voidResets(tx: Tx): Promise<void> {
  await tx.all(
    sql
      .updateTable('password_resets')
      .set({ used_at: raw`now()` })
      .where('used_at', 'is', null),
  )
}
