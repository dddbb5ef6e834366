import { createContract } from '../src/http/contract/contract.ts'
import { contractOf, countOperations } from './contract.ts'
import type { ContractSize } from './contract.ts'

// `node --expose-gc bench/compile.ts <size>` in a process of its own: what it costs to compile every validator. One line of JSON.

const document = contractOf((process.argv[2] ?? 'real') as ContractSize)
globalThis.gc?.()
const before = { rss: process.memoryUsage().rss, processor: process.cpuUsage(), at: performance.now() }
const contract = createContract(document)
await contract.compileAll()
const spent = process.cpuUsage(before.processor)
const seconds = (performance.now() - before.at) / 1000
globalThis.gc?.()
const { rss } = process.memoryUsage()
console.log(
  JSON.stringify({
    paths: Object.keys(document.paths).length,
    operations: countOperations(document),
    schemas: Object.keys(document.components.schemas).length,
    seconds,
    processorSeconds: (spent.user + spent.system) / 1e6,
    residentMb: rss / 2 ** 20,
    addedMb: (rss - before.rss) / 2 ** 20,
  }),
)
