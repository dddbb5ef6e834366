import type { BenchDatabase, Caller } from '../data/databases.ts'
import { productionEnvironment, startServer } from '../server.ts'
import { openWire } from './wire.ts'

/** What must be true of every run, however fast the machine is. Returns a line for each, with what was counted and what was wanted. */
export async function countedFacts(database: BenchDatabase): Promise<{ what: string; counted: number; wanted: number }[]> {
  const wire = await openWire(database.urls.application)
  const environment = { ...(await productionEnvironment(wire.url)), DATABASE_POOL_SIZE: '2' }
  const server = await startServer('ours', ['--import', './bench/variants/counting.ts', 'src/main.ts'], environment)
  try {
    const began = await server.ask()
    const facts = []
    for (const [name, path] of [
      ['get', (caller: Caller) => `/v1/customers/${caller.customerIds[0] ?? ''}`],
      ['list', () => '/v1/customers?limit=25'],
    ] as const) {
      // Twice each, on every connection of the pool: from then on nothing is new to PostgreSQL.
      const [first, second, third] = name === 'get' ? database.callers.slice(0, 3) : database.callers.slice(3, 6)
      if (first === undefined || second === undefined || third === undefined) throw new Error('There are too few callers.')
      await Promise.all([first, first, second, second].map((caller) => read(server.url, path(caller), caller)))
      await Promise.all([first, second, first, second].map((caller) => read(server.url, path(caller), caller)))
      wire.traffic()
      await read(server.url, path(third), third)
      const cold = wire.traffic()
      await read(server.url, path(third), third)
      const warm = wire.traffic()
      facts.push(
        { what: `${name}: round trips, the key looked up a moment ago`, counted: warm.roundTrips, wanted: 1 },
        { what: `${name}: round trips, the key not seen before`, counted: cold.roundTrips, wanted: 2 },
        { what: `${name}: statements without a name`, counted: cold.unnamed + warm.unnamed, wanted: 0 },
        { what: `${name}: statements parsed again`, counted: cold.parsed + warm.parsed, wanted: 0 },
      )
    }
    const ended = await server.ask()
    facts.push(
      { what: 'validators compiled since it was ready', counted: (ended.validators ?? NaN) - (began.validators ?? NaN), wanted: 0 },
      { what: 'path patterns compiled since it was ready', counted: (ended.patterns ?? NaN) - (began.patterns ?? NaN), wanted: 0 },
    )
    if (began.validators === 0) throw new Error('No validator was counted at all: the counter does not count.')
    return facts
  } finally {
    await server.stop()
    wire.close()
  }
}

async function read(url: string, path: string, { key }: Caller): Promise<void> {
  const reply = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } })
  await reply.arrayBuffer()
  if (reply.status !== 200) throw new Error(`${path} answered ${reply.status}.`)
}
