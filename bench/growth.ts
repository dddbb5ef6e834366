import { drawCurve } from './curves.ts'
import type { Sizes } from './data/databases.ts'
import type { Figure } from './figures.ts'
import { single } from './figures.ts'
import type { LoadResult, Operation } from './load/load.ts'
import { median, ratioOf } from './ratios.ts'
import type { Stage } from './stage.ts'
import { onStage } from './stage.ts'

// Of a million, one business has 200,000 customers and one 2,000; the others share the rest.
const tables: readonly (readonly [customers: number, sizes: Sizes])[] = [
  [10_000, Array.from({ length: 20 }, () => 500)],
  [100_000, [20_000, 2_000, ...Array.from({ length: 39 }, () => 2_000)]],
  [1_000_000, [200_000, 2_000, ...Array.from({ length: 399 }, () => 2_000)]],
]
const [smallest, largest] = [10_000, 1_000_000]
// So few that nobody waits for anybody: what is measured is an answer and not a queue.
const connections = 2
const words = [
  ['quillfeather', 'rare'],
  ['harbour', 'middling'],
  ['studio', 'common'],
] as const

/** What becomes of lists and searches when there are a hundred times as many customers. */
export async function measureGrowth(admin: string, rounds: number, seconds: number): Promise<Figure[]> {
  const lists = new Map<number, LoadResult[]>()
  const figures: Figure[] = []
  for (const [customers, sizes] of tables) {
    await onStage(admin, sizes, 'real', async (stage) => {
      lists.set(customers, await measure(stage, 'list', rounds, seconds))
      if (customers === largest) figures.push(...(await searchesOn(stage, rounds, seconds)))
    })
  }
  draw(lists)
  const p95 = (customers: number): number[] => (lists.get(customers) ?? []).map(({ p95Ms }) => p95Ms)
  const ratios = p95(largest).map((value, round) => value / (p95(smallest)[round] ?? value))
  return [
    { name: 'list, p95: 1,000,000 customers to 10,000', value: ratioOf(ratios), noise: [] },
    ...tables.map(([customers]) => single(`list of ${customers.toLocaleString('en')}, p95 ms`, median(p95(customers)))),
    ...figures,
  ]
}

function draw(lists: ReadonlyMap<number, readonly LoadResult[]>): void {
  drawCurve({
    file: 'list-growth',
    title: 'A page of 25 customers, by how many customers there are',
    x: { name: 'customers in the table', logarithmic: true },
    y: { name: 'ms' },
    lines: (['p50Ms', 'p95Ms'] as const).map((time) => ({
      name: time.slice(0, 3),
      points: [...lists].map(([customers, results]) => {
        const { median: middle, min, max } = ratioOf(results.map((result) => result[time]))
        return [customers, middle, [min, max]]
      }),
    })),
  })
}

async function searchesOn(stage: Stage, rounds: number, seconds: number): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [word, kind] of words) {
    const results = await measure(stage, `search ${word}`, rounds, seconds)
    const p95 = results.map(({ p95Ms }) => p95Ms)
    figures.push({ name: `search among 200,000, p95 ms: ${word} (${kind})`, value: ratioOf(p95), noise: [] })
  }
  return figures
}

async function measure({ database, start, loadOf }: Stage, operation: Operation, rounds: number, seconds: number): Promise<LoadResult[]> {
  // A search is asked by the callers of the largest business, which is the first; lists by all.
  const [first] = database.callers
  const isSearch = operation.startsWith('search')
  const load = loadOf(isSearch ? database.callers.filter(({ businessId }) => businessId === first?.businessId) : database.callers)
  const server = await start('ours')
  try {
    await load.run(server.url, operation, connections, 3)
    const results: LoadResult[] = []
    for (let round = 1; round <= rounds; round += 1) {
      const result = await load.run(server.url, operation, connections, seconds)
      if (result.refused + result.broken > 0) throw new Error(`${operation}: ${result.refused} refused, ${result.broken} broken.`)
      console.log(
        `${round}  ${operation.padEnd(20)} p50 ${result.p50Ms.toFixed(2)} p95 ${result.p95Ms.toFixed(2)} p99 ${result.p99Ms.toFixed(2)} ms`,
      )
      results.push(result)
    }
    return results
  } finally {
    await server.stop()
  }
}
