import { sql as raw } from 'kysely'
import type { Read, Tx } from '../../db/database.ts'
import { sql } from '../../db/sql.ts'

// All of the person whom the transaction or the door acts for.

export interface TotpStateRow {
  readonly confirmed_at: string | null
  readonly expires_at: string
  /** Whether it can still be confirmed. */
  readonly pending: boolean
  readonly recovery_codes: number
}

export function findTotpState(door: Read): Promise<TotpStateRow | undefined> {
  return door.first(
    sql
      .selectFrom('person_totp_secrets')
      .select([
        'confirmed_at',
        'expires_at',
        raw<boolean>`confirmed_at is null and expires_at > now()`.as('pending'),
        raw<number>`(select count(*) from person_recovery_codes)`.as('recovery_codes'),
      ]),
  )
}

/** The sealed secret that log-ins ask a code of. */
export function findActiveSecret(door: Read): Promise<{ secret: Buffer } | undefined> {
  return door.first(sql.selectFrom('person_totp_secrets').select('secret').where('confirmed_at', 'is not', null))
}

/** Keeps the secret of an enrolment in place of an earlier one. Until when it can be confirmed; undefined when a second factor is on already. */
export function replacePendingSecret(tx: Tx, secret: Buffer): Promise<{ expires_at: string } | undefined> {
  const expires_at = raw<string>`now() + interval '15 minutes'`
  return tx.first(
    sql
      .insertInto('person_totp_secrets')
      .values({ secret, expires_at })
      .onConflict((conflict) =>
        conflict.column('person_id').doUpdateSet({ secret, expires_at }).where('person_totp_secrets.confirmed_at', 'is', null),
      )
      .returning('expires_at'),
  )
}

export interface LockedSecret {
  readonly secret: Buffer
  readonly confirmed: boolean
  readonly expired: boolean
}

/** The secret, pending or on, locked until the transaction ends. */
export function lockSecret(tx: Tx): Promise<LockedSecret | undefined> {
  return tx.first(
    sql
      .selectFrom('person_totp_secrets')
      .select(['secret', raw<boolean>`confirmed_at is not null`.as('confirmed'), raw<boolean>`expires_at <= now()`.as('expired')])
      .forUpdate(),
  )
}

/** Switches the locked secret on; the step's code is used up. */
export async function markConfirmed(tx: Tx, step: number): Promise<void> {
  await tx.all(sql.updateTable('person_totp_secrets').set({ confirmed_at: raw`now()`, used_step: step }))
}

/** Whether neither this step's code nor a later one was used before. Now it is; of two requests at once one is told so. */
export async function takeStep(tx: Tx, step: number): Promise<boolean> {
  const taken = await tx.first(
    sql
      .updateTable('person_totp_secrets')
      .set({ used_step: step })
      .where('confirmed_at', 'is not', null)
      .where('used_step', '<', step)
      .returning('person_id'),
  )
  return taken !== undefined
}

/** Keeps the same secret under another seal, unless it has been replaced meanwhile. */
export async function resealSecret(tx: Tx, before: Buffer, secret: Buffer): Promise<void> {
  await tx.all(sql.updateTable('person_totp_secrets').set({ secret }).where('secret', '=', before))
}

/** Deletes the secret, and with it the recovery codes. */
export async function deleteSecret(tx: Tx): Promise<void> {
  await tx.all(sql.deleteFrom('person_totp_secrets'))
}

export async function replaceCodeHashes(tx: Tx, hashes: readonly Buffer[]): Promise<void> {
  await tx.all(sql.deleteFrom('person_recovery_codes'))
  await tx.all(sql.insertInto('person_recovery_codes').values(hashes.map((hash) => ({ hash }))))
}

/** Whether there was such a code. Now there is not; of two requests at once one is told so. */
export async function takeCodeHash(tx: Tx, hash: Buffer): Promise<boolean> {
  return (await tx.first(sql.deleteFrom('person_recovery_codes').where('hash', '=', hash).returning('hash'))) !== undefined
}
