import { eachOperation, follow, securityOf } from '../operations.mjs'
import { json, url, worstSize } from '../size.mjs'

// What the server accepts: a request that fits the contract must never be refused for its size.
const maxUrlBytes = 8 * 1024
const maxBodyBytes = 256 * 1024

export const worstUrlSize = eachOperation((_operation, { report, ...ctx }, { path, parameters }) => {
  const bytes = parameters.reduce((total, { node, file }) => total + parameterSize(ctx, node, file), path.length)
  if (bytes > maxUrlBytes)
    report({ message: `The longest valid URL takes ${bytes} bytes and the server accepts ${maxUrlBytes}: lower maxLength or maxItems.` })
})

export const worstBodySize = eachOperation((operation, { report, ...ctx }) => {
  // Providers have a limit of their own, and what they send has no bounds of ours.
  if (securityOf(operation).byProvider) return
  const { node: body, file } = follow(ctx, operation.requestBody)
  for (const { schema } of Object.values(body?.content ?? {})) {
    const bytes = worstSize(ctx, schema, file, json)
    if (bytes > maxBodyBytes)
      report({
        message: `The largest valid body takes ${bytes} bytes and the server accepts ${maxBodyBytes}: lower maxLength or maxItems.`,
      })
  }
})

function parameterSize(ctx, { name, in: where, schema }, file) {
  if (where === 'path') return worstSize(ctx, schema, file, url)
  if (where !== 'query') return 0
  const { node, file: here } = follow(ctx, schema, file)
  const value = (inner) => name.length + 2 + worstSize(ctx, inner, here, url)
  return node.type === 'array' ? (node.maxItems ?? Infinity) * value(node.items) : value(node)
}
