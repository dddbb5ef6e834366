import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Runner, RunnerOptions, WorkerEvents, WorkerPool } from 'graphile-worker'
import { run } from 'graphile-worker'
import type { Logger } from 'pino'

export interface QueueRunner {
  /** The name in which jobs are locked now: another one after each start. */
  readonly workerId: () => string | undefined
  /** Claims no more jobs and waits for those that run; after the time given they go back to the queue. */
  stop(timeoutMs: number): Promise<void>
}

const restartDelayMs = 1_000

/** Runs the queue until it is stopped. Rejects when it cannot start; when it ends later, because the database went away, it is started again. */
export async function startRunner(options: RunnerOptions, log: Logger): Promise<QueueRunner> {
  const stopping = new AbortController()
  const isStopping = (): boolean => stopping.signal.aborted
  const events = new EventEmitter() as WorkerEvents
  let pool: WorkerPool | undefined
  events.on('pool:create', ({ workerPool }) => {
    pool = workerPool
  })
  let runner: Runner | undefined = await start()
  const watching = watch()
  return {
    workerId: () => pool?.id,
    async stop(timeoutMs) {
      stopping.abort()
      if (runner !== undefined && pool !== undefined) await stopRunner(runner, pool, timeoutMs, log)
      await watching
    },
  }

  // The queue remembers an options object that it has seen.
  function start(): Promise<Runner> {
    return run({ ...options, events })
  }

  async function watch(): Promise<void> {
    while (runner !== undefined) {
      const error: unknown = await runner.promise.catch(itself)
      if (isStopping()) return
      runner = undefined
      log.error({ err: error }, 'The queue ended by itself and is started again')
      const next = await restart()
      // The stop came while it started, and did not know of it.
      if (isStopping()) await next?.stop()
      else runner = next
    }
  }

  async function restart(): Promise<Runner | undefined> {
    for (;;) {
      await wait(restartDelayMs, undefined, { signal: stopping.signal }).catch(itself)
      if (isStopping()) return undefined
      try {
        return await start()
      } catch (error) {
        log.error({ err: error }, 'The queue could not be started')
      }
    }
  }
}

async function stopRunner(runner: Runner, pool: WorkerPool, timeoutMs: number, log: Logger): Promise<void> {
  const inTime = new AbortController()
  const stopped = runner.stop().catch((error: unknown) => log.error({ err: error }, 'The queue did not stop cleanly'))
  const late = wait(timeoutMs, 'late', { signal: inTime.signal }).catch(itself)
  if ((await Promise.race([stopped, late])) === 'late') {
    log.warn('Jobs that still run go back to the queue')
    // The pool itself is asked: a runner that is stopping thinks that there is nothing left to force.
    await pool.forcefulShutdown('The worker ended before the job did.')
  }
  inTime.abort()
}

function itself(value: unknown): unknown {
  return value
}
