import type { Schema } from '../../../src/http/contract/document.ts'
import { shapeOf, typesOf } from './contract.ts'

/** A value that fits a schema: its own example, or one put together from those of its parts. */
export function sample(schema: Schema): unknown {
  const shape = shapeOf(schema)
  const [first] = [...(shape.const === undefined ? [] : [shape.const]), ...(shape.examples ?? []), ...(shape.enum ?? [])]
  if (first !== undefined) return first
  const [branch] = shape.oneOf ?? []
  if (branch !== undefined) return sample(branch)
  if (shape.items !== undefined) return [sample(shape.items)]
  if (typesOf(shape).includes('object')) return complete(schema, {})
  throw new Error(`This schema has no example: ${JSON.stringify(schema)}`)
}

/** The value with every field that its schema knows, so that each of them can be broken. */
export function complete(schema: Schema, value: unknown): unknown {
  const { properties, items } = shapeOf(schema)
  if (Array.isArray(value)) return items === undefined ? value : value.map((item) => complete(items, item))
  if (properties === undefined || value === null || typeof value !== 'object') return value
  const given = value as Readonly<Record<string, unknown>>
  const fields = Object.entries(properties).map(([name, property]) => [
    name,
    complete(property, given[name] === undefined ? sample(property) : given[name]),
  ])
  return { ...given, ...(Object.fromEntries(fields) as object) }
}
