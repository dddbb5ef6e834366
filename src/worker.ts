import { ConfigError, parseConfig } from './config.ts'
import type { WorkerConfig } from './jobs/worker.ts'
import { startWorker } from './jobs/worker.ts'

/** Runs jobs until SIGTERM or SIGINT; a second signal ends it at once. */
async function main(): Promise<void> {
  const worker = await startWorker(readConfig())
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(1)
    stopping = true
    void worker.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function readConfig(): WorkerConfig {
  const { WORKER_DATABASE_URL: url, ...config } = parseConfig(process.env)
  if (url === undefined) throw new ConfigError('The configuration has faults:\n  WORKER_DATABASE_URL: is missing')
  return { ...config, WORKER_DATABASE_URL: url }
}

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof ConfigError
      ? `${error.message}\n`
      : `The worker could not start.\n${error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
})
