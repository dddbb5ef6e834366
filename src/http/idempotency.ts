import { createHash } from 'node:crypto'
import type { Cipher } from '../crypto/cipher.ts'
import type { Tx } from '../db/database.ts'
import { plain } from '../db/database.ts'
import { problems } from '../problems.ts'
import { idempotencyKeySeconds } from './request-limits.ts'

/** Who used a key, and for what: the same key of somebody else, or at another operation, is another key. */
export interface IdempotencyScope {
  readonly owner: { readonly business: string; readonly principal: string } | { readonly person: string }
  readonly operation: string
  readonly key: string
  readonly fingerprint: Buffer
}
export interface StoredReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string | undefined
}

const lifetime = `interval '${idempotencyKeySeconds} seconds'`

/** The quoted and the bare form of the header are the same key. */
export function idempotencyKeyOf(header: string): string {
  return /^".+"$/.test(header) ? header.slice(1, -1) : header
}

/** What makes two requests the same: path and body. The body is compared as parsed, so that white space does not matter. */
export function fingerprintOf(path: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(path)
    .update('\n')
    .update(body === undefined ? '' : JSON.stringify(body))
    .digest()
}

/**
 * Claims a key for this transaction. The lock is PostgreSQL's own and ends with the transaction, so that a killed process frees it at once.
 * Returns the stored reply of an earlier request; throws 409 while one is running, 422 when it was another.
 */
export async function claim(tx: Tx, cipher: Cipher, scope: IdempotencyScope): Promise<StoredReply | undefined> {
  const { table, columns, values } = placeOf(scope)
  const conditions = columns.map((column, index) => `${column} = $${index + 1}`).join(' and ')
  const lock = createHash('sha256').update(contextOf(scope)).digest().readBigInt64BE()
  // Two statements, sent together: the second must see what was committed by whoever held the lock before.
  const [claimed, row] = await Promise.all([
    tx.first(plain<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [String(lock)])),
    tx.first(
      plain<{ fingerprint: Buffer; reply: Buffer }>(
        `select fingerprint, reply from ${table} where ${conditions} and created_at > now() - ${lifetime}`,
        values,
      ),
    ),
  ])
  if (row !== undefined) {
    if (!row.fingerprint.equals(scope.fingerprint)) throw problems.idempotencyKeyReused()
    return JSON.parse(cipher.decrypt(row.reply, contextOf(scope)).toString()) as StoredReply
  }
  if (claimed?.locked !== true) throw problems.idempotencyInProgress()
  return undefined
}

/** A stored reply as it goes out again. */
export function replay(stored: StoredReply): StoredReply {
  return { ...stored, headers: { ...stored.headers, 'Idempotent-Replayed': 'true' } }
}

/** Keeps a reply with the effect that it answers, in the same transaction. */
export function keep(tx: Tx, cipher: Cipher, scope: IdempotencyScope, reply: StoredReply): Promise<unknown> {
  const { table, columns, values } = placeOf(scope)
  const sealed = cipher.encrypt(Buffer.from(JSON.stringify(reply)), contextOf(scope))
  const names = [...columns, 'fingerprint', 'reply']
  const parameters = [...values, scope.fingerprint, sealed]
  return tx.all(
    plain(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})
       on conflict (${table === 'idempotency_keys' ? 'business_id, ' : ''}${columns.join(', ')})
       do update set fingerprint = excluded.fingerprint, reply = excluded.reply, created_at = now()`,
      parameters,
    ),
  )
}

function placeOf({ owner, operation, key }: IdempotencyScope): { table: string; columns: string[]; values: string[] } {
  if ('person' in owner) {
    return { table: 'person_idempotency_keys', columns: ['person_id', 'operation', 'key'], values: [owner.person, operation, key] }
  }
  return { table: 'idempotency_keys', columns: ['principal_id', 'operation', 'key'], values: [owner.principal, operation, key] }
}

function contextOf(scope: IdempotencyScope): string {
  const owner = 'person' in scope.owner ? scope.owner.person : `${scope.owner.business}:${scope.owner.principal}`
  return `idempotency:${owner}:${scope.operation}:${scope.key}`
}
