import { eachRequestSchema, follow } from '../operations.mjs'

// Fields that a business defines by itself; their names and values are checked against its own definitions.
const openByName = ['custom_fields', 'metadata']
const isObject = (schema) => [schema.type].flat().includes('object') || schema.properties !== undefined

// Nothing in them nests: scalars, and lists of texts because the choices of one field belong together.
const narrow = 'give it at most 50 properties, a pattern for their names, and values that are scalars or lists of texts'
const scalars = ['string', 'number', 'integer', 'boolean', 'null']

function isNarrow(ctx, { maxProperties = Infinity, propertyNames, additionalProperties }, file) {
  const { node: value, file: here } = follow(ctx, additionalProperties, file)
  const types = [value?.type ?? 'anything'].flat()
  const areTexts = () => follow(ctx, value.items, here).node?.type === 'string'
  const flat = types.every((type) => scalars.includes(type) || (type === 'array' && areTexts()))
  return maxProperties <= 50 && propertyNames?.pattern !== undefined && flat
}

export const closedRequestObjects = eachRequestSchema((schema, ctx, name, file) => {
  if (!isObject(schema)) return
  const closed = schema.additionalProperties === false || schema.unevaluatedProperties === false
  if (closed || (openByName.includes(name) && isNarrow(ctx, schema, file))) return
  const instead = openByName.includes(name) ? `${name} is open to names only: ${narrow}` : `set additionalProperties of ${name} to false`
  ctx.report({ message: `Unknown fields in a request are refused: ${instead}.` })
})

export const statedObjects = () => ({
  Schema(schema, { report, location }) {
    if (!isObject(schema)) return
    const stated = schema.additionalProperties ?? schema.unevaluatedProperties
    if (stated === undefined)
      report({ message: 'An object says whether other fields can stand in it: set additionalProperties.', location })
  },
})

export const propertyDescriptions = () => ({
  Schema(schema, ctx) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const described = property.description ?? follow(ctx, property).node.description
      if (!described)
        ctx.report({ message: `Describe ${name}: say what it means to an integrator.`, location: ctx.location.child(['properties', name]) })
    }
  },
})

// Words that validators, generators and readers understand differently.
const avoided = {
  discriminator: 'tag the variants by a const property and use oneOf',
  readOnly: 'write one schema for requests and one for replies',
  writeOnly: 'write one schema for requests and one for replies',
  nullable: "say type: [string, 'null'], in a named schema: Nullable and what it is",
}

export const plainSchemas = () => ({
  Schema(schema, { report, location }) {
    for (const [word, instead] of Object.entries(avoided)) {
      if (schema[word] !== undefined) report({ message: `Leave ${word} out: ${instead}.`, location })
    }
  },
})

export const bodyDefaults = eachRequestSchema((schema, { report }, name) => {
  if (schema.default !== undefined)
    report({ message: `Leave the default of ${name} out, and say in the description what happens without the field.` })
})
