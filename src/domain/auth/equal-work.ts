import type { Tx } from '../../db/database.ts'

/**
 * Does the work, and undoes it when it answers false. So a request about an unknown address does what one about a known address does, and how long
 * it takes does not tell them apart.
 */
export async function attemptOrUndo(tx: Tx, work: () => Promise<boolean>): Promise<void> {
  try {
    await tx.attempt(async () => {
      if (!(await work())) throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
}

class Undone extends Error {}
