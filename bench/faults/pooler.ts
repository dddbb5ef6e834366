import { keepsStatements, pgBouncerVersion, startPgBouncer } from '../../tests/support/pgbouncer.ts'
import { onInterrupt } from '../ending.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import type { Ground } from './ground.ts'
import { ask, crowd, percentile, times } from './traffic.ts'
import type { Answer } from './traffic.ts'

const title = 'faults, pooler'
export const sizes = [200, 200, 200, 200]
const seconds = 10
const connections = 4

/** Several businesses by way of a PgBouncer in transaction mode, which gives each transaction whatever connection is free: what it costs, and no leak. */
export async function goThroughPooler(ground: Ground): Promise<Figure[]> {
  const version = pgBouncerVersion()
  if (version === undefined) return []
  const pooler = await startPgBouncer(ground.database.urls.application, connections, version)
  onInterrupt(() => pooler.stop())
  try {
    const settings = { DATABASE_NAMED_STATEMENTS: String(keepsStatements(version)) }
    const direct = await run(ground, settings)
    const pooled = await run(ground, { ...settings, DATABASE_URL: pooler.url })
    const faulty = [...direct, ...pooled].filter((answer) => isFaulty(answer))
    return [
      single(`${title}: PgBouncer version`, version[0] + version[1] / 100),
      single(`${title}: requests`, direct.length + pooled.length),
      single(`${title}: answers that are wrong, or another business's`, faulty.length),
      single(`${title}: direct, p95 ms`, percentile(times(direct), 0.95)),
      single(`${title}: by way of it, p95 ms`, percentile(times(pooled), 0.95)),
      single(`${title}: requests/s, by way of it to direct`, pooled.length / direct.length),
    ]
  } finally {
    await pooler.stop()
  }
}

async function run(ground: Ground, settings: Record<string, string>): Promise<Answer[]> {
  const server = await ground.start(settings)
  const answers: Answer[] = []
  let number = 0
  await crowd(16, seconds, async () => {
    number += 1
    const { key, customerIds, strangerId } = ground.caller(number)
    const kind = number % 4
    // Written into the note is whose it is, so that whoever reads it can tell.
    if (kind === 0) {
      const body = { body: ground.caller(number).businessId }
      answers.push(await ask('note 201', `${server.url}/v1/customers/${customerIds[0] ?? ''}/notes`, key, { method: 'POST', body }))
    } else if (kind === 1) answers.push(await ask('stranger 404', `${server.url}/v1/customers/${strangerId}`, key))
    else if (kind === 2) answers.push(await ask('get 200', `${server.url}/v1/customers/${customerIds[0] ?? ''}`, key))
    else answers.push(await ask(`events 200 ${ground.caller(number).businessId}`, `${server.url}/v1/events?limit=20`, key))
  })
  await server.stop()
  return answers
}

function isFaulty({ what, status, text }: Answer): boolean {
  const [kind, wanted, businessId] = what.split(' ')
  if (String(status) !== wanted) return true
  if (kind !== 'events') return false
  const { data } = JSON.parse(text) as { data: { data: { object: { body?: string } } }[] }
  return data.some(({ data: { object } }) => object.body !== undefined && object.body !== businessId)
}
