/** What an interrupted run leaves behind otherwise: servers and a PostgreSQL that nobody would end. */
const ends: (() => unknown)[] = []

/** Remembers how to end something; it may have ended by then. */
export function onInterrupt(end: () => unknown): void {
  ends.push(end)
}

export function endWhenInterrupted(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      void Promise.allSettled(ends.reverse().map((end) => end())).then(() => process.exit(code))
    })
  }
}
