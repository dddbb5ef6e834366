import { ConfigError, parseConfig } from './config.ts'
import { ContractError } from './http/contract/document.ts'
import { startServer } from './server.ts'

/** Runs the API until SIGTERM or SIGINT; a second signal ends it at once. */
async function main(): Promise<void> {
  const server = await startServer(parseConfig(process.env))
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(1)
    stopping = true
    void server.stop().then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  await server.compiled
}

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof ConfigError || error instanceof ContractError
      ? `${error.message}\n`
      : `The server could not start.\n${error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
})
