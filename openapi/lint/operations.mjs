/**
 * A rule that looks at every operation under `paths`. Webhooks are left out: they describe what this API sends.
 * `check(operation, ctx, { path, method, parameters })` gets the parameters of the path item and of the operation, resolved.
 */
export function eachOperation(check) {
  return () => {
    let path = ''
    return {
      Paths: {
        PathItem: {
          enter(_item, ctx) {
            path = ctx.key
          },
          Operation(operation, ctx, { PathItem: item }) {
            const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => follow(ctx, parameter))
            check(operation, ctx, { path, method: String(ctx.key), parameters })
          },
        },
      },
    }
  }
}

/** What a reference leads to, and the file from where references inside it start. */
export function follow(ctx, node, file = ctx.location.source.absoluteRef) {
  if (!node?.$ref) return { node, file }
  const target = ctx.resolve(node, file)
  // An unresolved reference is another rule's fault to report.
  return target.location ? follow(ctx, target.node, target.location.source.absoluteRef) : { node: {}, file }
}

/** Every schema that a request body reaches, each once, as `visit(schema, ctx, name, file)`, `file` being where its references start. Redocly's nested visitors stop at the first one. */
export const eachRequestSchema = (visit) =>
  eachOperation((operation, ctx) => {
    const seen = new Set()
    const walk = (schema, file, name) => {
      const { node, file: here } = follow(ctx, schema, file)
      if (!node || typeof node !== 'object' || seen.has(node)) return
      seen.add(node)
      visit(node, ctx, name, here)
      for (const [key, property] of Object.entries(node.properties ?? {})) walk(property, here, key)
      for (const inner of [node.items, node.additionalProperties, ...['oneOf', 'anyOf', 'allOf'].flatMap((word) => node[word] ?? [])]) {
        walk(inner, here, name)
      }
    }
    // What a provider sends is the provider's to lay out, and is kept as it comes.
    if (securityOf(operation).byProvider) return
    const { node: body, file } = follow(ctx, operation.requestBody)
    for (const { schema } of Object.values(body?.content ?? {})) walk(schema, file, 'body')
  })

export const named = (parameters, name, where) => parameters.some(({ node }) => node.name === name && node.in === where)

/**
 * How an operation is secured: whether a credential is looked at, whether one is needed, the scopes, and whether it is instead for a provider, who
 * proves by a signature or a password of the integration that the request is theirs.
 */
export function securityOf(operation) {
  const choices = operation.security ?? []
  const isOurs = (choice) => Object.keys(choice).includes('bearerAuth')
  return {
    looked: choices.some(isOurs),
    needed: choices.length > 0 && choices.every(isOurs),
    scopes: choices.flatMap((choice) => Object.values(choice).flat()),
    byProvider: choices.some((choice) => Object.keys(choice).length > 0 && !isOurs(choice)),
  }
}

export const isJson = (mediaType) => /^application\/(.+\+)?json$/.test(mediaType)
