import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Pool } from 'pg'

const maxWaitingForConnection = 1000
const sampleMs = 500

export interface Overload {
  isOverloaded(): boolean
  stop(): void
}

/** Past these the server says 503 at once, before it spends anything on the request: a late answer helps nobody. */
export function watchOverload(pool: Pool, maxLoopDelayMs: number): Overload {
  const histogram = monitorEventLoopDelay({ resolution: 10 })
  histogram.enable()
  let delayed = false
  const timer = setInterval(() => {
    // The median of the last half second: one long task is no overload, a queue of them is.
    delayed = histogram.percentile(50) / 1e6 > maxLoopDelayMs
    histogram.reset()
  }, sampleMs)
  timer.unref()
  return {
    isOverloaded: () => delayed || pool.waitingCount > maxWaitingForConnection,
    stop() {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
