import { eachOperation, follow, named } from '../operations.mjs'

export const replyHeaders = eachOperation((operation, ctx, { parameters }) => {
  for (const [status, reply] of Object.entries(operation.responses ?? {})) {
    const { node } = follow(ctx, reply)
    const headers = Object.keys(node.headers ?? {})
    for (const header of wanted(status, operation, parameters)) {
      if (!headers.includes(header)) ctx.report({ message: `The ${status} reply carries ${header}: add it from shared/headers.yaml.` })
    }
  }
})

function wanted(status, operation, parameters) {
  // Of a provider only what is refused is counted.
  const counted = operation['x-rate-limit'] === 'provider' ? status >= '400' : operation['x-rate-limit'] !== 'none'
  const limited = counted ? ['RateLimit-Policy', 'RateLimit'] : []
  const created = status === '201' ? ['Location', 'ETag'] : []
  const repeatable = status.startsWith('2') && named(parameters, 'Idempotency-Key', 'header') ? ['Idempotent-Replayed'] : []
  return ['X-Request-Id', ...limited, ...created, ...repeatable]
}

/** Errors are problems, all of one schema. Redocly's own rule asks the same of webhooks, where the reply is not ours. */
export const problemReplies = eachOperation((operation, ctx) => {
  for (const [status, reply] of Object.entries(operation.responses ?? {}).filter(([status]) => status >= '400')) {
    const { content = {} } = follow(ctx, reply).node
    const [mediaType, ...others] = Object.keys(content)
    const isProblem =
      mediaType === 'application/problem+json' && others.length === 0 && content[mediaType].schema?.$ref?.endsWith('/Problem')
    if (!isProblem) ctx.report({ message: `The ${status} reply is a problem: take it from shared/responses.yaml.` })
  }
})

/** A 201 says where to go on, and what it names exists. */
export const linksOn201 = () => {
  const operationIds = new Set()
  const links = []
  return {
    Operation(operation) {
      operationIds.add(operation.operationId)
    },
    Response(reply, { key, report, location }) {
      if (String(key) === '201' && Object.keys(reply.links ?? {}).length === 0) {
        report({ message: 'A 201 links to the operations on what it created: add links to its get, update and delete.', location })
      }
      links.push(...Object.values(reply.links ?? {}).map((link) => ({ operationId: link.operationId, location })))
    },
    Root: {
      leave(_root, { report }) {
        for (const { operationId, location } of links) {
          if (!operationIds.has(operationId))
            report({ message: `There is no operation ${operationId}: link to one that exists.`, location })
        }
      },
    },
  }
}
