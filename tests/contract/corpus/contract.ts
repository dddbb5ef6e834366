import { follow, readDocument, routesOf } from '../../../src/http/contract/document.ts'
import type { Operation, Parameter, Route, Schema } from '../../../src/http/contract/document.ts'

export const { document } = readDocument()

/** Every operation, sorted by its id. A test that walks these cannot miss a new one. */
export const routes: readonly Route[] = routesOf(document).sort((one, other) => (one.id < other.id ? -1 : 1))

/** The keywords that the contract uses, as JSON Schema means them. */
export interface Shape {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
  readonly minProperties?: number
  readonly oneOf?: readonly Schema[]
  readonly examples?: readonly unknown[]
}
interface Media {
  readonly schema: Schema
  readonly examples?: Readonly<Record<string, unknown>>
}
export interface Example {
  readonly name: string
  readonly value: unknown
}

/** A schema with its reference followed. */
export function shapeOf(schema: Schema): Shape {
  return follow(document, schema) as Shape
}

export function typesOf({ type }: Shape): readonly string[] {
  return type === undefined ? [] : typeof type === 'string' ? [type] : type
}

export function parametersOf({ operation }: Route): readonly (Parameter & { readonly example?: unknown })[] {
  return operation.parameters
}

/** The schema of the request's body; undefined where the operation takes none. */
export function bodySchema({ requestBody }: Operation): Schema | undefined {
  return mediaOf(requestBody?.content)?.schema
}

export function bodyExamples({ requestBody }: Operation): readonly Example[] {
  return examplesOf(mediaOf(requestBody?.content))
}

/** There is one, and it is JSON or the form of a provider. */
function mediaOf(content: Readonly<Record<string, Media>> | undefined): Media | undefined {
  return Object.values(content ?? {})[0]
}

export interface DocumentedReply {
  readonly status: number
  readonly type: string
  readonly schema: Schema
  readonly examples: readonly Example[]
}

/** The replies of an operation that have a body, with their examples. */
export function documentedReplies({ operation }: Route): readonly DocumentedReply[] {
  return Object.entries(operation.responses).flatMap(([status, { content }]) =>
    Object.entries(content ?? {}).map(([type, media]) => ({
      status: Number(status),
      type,
      schema: media.schema,
      examples: examplesOf(media),
    })),
  )
}

function examplesOf(media: Media | undefined): Example[] {
  return Object.entries(media?.examples ?? {}).map(([name, example]) => ({
    name,
    value: (follow(document, example) as { readonly value: unknown }).value,
  }))
}
