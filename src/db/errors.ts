import { DatabaseError } from 'pg'

/** Whether this is PostgreSQL refusing a row because of that constraint or unique index. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof DatabaseError && error.constraint === constraint
}

/** Why PostgreSQL let nothing change in the business (`app.record_changes`); undefined for every other error. */
export function standingOf(error: unknown): 'closed' | 'suspended' | undefined {
  if (!(error instanceof DatabaseError)) return undefined
  return error.code === 'CF001' ? 'closed' : error.code === 'CF002' ? 'suspended' : undefined
}

/** Deadlocks and serialization failures: the same transaction may succeed when it is run again. */
export function isRetryable(error: unknown): boolean {
  return error instanceof DatabaseError && (error.code === '40P01' || error.code === '40001')
}

// Shutdown, crash, too many connections, out of memory, cannot connect now: classes 08, 53, 57P; and what the socket itself says. Also a statement
// that this connection prepared before a migration changed its columns (0A000), or that a pooler has forgotten (26000): a new connection knows better.
const unavailable = /^(08|53|57P|0A000|26000)/
const socket = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'])

/** Whether the connection is gone, so that it must not go back to the pool. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: string }
  if (error instanceof DatabaseError) return unavailable.test(code ?? '')
  return (code !== undefined && socket.has(code)) || /connection|not queryable|timeout|terminated/i.test(error.message)
}

/** Whether the database is away or overloaded, which is nobody's mistake and passes: lost connections, and statements or locks that waited too long. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseError && (error.code === '57014' || error.code === '55P03')) return true
  return isConnectionLost(error)
}
