import { readFileSync } from 'node:fs'
import type { ContractDocument } from '../../src/http/contract/document.ts'

// The production server with a contract of another size, which holds the real one.

export * from '../../src/http/contract/document.ts'

export function readDocument(): { text: string; document: ContractDocument } {
  const text = readFileSync(process.env.BENCH_CONTRACT ?? '', 'utf8')
  return { text, document: JSON.parse(text) as ContractDocument }
}
