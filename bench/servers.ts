import type { BenchDatabase } from './data/databases.ts'
import type { BenchServer } from './server.ts'
import { productionEnvironment, startServer } from './server.ts'

export type ServerName =
  'ours' | 'ours-210' | 'ours-unchecked' | 'ours-unguarded' | 'raw' | 'raw-tq' | 'raw-norls' | 'fastify' | 'fastify-tq' | 'textbook'

/** What `node` is started with for each, and what else it is told. `large` is the file of the contract with 210 operations. */
function commandOf(name: ServerName, { urls }: BenchDatabase, large: string): { words: string[]; environment?: Record<string, string> } {
  const varied = (variant: string): string[] => ['--import', `./bench/variants/${variant}.ts`, 'src/main.ts']
  const unguarded = { UNGUARDED_DATABASE_URL: urls.owner }
  const commands: Record<ServerName, { words: string[]; environment?: Record<string, string> }> = {
    ours: { words: ['src/main.ts'] },
    'ours-210': { words: varied('other-contract'), environment: { BENCH_CONTRACT: large } },
    'ours-unchecked': { words: varied('without-response-check') },
    'ours-unguarded': { words: varied('without-isolation'), environment: unguarded },
    raw: { words: ['bench/peers/raw.ts', 'classic'] },
    'raw-tq': { words: ['bench/peers/raw.ts', 'one-trip'] },
    'raw-norls': { words: ['bench/peers/raw.ts', 'without-isolation'], environment: unguarded },
    fastify: { words: ['bench/peers/fastify.ts', 'classic'] },
    'fastify-tq': { words: ['bench/peers/fastify.ts', 'one-trip'] },
    textbook: { words: ['bench/peers/textbook.ts', large] },
  }
  return commands[name]
}

export async function startNamed(name: ServerName, database: BenchDatabase, large: string): Promise<BenchServer> {
  const { words, environment } = commandOf(name, database, large)
  return startServer(name, words, { ...(await productionEnvironment(database.urls.application)), ...environment })
}
