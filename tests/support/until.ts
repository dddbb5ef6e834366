import { setTimeout as wait } from 'node:timers/promises'

/** Asks again until the answer is the wanted one, for what counts within one second. Throws when it does not. */
export async function withinOneSecond<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  const deadline = Date.now() + 1_000
  for (;;) {
    const asked = Date.now()
    const answer = await ask()
    if (isWanted(answer)) return answer
    if (asked > deadline) throw new Error(`Not so within one second; the last answer was ${JSON.stringify(answer)}.`)
    await wait(20)
  }
}
