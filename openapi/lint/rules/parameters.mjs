import { eachOperation, follow } from '../operations.mjs'

/** Query parameters in the forms that the validator reads without surprises. */
export const queryParameters = eachOperation((_operation, ctx, { parameters }) => {
  for (const { node, file } of parameters.filter(({ node }) => node.in === 'query')) {
    const schema = follow(ctx, node.schema, file).node ?? {}
    const say = (message) => ctx.report({ message: `${node.name}: ${message}` })
    if (/[[\]]/.test(node.name)) say('leave brackets out of the name.')
    if (node.style === 'deepObject' || schema.type === 'object') say('make it several flat parameters instead of an object.')
    if (schema.type === 'array' && (node.style !== 'form' || node.explode !== true))
      say('an array is repeated: set style to form and explode to true.')
    if ((schema.format === 'date-time' || node.name === 'cursor') && node.allowReserved !== true)
      say('set allowReserved to true, because a raw colon is valid there.')
    if (schema.type === 'string' && !schema.enum && !schema.minLength) say('an empty value is refused: give it a minLength of at least 1.')
    if (!node.description) say('describe it.')
  }
})

/** Redocly's own rule asks the same of the names of webhooks, which are types of events. */
export const kebabPaths = eachOperation((_operation, { report }, { path }) => {
  const parts = path.split('/').slice(1)
  const odd = parts.filter((part) => !/^(\{[a-z][a-z0-9_]*\}|\.?[a-z0-9]+([.-][a-z0-9]+)*)$/.test(part))
  if (odd.length > 0) report({ message: `Write ${odd.join(', ')} in kebab-case, and parameters in snake_case.` })
})
