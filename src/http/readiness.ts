import type { Pool } from 'pg'
import { pendingMigrations } from '../db/migrate.ts'

export interface Readiness {
  /** Why the server may not serve now, or undefined. */
  notReady(): Promise<string | undefined>
  /** From here on it is not ready any more. */
  drain(): void
}

const acquireTimeoutMs = 500
const rememberedMs = 1_000

/** Ready means: not stopping, every operation compiled, a connection within half a second, no migration behind. Asked at most once a second. */
export function createReadiness(pool: Pool, isCompiled: () => boolean): Readiness {
  let draining = false
  let last: { readonly at: number; readonly answer: Promise<string | undefined> } | undefined
  const ask = (): Promise<string | undefined> => {
    if (last !== undefined && performance.now() - last.at < rememberedMs) return last.answer
    last = { at: performance.now(), answer: withinTime(databaseFault(pool)) }
    return last.answer
  }
  return {
    async notReady() {
      if (draining) return 'The server is stopping.'
      if (!isCompiled()) return 'The server is starting.'
      return ask()
    },
    drain: () => void (draining = true),
  }
}

async function databaseFault(pool: Pool): Promise<string | undefined> {
  try {
    return (await pendingMigrations(pool)).length === 0 ? undefined : 'The database is behind the migrations.'
  } catch {
    return 'The database does not answer.'
  }
}

function withinTime(answer: Promise<string | undefined>): Promise<string | undefined> {
  let timer: NodeJS.Timeout
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, acquireTimeoutMs, 'The database does not answer in time.')
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
