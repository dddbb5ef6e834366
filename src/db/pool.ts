import { Pool, TypeOverrides, types } from 'pg'
import { instantFromPostgres } from './instant.ts'

export interface PoolSettings {
  readonly url: string
  /** Connections at most. Small pools are faster than large ones on few cores. */
  readonly size: number
  /** How long to wait for a connection, be it a free one or a new one. */
  readonly acquireTimeoutMs: number
  /**
   * How long a statement may stay unanswered; then it fails and its connection is given up. PostgreSQL's own timeouts end what it is doing, but a
   * server that stands still, or that the network has lost, ends nothing. Without it a statement waits for ever.
   */
  readonly queryTimeoutMs?: number
}

/**
 * A pool whose connections take several queries at once (pg's pipeline mode), so that BEGIN travels with the first statement and COMMIT with the last.
 * Instants arrive as RFC 3339 strings, dates as YYYY-MM-DD and bigint as numbers: sequences stay below 2^53.
 */
export function createPool({ url, size, acquireTimeoutMs, queryTimeoutMs }: PoolSettings): Pool {
  const overrides = new TypeOverrides()
  overrides.setTypeParser(types.builtins.TIMESTAMPTZ, instantFromPostgres)
  overrides.setTypeParser(types.builtins.DATE, (text: string) => text)
  overrides.setTypeParser(types.builtins.INT8, Number)
  const pool = new Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: acquireTimeoutMs,
    ...(queryTimeoutMs === undefined ? {} : { query_timeout: queryTimeoutMs }),
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'clientflow',
    types: overrides,
    ...({ pipeline: true } as object),
  })
  // A connection that breaks fails its query, or is replaced at the next use; without listeners it would end the process, idle or not.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}
