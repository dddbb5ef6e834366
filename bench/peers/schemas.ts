import { readDocument } from '../../src/http/contract/document.ts'

const { document } = readDocument()

interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema: object
}

/** The parameters in the path or the query of a GET, as one object. */
export function parametersOf(path: string, place: 'path' | 'query'): object {
  const item = document.paths[path] as { parameters?: Parameter[]; get?: { parameters?: Parameter[] } }
  const all = [...(item.parameters ?? []), ...(item.get?.parameters ?? [])].map((each) => inline(each) as Parameter)
  const properties = Object.fromEntries(all.filter((each) => each.in === place).map(({ name, schema: type }) => [name, type]))
  return { type: 'object', additionalProperties: false, properties }
}

// The contract says that an item may also be what is left of a deleted customer; the serialiser is spared that choice, which is dear to it.
export function pageSchema(): object {
  return { ...schema('CustomerPage'), properties: { data: { type: 'array', items: schema('Customer') }, page: schema('Page') } }
}

export function schema(name: string): object {
  return inline({ $ref: `#/components/schemas/${name}` }) as object
}

/** The contract's schema with everything that it refers to in its place, which is how Fastify is told schemas. */
function inline(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(inline)
  if (node === null || typeof node !== 'object') return node
  const { $ref: reference, examples: _examples, example: _example, ...own } = node as Record<string, unknown>
  const rest = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, inline(value)]))
  if (typeof reference !== 'string') return rest
  const [, , kind = '', name = ''] = reference.split('/')
  const target = (document.components as Record<string, Record<string, unknown>>)[kind]?.[name]
  return { ...(inline(target) as object), ...rest }
}
