const has = (schema, type) => [schema.type].flat().includes(type)
const listed = (schema) => schema.enum !== undefined || schema.const !== undefined

export const boundedStrings = () => ({
  Schema(schema, { report, location }) {
    if (!has(schema, 'string') || listed(schema)) return
    if (schema.maxLength === undefined)
      report({ message: 'A string is bounded: give it a maxLength, or take a type from shared/types.yaml.', location })
    if (!schema.pattern)
      report({ message: 'A string says which characters it takes: give it a pattern, or take a type from shared/types.yaml.', location })
    else if (letsControlsIn(schema)) {
      report({
        message:
          'This pattern lets control characters in, which PostgreSQL refuses: anchor it with ^ and $, and leave \\u0000 to \\u0008 out.',
        location,
      })
    }
  },
})

export const boundedNumbers = () => ({
  Schema(schema, { report, location }) {
    if ((!has(schema, 'integer') && !has(schema, 'number')) || listed(schema)) return
    for (const bound of ['minimum', 'maximum']) {
      if (schema[bound] === undefined) report({ message: `A number is bounded on both sides: give it a ${bound}.`, location })
    }
    const largest = Math.max(Math.abs(schema.minimum ?? 0), Math.abs(schema.maximum ?? 0))
    if (largest > Number.MAX_SAFE_INTEGER) report({ message: 'JSON readers lose digits beyond 2^53 - 1: lower the bound.', location })
  },
})

export const boundedArrays = () => ({
  Schema(schema, { report, location }) {
    if (!has(schema, 'array')) return
    if (schema.maxItems === undefined) report({ message: 'An array is bounded: give it maxItems.', location })
    if (!schema.items) report({ message: 'An array says what it holds: give it items.', location })
  },
})

function letsControlsIn({ pattern, minLength = 1 }) {
  const expression = new RegExp(pattern, 'u')
  return ['\u0000', '\u0008', 'a\u0000'].some((text) => expression.test(text.repeat(minLength || 1)))
}
