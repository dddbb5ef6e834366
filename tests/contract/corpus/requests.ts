import { operations } from '../../../generated/operations.ts'
import type { Parameter, Route } from '../../../src/http/contract/document.ts'
import { bodyExamples, bodySchema, parametersOf, shapeOf, typesOf } from './contract.ts'
import type { Shape } from './contract.ts'
import { complete, sample } from './samples.ts'
import { brokenTexts, isSendable } from './texts.ts'
import { variantsOf } from './variants.ts'

/** A request to an operation, apart from the credential. */
export interface Sent {
  readonly name: string
  readonly params: Readonly<Record<string, string>>
  readonly query: readonly (readonly [string, string])[]
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}
/** A request that the contract refuses, and where the fault is. */
export interface Invalid extends Sent {
  readonly in: 'body' | 'query' | 'path' | 'header'
  readonly pointer: string
}
type Place = Invalid['in']

/** The requests that the contract accepts: each documented example, each parameter's, and a body with every field that there is. */
export function validRequests(route: Route): readonly Sent[] {
  const schema = bodySchema(route.operation)
  const bodies = bodyExamples(route.operation)
  const base = baseOf(route)
  const whole = schema === undefined ? [] : [{ ...base, name: 'every field', body: complete(schema, base.body) }]
  return [
    ...(bodies.length === 0 ? [base] : bodies.map(({ name, value }) => ({ ...base, name, body: value }))),
    ...whole,
    ...parametersOf(route).flatMap((parameter) => withExample(base, parameter)),
  ]
}

/** For each parameter and each field of the body, requests that break one of its rules. */
export function invalidRequests(route: Route): readonly Invalid[] {
  const base = baseOf(route)
  const surprise = {
    ...base,
    name: 'an unknown parameter',
    query: [['surprise', '1']] as const,
    in: 'query' as const,
    pointer: '/surprise',
  }
  return [surprise, ...parametersOf(route).flatMap((parameter) => brokenParameters(base, parameter)), ...brokenBodies(route, base)]
}

export function pathOf({ path }: Route, { params, query }: Pick<Sent, 'params' | 'query'>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return search.length === 0 ? filled : `${filled}?${search.join('&')}`
}

/** The first documented example with what it needs and no more. */
export function baseOf(route: Route): Sent {
  const needed = parametersOf(route).filter(({ in: place, required }) => place === 'path' || required === true)
  const [example] = bodyExamples(route.operation)
  const empty: Sent = { name: 'the least', params: {}, query: [], headers: {}, body: example?.value }
  return needed.reduce<Sent>((sent, parameter) => withValue(sent, parameter, String(exampleOf(parameter))), empty)
}

function exampleOf(parameter: Parameter & { readonly example?: unknown }): unknown {
  return parameter.example ?? sample(parameter.schema)
}

function withExample(base: Sent, parameter: Parameter): Sent[] {
  if (parameter.in === 'path') return []
  const values = [exampleOf(parameter)].flat().map(String)
  const sent = { ...base, name: `${parameter.name} as in its example` }
  if (parameter.in === 'header') return [withValue(sent, parameter, values.join(','))]
  const others = sent.query.filter(([name]) => name !== parameter.name)
  return [{ ...sent, query: [...others, ...values.map((value) => [parameter.name, value] as const)] }]
}

function withValue(sent: Sent, { name, in: place }: Parameter, value: string): Sent {
  if (place === 'path') return { ...sent, params: { ...sent.params, [name]: value } }
  if (place === 'header') return { ...sent, headers: { ...sent.headers, [name]: value } }
  return { ...sent, query: [...sent.query.filter(([other]) => other !== name), [name, value]] }
}

function brokenParameters(base: Sent, parameter: Parameter): Invalid[] {
  const { name, in: place, schema } = parameter
  const shape = shapeOf(schema)
  const isList = typesOf(shape).includes('array')
  const broken = brokenValues(isList && shape.items !== undefined ? shapeOf(shape.items) : shape)
  const single = broken
    // An empty part of a path is another path.
    .filter(({ text }) => (place !== 'header' || isSendable(text)) && (place !== 'path' || text !== ''))
    .map(({ rule, text }) => invalid(withValue(base, parameter, text), place, name, rule))
  return place === 'query' ? [...single, ...repeated(base, parameter, isList ? (shape.maxItems ?? 1) : 1)] : single
}

/** A parameter that is named more often than it may be. */
function repeated(base: Sent, parameter: Parameter, atMost: number): Invalid[] {
  const [value = ''] = [exampleOf(parameter)].flat().map(String)
  const query = Array.from({ length: atMost + 1 }, () => [parameter.name, value] as const)
  return [invalid({ ...base, query }, 'query', parameter.name, atMost === 1 ? 'repeated' : 'maxItems')]
}

function invalid(sent: Sent, place: Place, name: string, rule: string): Invalid {
  return { ...sent, name: `${name}: ${rule}`, in: place, pointer: `/${name}` }
}

function brokenValues(shape: Shape): readonly { readonly rule: string; readonly text: string }[] {
  const types = typesOf(shape)
  if (shape.enum !== undefined) return [{ rule: 'enum', text: 'not_one_of_these' }]
  if (types.includes('boolean')) return [{ rule: 'type', text: 'maybe' }]
  if (types.includes('string')) return brokenTexts(shape)
  const { minimum = 0, maximum = 0 } = shape
  const numbers = [minimum - 1, maximum >= Number.MAX_SAFE_INTEGER ? maximum + 3 : maximum + 1, 1.5]
  return [{ rule: 'type', text: 'many' }, ...numbers.map((number) => ({ rule: 'range', text: String(number) }))]
}

function brokenBodies(route: Route, base: Sent): Invalid[] {
  const schema = bodySchema(route.operation)
  // What a provider sends is kept whatever its shape.
  if (schema === undefined || operations[route.id].access === 'provider') return []
  const absent: Invalid = { ...base, name: 'no body', body: undefined, in: 'body', pointer: '' }
  const broken = variantsOf(schema, complete(schema, base.body)).map(({ rule, pointer, value }) => ({
    ...base,
    name: `${pointer === '' ? 'the body' : pointer}: ${rule}`,
    body: value,
    in: 'body' as const,
    pointer,
  }))
  return [absent, ...broken]
}
