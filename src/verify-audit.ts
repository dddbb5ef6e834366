import { plain, reading, withTransaction } from './db/database.ts'
import type { Database } from './db/database.ts'
import { createPool } from './db/pool.ts'

interface BrokenEntry {
  readonly sequence: number
  readonly reason: 'missing' | 'altered'
}

// Follows the audit log of every business from hash to hash. Ends with code 1 when an entry was altered or deleted, and names each business's first.

const queue = open('WORKER_DATABASE_URL')
const application = open('DATABASE_URL')
try {
  process.exitCode = await verifyAll()
} finally {
  await Promise.all([queue.pool.end(), application.pool.end()])
}

async function verifyAll(): Promise<number> {
  const businesses = await reading(queue, { nobody: true }).all(plain<{ id: string }>('select id from app.business_ids() as ids (id)'))
  let broken = 0
  for (const { id } of businesses) {
    const entry = await firstBroken(id)
    if (entry === undefined) continue
    broken += 1
    process.stderr.write(`Business ${id}: audit entry ${entry.sequence} is ${entry.reason}.\n`)
  }
  if (broken === 0) process.stdout.write(`The audit logs of ${businesses.length} businesses are whole.\n`)
  return broken === 0 ? 0 : 1
}

function firstBroken(business: string): Promise<BrokenEntry | undefined> {
  return withTransaction(application, { business }, async (tx) => {
    // A long log takes longer than a request may.
    await tx.all(plain('set local statement_timeout = 0'))
    return tx.first(plain<BrokenEntry>('select sequence, reason from app.first_broken_audit_entry()'))
  })
}

function open(name: 'DATABASE_URL' | 'WORKER_DATABASE_URL'): Database {
  const url = process.env[name]
  if (url === undefined || url === '') {
    process.stderr.write(`${name} is not set.\n`)
    process.exit(1)
  }
  return { pool: createPool({ url, size: 1, acquireTimeoutMs: 10_000 }), namedStatements: false }
}
