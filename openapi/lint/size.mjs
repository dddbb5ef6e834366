import { follow } from './operations.mjs'

/**
 * The most bytes that a value of this schema takes, written as JSON or percent-encoded in a URL. Infinity where nothing bounds it.
 * Text in any script may be sent as surrogate escapes (12 bytes a character in JSON) or in UTF-8, percent-encoded (also 12).
 */
export function worstSize(ctx, schema, file, form) {
  const { node, file: here } = follow(ctx, schema, file)
  const size = (inner) => worstSize(ctx, inner, here, form)
  if (!node || typeof node !== 'object') return Infinity
  const listed = node.enum ?? (node.const === undefined ? undefined : [node.const])
  if (listed) return Math.max(...listed.map((value) => form.listed(value)))
  const variants = node.oneOf ?? node.anyOf
  if (variants) return Math.max(...variants.map(size))
  if (node.allOf) return sum(node.allOf.map(size))
  const types = [node.type ?? (node.properties ? 'object' : [])].flat()
  if (types.length === 0) return Infinity
  return Math.max(...types.map((type) => (sizes[type] ? sizes[type](node, size, form) : Infinity)))
}

/** JSON as the wordier encoders write it: everything beyond ASCII escaped. */
export const json = { any: 12, ascii: 2, quotes: 2, listed: (value) => JSON.stringify(value).length }
/** A URL in which everything is percent-encoded. */
export const url = { any: 12, ascii: 3, quotes: 0, listed: (value) => 3 * String(value).length }

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

const sizes = {
  null: () => 4,
  boolean: () => 5,
  number: () => 25,
  integer: ({ minimum = -Infinity, maximum = Infinity }) =>
    Number.isFinite(maximum - minimum) ? Math.max(String(minimum).length, String(maximum).length) : Infinity,
  string: ({ maxLength = Infinity, pattern = '' }, _size, form) => maxLength * (isAscii(pattern) ? form.ascii : form.any) + form.quotes,
  array: ({ items, maxItems = Infinity }, size) => maxItems * (size(items) + 1) + 2,
  object(node, size) {
    const fields = Object.entries(node.properties ?? {}).map(([name, property]) => name.length + 4 + size(property))
    const others = node.additionalProperties === false || node.unevaluatedProperties === false ? 0 : otherFields(node, size)
    return sum(fields) + others + 2
  },
}

function otherFields({ additionalProperties, propertyNames, maxProperties = Infinity }, size) {
  if (typeof additionalProperties !== 'object' || !propertyNames) return Infinity
  return maxProperties * (size({ type: 'string', ...propertyNames }) + 2 + size(additionalProperties))
}

// A negated class, a dot, \S and the like let any script in; a pattern that names its characters is read as ASCII when they are.
function isAscii(pattern) {
  const outsideClasses = pattern.replace(/\\[^DSWpP]/g, '').replace(/\[(?!\^)[^\]]*\]/g, '')
  return pattern !== '' && !/\[\^|\.|\\[DSWpP]|[^\x00-\x7F]/.test(outsideClasses) && !/\\u(?!00[0-7])/.test(pattern)
}
