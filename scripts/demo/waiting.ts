import { setTimeout as wait } from 'node:timers/promises'

/** Asks until there is an answer, or the time is over. */
export async function within<T>(seconds: number, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const deadline = Date.now() + seconds * 1_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined || Date.now() > deadline) return answer
    await wait(250)
  }
}
