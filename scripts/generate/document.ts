// The parts of an OpenAPI document that the generators read. The linter has made sure that they are there.
export interface Document {
  readonly info: { readonly version: string }
  readonly paths: Readonly<Record<string, PathItem>>
  readonly webhooks: Readonly<Record<string, { readonly post: Operation }>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly 'x-roles': Readonly<Record<string, readonly string[]>>
}
export type PathItem = Readonly<Partial<Record<Method, Operation>>> & { readonly parameters?: readonly unknown[] }
export interface Operation {
  readonly operationId: string
  readonly description: string
  readonly parameters?: readonly unknown[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly examples: Readonly<Record<string, unknown>> }>> }
  readonly responses: Readonly<Record<string, { readonly content?: unknown }>>
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly 'x-principal'?: 'person'
  readonly 'x-rate-limit': string
  readonly 'x-transaction'?: 'none'
  readonly [more: string]: unknown
}
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly example: unknown
}
export interface Route {
  readonly id: string
  readonly method: Method
  readonly path: string
  readonly operation: Operation
  readonly parameters: readonly Parameter[]
}
export type Method = (typeof methods)[number]
const methods = ['get', 'put', 'post', 'patch', 'delete'] as const

/** Every operation under `paths`, sorted by its id, with the parameters of its path. */
export function routesOf(document: Document): Route[] {
  const routes = Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method]
      if (operation === undefined) return []
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((each) => follow(document, each) as Parameter)
      return [{ id: operation.operationId, method, path, operation, parameters }]
    }),
  )
  return routes.sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** What a reference leads to, or the value itself. */
function follow(document: Document, value: unknown): unknown {
  const [, kind = '', name = ''] = /^#\/components\/(\w+)\/(.+)$/.exec((value as { readonly $ref?: string }).$ref ?? '') ?? []
  return kind === '' ? value : document.components[kind]?.[name]
}

/** What no client calls: what providers send to us is described for those who connect them, and a public link is followed by a player or a browser. */
const notCalled = ['/webhooks/', '/v1/public/']

/** What programs call. */
export const callableRoutesOf = (document: Document): Route[] =>
  routesOf(document).filter(({ path }) => !notCalled.some((start) => path.startsWith(start)))

/** The first example of a request's body. */
export function firstExample(document: Document, operation: Operation): unknown {
  const [example] = Object.values(operation.requestBody?.content['application/json']?.examples ?? {})
  return example === undefined ? undefined : (follow(document, example) as { readonly value: unknown }).value
}

export const takes = (route: Route, name: string): boolean => route.parameters.some((parameter) => parameter.name === name)
