import { readFileSync } from 'node:fs'
import type { ContractDocument } from '../src/http/contract/document.ts'

type Item = Record<string, unknown>

/** The contract as it is, and as it would be at other sizes. */
export function contractOf(size: ContractSize): ContractDocument {
  const real = JSON.parse(readFileSync(new URL('../generated/openapi.json', import.meta.url), 'utf8')) as ContractDocument
  const wanted = sizes[size]
  const grown = structuredClone(real) as ContractDocument & { paths: Record<string, Item>; components: { schemas: Item } }
  // Once around, all the real ones come again, renamed: the operations that are added are as large as those that are there.
  for (let round = 1; Object.keys(grown.paths).length < wanted.paths; round += 1) {
    for (const [path, item] of Object.entries(real.paths)) {
      if (Object.keys(grown.paths).length === wanted.paths) break
      grown.paths[path.replace(/^\//, `/v1/size-${round}/`)] = renamed(item, round, real, grown.components.schemas)
    }
  }
  addOperations(grown.paths, wanted.operations)
  return grown
}

export type ContractSize = 'real' | '120 paths' | '500 paths'

/** 210 operations on 120 paths is what the product grows to. */
const sizes: Record<ContractSize, { paths: number; operations: number }> = {
  real: { paths: 0, operations: 0 },
  '120 paths': { paths: 120, operations: 210 },
  '500 paths': { paths: 500, operations: 875 },
}

const methods = ['get', 'put', 'post', 'delete', 'patch']

export function countOperations(document: ContractDocument): number {
  return Object.values(document.paths).reduce((sum, item) => sum + methods.filter((method) => item[method] !== undefined).length, 0)
}

/** The path's operations under other names, and with schemas of their own. */
function renamed(item: Item, round: number, { components }: ContractDocument, schemas: Item): Item {
  const own = (name: string): string => `${name}Size${round}`
  // What is shared by all stays shared: the problem, and the types of single values.
  const isShared = (name: string): boolean => name === 'Problem' || components.schemas[name]?.type !== 'object'
  const rename = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(rename)
    if (node === null || typeof node !== 'object') return node
    return Object.fromEntries(
      Object.entries(node).map(([key, value]: [string, unknown]) => {
        if (key === 'operationId') return [key, own(String(value))]
        const name = key === '$ref' && typeof value === 'string' ? /^#\/components\/schemas\/(.+)$/.exec(value)?.[1] : undefined
        if (name === undefined || isShared(name)) return [key, rename(value)]
        if (schemas[own(name)] === undefined) {
          schemas[own(name)] = {}
          schemas[own(name)] = rename(components.schemas[name])
        }
        return [key, `#/components/schemas/${own(name)}`]
      }),
    )
  }
  return rename(item) as Item
}

/** Paths without a method that is missing get it, as a copy of one that they have, until there are so many operations. */
function addOperations(paths: Record<string, Item>, wanted: number): void {
  let count = countOperations({ paths } as unknown as ContractDocument)
  for (const method of ['get', 'patch', 'put', 'post', 'delete']) {
    for (const item of Object.values(paths)) {
      if (count >= wanted) return
      const model = (item.get ?? item.post) as Item | undefined
      if (model === undefined || item[method] !== undefined) continue
      item[method] = { ...model, operationId: `${String(model.operationId)}By${method}` }
      count += 1
    }
  }
}
