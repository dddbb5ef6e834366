import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Cast, Principal } from './fuzz/cast.ts'
import { logIn, makeCast, request } from './fuzz/cast.ts'
import { makeRows } from './fuzz/rows.ts'
import type { Rows } from './fuzz/rows.ts'
import { startTarget } from './fuzz/target.ts'
import { projectFolder } from './support/data-folder.ts'
import type { DatabaseUrls } from './support/database-urls.ts'
import { withMigratedDatabase } from './support/test-cluster.ts'

// Fuzzes a server of its own twice: with an API key that may do everything, and with a person's token where persons have operations of their own.
// FUZZ_EXAMPLES is how many examples each operation gets (25), FUZZ_MINUTES how long it may take (10); a FUZZ_SEED tries other examples than
// the ones of every run. `make test` uses none of them; a nightly run would say FUZZ_EXAMPLES=200 FUZZ_MINUTES=120 FUZZ_SEED=$(date +%Y%m%d).

type Pass = { name: string; filters: string[]; principal: (cast: Cast) => Promise<Principal> }

const examples = process.env.FUZZ_EXAMPLES ?? '25'
const budgetMinutes = Number(process.env.FUZZ_MINUTES ?? 10)
const seed = process.env.FUZZ_SEED

const passes: Pass[] = [
  { name: 'key', filters: [], principal: (cast) => Promise.resolve(cast.key) },
  {
    name: 'person',
    filters: [
      ...['Authentication', 'Me', 'Businesses'].flatMap((tag) => ['--include-tag', tag]),
      ...['--include-by', '/x-principal == person'],
      // These two end the session that runs the pass, and no parameter says which one. The first pass sends them with the key, which they refuse.
      ...['logOut', 'logOutEverywhere'].flatMap((id) => ['--exclude-operation-id', id]),
    ],
    // Only now, because an access token lives 15 minutes.
    principal: logIn,
  },
]

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error(`Ended by ${signal}.`)))
const timer = setTimeout(() => stop.abort(new Error(`Not done within ${budgetMinutes} minutes.`)), budgetMinutes * 60_000)

try {
  await withMigratedDatabase(fuzz)
} catch (error) {
  const reason: unknown = stop.signal.aborted ? stop.signal.reason : error
  console.error(reason instanceof Error ? reason.message : reason)
  process.exitCode = 1
} finally {
  clearTimeout(timer)
}

async function fuzz(urls: DatabaseUrls): Promise<void> {
  mkdirSync(join(projectFolder, 'reports'), { recursive: true })
  const target = await startTarget(urls, stop.signal)
  try {
    const cast = await makeCast(target, stop.signal)
    const more = await makeRows(cast, target, urls.owner, stop.signal)
    for (const pass of passes) await run(pass, cast, more)
  } finally {
    await target.stop()
  }
}

async function run({ name, filters, principal }: Pass, cast: Cast, more: Rows): Promise<void> {
  const { token, substitutes } = await principal(cast)
  console.log(`Fuzzing with a ${name === 'key' ? 'key' : "person's token"}, ${examples} examples an operation …`)
  const code = await schemathesis(name, filters, cast.baseUrl, {
    FUZZ_TOKEN: token,
    FUZZ_SUBSTITUTES: JSON.stringify({ ...cast.substitutes, ...more.substitutes, ...substitutes }),
    FUZZ_ROWS: JSON.stringify(more.rows),
    FUZZ_PROVIDERS: JSON.stringify(more.providers),
  })
  if (code !== 0) throw new Error(`The pass with the ${name} found faults; they are above and in reports/fuzz-${name}.xml.`)
  // A credential that died on the way would have made every later request a 401, which all checks accept.
  await request(cast.baseUrl, 'GET', '/v1/me', { token })
}

async function schemathesis(name: string, filters: string[], baseUrl: string, environment: Record<string, string>): Promise<number> {
  const choice = seed === undefined ? ['--generation-deterministic'] : ['--seed', seed]
  const report = ['--no-color', '--report', 'junit', '--report-junit-path', `reports/fuzz-${name}.xml`]
  const command = ['--config-file', 'tests/fuzz/schemathesis.toml', 'run', 'generated/openapi.json', '--url', baseUrl, '-n', examples]
  const child = spawn(join(projectFolder, '.venv/bin/schemathesis'), [...command, ...choice, ...report, ...filters], {
    cwd: projectFolder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    signal: stop.signal,
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}
