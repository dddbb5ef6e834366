import { eachOperation, follow } from '../operations.mjs'

export const examples = eachOperation((operation, ctx) => {
  for (const [where, mediaType, { node }] of bodiesOf(operation, ctx)) {
    const some = node.example !== undefined || Object.keys(node.examples ?? {}).length > 0
    if (!some) ctx.report({ message: `Show an example of the ${where} (${mediaType}): name one from openapi/examples/ under examples.` })
  }
})

export const namedBodies = eachOperation((operation, ctx) => {
  for (const [where, mediaType, { node }] of bodiesOf(operation, ctx)) {
    if (!node.schema?.$ref)
      ctx.report({ message: `Name the schema of the ${where} (${mediaType}): refer to one in openapi/schemas/, so that it has a type.` })
  }
})

function bodiesOf(operation, ctx) {
  const bodies = [
    ['request', operation.requestBody],
    ...Object.entries(operation.responses ?? {}).map(([status, reply]) => [`${status} reply`, reply]),
  ]
  return bodies.flatMap(([where, body]) => {
    const { node, file } = follow(ctx, body)
    return Object.entries(node?.content ?? {}).map(([mediaType, content]) => [where, mediaType, follow(ctx, content, file)])
  })
}
