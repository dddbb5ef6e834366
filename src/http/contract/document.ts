import { readFileSync } from 'node:fs'
import type { OperationId } from '../../../generated/operations.ts'

export interface Schema {
  readonly [keyword: string]: unknown
}
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
  readonly [more: string]: unknown
}
export interface Response {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}
export interface Operation {
  readonly operationId: OperationId
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<Record<string, Response>>
}
export interface Route {
  readonly id: OperationId
  /** Lower case, as in the document. */
  readonly method: string
  readonly path: string
  readonly operation: Operation
}
export interface ContractDocument {
  readonly openapi: string
  readonly info: { readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> } & Readonly<Record<string, unknown>>
  readonly [more: string]: unknown
}

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const

/** The contract is broken, which only who wrote it can mend. */
export class ContractError extends Error {}

/** The bundled contract, as `make generate` left it. */
export function readDocument(): { text: string; document: ContractDocument } {
  return blamingTheContract('generated/openapi.json', () => {
    const text = readFileSync(new URL('../../../generated/openapi.json', import.meta.url), 'utf8')
    return { text, document: JSON.parse(text) as ContractDocument }
  })
}

/** Does something with a part of the contract; when that fails, a ContractError says which part. */
export function blamingTheContract<T>(part: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new ContractError(`The contract is broken: ${part}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** Every operation, with the references to parameters and responses followed and the path's own parameters added. */
export function routesOf(document: ContractDocument): Route[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const raw = item[method] as Record<string, unknown> | undefined
      if (raw === undefined) return []
      const operation = {
        ...raw,
        parameters: [...((item.parameters as unknown[] | undefined) ?? []), ...((raw.parameters as unknown[] | undefined) ?? [])].map(
          (each) => withStyle(follow(document, each) as Parameter),
        ),
        responses: Object.fromEntries(
          Object.entries(raw.responses as Record<string, unknown>).map(([status, each]) => {
            const response = follow(document, each) as Response
            const headers = Object.entries(response.headers ?? {}).map(([name, header]): [string, unknown] => [
              name,
              follow(document, header),
            ])
            return [status, { ...response, headers: Object.fromEntries(headers) }]
          }),
        ),
      } as unknown as Operation
      return [{ id: operation.operationId, method, path, operation }]
    }),
  )
}

// The defaults that the OpenAPI specification gives to parameters, written out because the validator expects them.
function withStyle(parameter: Parameter): Parameter {
  const style = parameter.in === 'query' ? 'form' : 'simple'
  return { style, explode: style === 'form', ...parameter }
}

/** What a `{ $ref }` points to within the document, or the value itself. */
export function follow(document: ContractDocument, value: unknown): unknown {
  const reference = (value as { $ref?: string }).$ref
  if (reference === undefined) return value
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')], document)
}
