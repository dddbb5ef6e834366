import { readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * Takes the lock named by a file path until this process ends, and returns null; if another process has it, returns that one's id.
 * SQLite is used for its file lock alone: the operating system drops it with the process, so that a kill -9 leaves no stale lock behind.
 */
export function takeLock(path: string): { holder: string } | null {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    database.close()
    if (!String(error).includes('locked')) throw error
    return { holder: readHolder(path) }
  }
  writeFileSync(`${path}-holder`, String(process.pid))
  held.push(database)
  return null
}

// A collected handle would close and give the lock back.
const held: DatabaseSync[] = []

function readHolder(path: string): string {
  try {
    return readFileSync(`${path}-holder`, 'utf8')
  } catch {
    return 'unknown'
  }
}
