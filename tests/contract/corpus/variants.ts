import type { Schema } from '../../../src/http/contract/document.ts'
import type { Shape } from './contract.ts'
import { shapeOf, typesOf } from './contract.ts'
import { sample } from './samples.ts'
import { brokenTexts } from './texts.ts'

/** A value that breaks its schema in one place, which the pointer names. */
export interface Variant {
  readonly rule: string
  readonly pointer: string
  readonly value: unknown
}

/** For each rule of the schema, and of those below it that the value reaches, the value with that rule broken. */
export function variantsOf(schema: Schema, value: unknown): readonly Variant[] {
  return [...here(schema, value), ...below(schema, value)]
}

function here(schema: Schema, value: unknown): Variant[] {
  const shape = branchFor(schema, value)
  const at = (rule: string, broken: unknown, pointer = ''): Variant => ({ rule, pointer, value: broken })
  const variants = wrongTypes(schema).map((broken) => at('type', broken))
  if (shape.enum !== undefined || shape.const !== undefined) return [...variants, at('enum', 'not_one_of_these')]
  if (typeof value === 'string') variants.push(...brokenTexts(shape).map(({ rule, text }) => at(rule, text)))
  if (typeof value === 'number') variants.push(...brokenNumbers(shape).map(([rule, number]) => at(rule, number)))
  if (Array.isArray(value)) variants.push(...brokenLists(shape, value).map(([rule, list, pointer]) => at(rule, list, pointer)))
  else if (value !== null && typeof value === 'object') variants.push(...brokenObjects(shape, value as Fields))
  return variants
}

type Fields = Readonly<Record<string, unknown>>

function below(schema: Schema, value: unknown): Variant[] {
  const shape = branchFor(schema, value)
  if (Array.isArray(value)) {
    const { items } = shape
    if (items === undefined || value.length === 0) return []
    return variantsOf(items, value[0]).map((inner) => ({
      ...inner,
      pointer: `/0${inner.pointer}`,
      value: [inner.value, ...(value.slice(1) as unknown[])],
    }))
  }
  if (value === null || typeof value !== 'object') return []
  const fields = value as Fields
  return Object.entries(shape.properties ?? {}).flatMap(([name, property]) =>
    fields[name] === undefined
      ? []
      : variantsOf(property, fields[name]).map((inner) => ({
          ...inner,
          pointer: `/${name}${inner.pointer}`,
          value: { ...fields, [name]: inner.value },
        })),
  )
}

/** The schema itself, or the branch of its oneOf that the value is meant for. */
function branchFor(schema: Schema, value: unknown): Shape {
  const shape = shapeOf(schema)
  if (shape.oneOf === undefined) return shape
  const branches = shape.oneOf.map((branch) => shapeOf(branch))
  return branches.find((branch) => fits(branch, value)) ?? shape
}

function fits(branch: Shape, value: unknown): boolean {
  if (!typesOf(branch).includes(typeName(value))) return false
  if (value === null || typeof value !== 'object') return true
  const fields = value as Fields
  return (branch.required ?? []).every((name) => {
    const fixed = shapeOf(branch.properties?.[name] ?? {}).const
    return fields[name] !== undefined && (fixed === undefined || fixed === fields[name])
  })
}

function wrongTypes(schema: Schema): unknown[] {
  const shape = shapeOf(schema)
  const allowed = new Set([shape, ...(shape.oneOf ?? []).map((branch) => shapeOf(branch))].flatMap((each) => typesOf(each)))
  const isAllowed = (value: unknown): boolean => allowed.has(typeName(value)) || (typeof value === 'number' && allowed.has('number'))
  const [other] = [4711, 'text', true].filter((value) => !isAllowed(value))
  return [other, [], {}, null].filter((value) => value !== undefined && !isAllowed(value))
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value
}

function brokenNumbers({ minimum, maximum, ...shape }: Shape): [string, number][] {
  return [
    ...(minimum === undefined ? [] : [['minimum', minimum - 1] as [string, number]]),
    // Beyond 2^53 the next number that JSON can say is two further.
    ...(maximum === undefined ? [] : [['maximum', maximum + (maximum >= Number.MAX_SAFE_INTEGER ? 3 : 1)] as [string, number]]),
    ...(typesOf(shape).includes('number') ? [] : [['type', 1.5] as [string, number]]),
  ]
}

function brokenLists({ minItems = 0, maxItems, uniqueItems, items }: Shape, value: readonly unknown[]): [string, unknown[], string?][] {
  const one = value[0] ?? (items === undefined ? null : sample(items))
  return [
    ...(minItems > 0 ? [['minItems', []] as [string, unknown[]]] : []),
    ...(maxItems === undefined ? [] : [['maxItems', Array.from({ length: maxItems + 1 }, () => one)] as [string, unknown[]]]),
    ...(uniqueItems === true ? [['uniqueItems', [one, one]] as [string, unknown[]]] : []),
  ]
}

function brokenObjects(shape: Shape, value: Fields): Variant[] {
  const required = (shape.required ?? [])
    .filter((name) => value[name] !== undefined)
    .map((name) => ({ rule: 'required', pointer: `/${name}`, value: without(value, name) }))
  const closed = shape.additionalProperties === false
  return [
    ...required,
    ...(closed ? [{ rule: 'additionalProperties', pointer: '/surprise', value: { ...value, surprise: 'text' } }] : []),
    ...(shape.minProperties === undefined ? [] : [{ rule: 'minProperties', pointer: '', value: {} }]),
  ]
}

function without(value: Fields, name: string): Fields {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name))
}
