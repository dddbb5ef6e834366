import type { Compilable, CompiledQuery } from 'kysely'
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg'
import { isConnectionLost, isRetryable } from './errors.ts'
import { PreludedQuery, statementName } from './statement.ts'
import type { Prelude } from './statement.ts'

/** For whom the database answers: row-level security shows this one's rows and no others. */
export type Scope = { readonly business: string } | { readonly person: string } | { readonly nobody: true }

export type Query<R> = Compilable<R> | CompiledQuery<R>

/** A door to the database for questions. Each is one round trip and its own transaction. */
export interface Read {
  all<R>(query: Query<R>): Promise<R[]>
  first<R>(query: Query<R>): Promise<R | undefined>
}

/** A door for changes: everything that goes through it commits together, or not at all. */
export interface Tx extends Read {
  /** From here on the transaction acts for somebody else. Only for identity: whoever calls it must have proved who it is for. */
  become(scope: Scope): Promise<void>
  /** The business that the transaction acts for now; undefined when it is none. */
  business(): string | undefined
  /** Runs work that may fail without spoiling the transaction; what it did is undone when it throws. */
  attempt<T>(work: () => Promise<T>): Promise<T>
  readonly writes: true
}

export interface Database {
  readonly pool: Pool
  /** Named statements are faster; poolers that cannot keep them (Supavisor's 6543, PgBouncer before 1.21) need them off. */
  readonly namedStatements: boolean
}

const begin: Prelude = { name: 'begin', text: 'begin', values: [] }
const setScope = "select set_config('app.business_id', $1, true), set_config('app.person_id', $2, true)"

function scopePrelude(scope: Scope): Prelude {
  const values = 'business' in scope ? [scope.business, ''] : 'person' in scope ? ['', scope.person] : ['', '']
  return { name: 'scope', text: setScope, values }
}

/** Questions on behalf of a scope, without a transaction around them: each travels with its scope in one round trip. */
export function reading(db: Database, scope: Scope): Read {
  const all = async <R>(query: Query<R>): Promise<R[]> => {
    const client = await db.pool.connect()
    let broken = false
    try {
      return (await send<R>(client, db, [scopePrelude(scope)], query)).rows
    } catch (error) {
      broken = isConnectionLost(error)
      throw error
    } finally {
      client.release(broken)
    }
  }
  return { all, first: async (query) => (await all(query))[0] }
}

/**
 * Runs work in one transaction that acts for a scope, and commits when it returns. The connection is taken, and BEGIN sent, with the first query.
 * `last` may send statements just before COMMIT, in the same round trip. A deadlock or serialization failure is tried again, twice at most.
 */
export async function withTransaction<T>(
  db: Database,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
  last?: (tx: Tx) => Promise<unknown> | undefined,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transactOnce(db, scope, work, last)
    } catch (error) {
      if (attempt === 3 || !isRetryable(error)) throw error
    }
  }
}

async function transactOnce<T>(
  db: Database,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
  last?: (tx: Tx) => Promise<unknown> | undefined,
): Promise<T> {
  const { tx, connection, end } = transactionOn(db, scope)
  let broken = false
  try {
    const result = await work(tx)
    const closing = last?.(tx)
    const client = await connection()
    const committing = client && send(client, db, [], commit)
    end()
    const [, ended] = await Promise.all([closing, committing])
    // PostgreSQL answers COMMIT with ROLLBACK when a statement had failed and somebody took no notice.
    if (ended !== undefined && ended.command !== 'COMMIT') throw new Error('A statement had failed, so nothing was committed.')
    return result
  } catch (error) {
    broken = isConnectionLost(error)
    end()
    const client = await connection()
    // A rollback that fails leaves a connection in an unknown state, and such a connection is not used again.
    if (client !== undefined && !broken)
      broken = await send(client, db, [], rollback).then(
        () => false,
        () => true,
      )
    throw error
  } finally {
    ;(await connection())?.release(broken)
  }
}

interface Transaction {
  readonly tx: Tx
  connection(): Promise<PoolClient | undefined>
  /** Lets nothing more through. Of several that were asked together, one may fail and another want to go on, on a connection that is somebody else's by then. */
  end(): void
}

function transactionOn(db: Database, scope: Scope): Transaction {
  let isOver = false
  let current = scope
  let preludes: Prelude[] = [begin, scopePrelude(scope)]
  let client: PoolClient | undefined
  let connecting: Promise<PoolClient> | undefined
  // Only with the first query, so that nobody waits for a connection while its holder computes the hash of a password.
  const connect = async (): Promise<PoolClient> => {
    connecting ??= db.pool.connect()
    client = await connecting
    return client
  }
  const take = (): Prelude[] => {
    const taken = preludes
    preludes = []
    return taken
  }
  const all = async <R>(query: Query<R>): Promise<R[]> => {
    // Asked before as well: a connection that is taken after the end is given back by nobody.
    const taken = isOver ? undefined : (client ?? (await connect()))
    if (taken === undefined || isOver) throw new Error('The transaction is over.')
    return (await send<R>(taken, db, take(), query)).rows
  }
  const tx: Tx = {
    writes: true,
    all,
    first: async (query) => (await all(query))[0],
    async become(next) {
      current = next
      await all(plain(setScope, scopePrelude(current).values))
    },
    business: () => ('business' in current ? current.business : undefined),
    async attempt(work) {
      const before = current
      await all(savepoint)
      try {
        const result = await work()
        await all(release)
        return result
      } catch (error) {
        // The database goes back to the scope of the savepoint by itself.
        current = before
        // Undone, the savepoint is still there, and an attempt around this one would meet it in place of its own.
        if (!isConnectionLost(error)) await Promise.all([all(undo), all(release)])
        throw error
      }
    },
  }
  // Whoever ends the transaction waits for a connection that is still on its way, or nobody would give it back.
  return {
    tx,
    connection: async () => client ?? connecting?.catch(() => undefined),
    end: () => void (isOver = true),
  }
}

const commit = plain('commit')
const rollback = plain('rollback')
const savepoint = plain('savepoint attempt')
const release = plain('release savepoint attempt')
const undo = plain('rollback to savepoint attempt')

/** SQL text with parameters, for what has no builder. */
export function plain<R = unknown>(text: string, parameters: readonly unknown[] = []): CompiledQuery<R> {
  return { sql: text, parameters } as CompiledQuery<R>
}

function send<R>(
  client: PoolClient,
  db: Database,
  preludes: readonly Prelude[],
  query: Query<R>,
): Promise<QueryResult<R & QueryResultRow>> {
  const { sql: text, parameters } = 'sql' in query ? query : query.compile()
  const name = db.namedStatements ? statementName(text) : undefined
  return new Promise((resolve, reject) => {
    const callback = (error: Error | null, result: QueryResult): void =>
      error ? reject(error) : resolve(result as QueryResult<R & QueryResultRow>)
    client.query(new PreludedQuery(preludes, { text, values: [...parameters], name }, callback) as never)
  })
}
