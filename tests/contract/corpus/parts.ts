import type { ContractDocument } from '../../../src/http/contract/document.ts'

/** The contract as several documents of a few paths each, every one with just the components that it reaches. */
export function partsOf(contract: ContractDocument, paths: number): ContractDocument[] {
  const all = Object.entries(contract.paths)
  return Array.from({ length: Math.ceil(all.length / paths) }, (_, part) => {
    const some = Object.fromEntries(all.slice(part * paths, (part + 1) * paths))
    return { ...contract, webhooks: undefined, paths: some, components: reachedBy(contract, some) }
  })
}

function reachedBy({ components }: ContractDocument, paths: object): ContractDocument['components'] {
  const kept: Record<string, Record<string, unknown>> = {
    schemas: {},
    securitySchemes: components.securitySchemes as Record<string, unknown>,
  }
  const follow = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return
    for (const [key, each] of Object.entries(value)) {
      const [, , kind = '', name = ''] = key === '$ref' && typeof each === 'string' ? each.split('/') : []
      if (kind === '') follow(each)
      else if (kept[kind]?.[name] === undefined) {
        const component = (components[kind] as Record<string, unknown>)[name]
        kept[kind] = { ...kept[kind], [name]: component }
        follow(component)
      }
    }
  }
  follow(paths)
  return kept as ContractDocument['components']
}
