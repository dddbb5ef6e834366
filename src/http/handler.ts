import type { operations } from '../../generated/api.ts'
import type { operations as manifest, OperationId } from '../../generated/operations.ts'
import type { Read, Tx } from '../db/database.ts'
import type { Problem } from '../problems.ts'
import type { BusinessContext, Caller, PersonCaller } from './caller.ts'
import type { RawBody } from './read-body.ts'
import type { Services } from './services.ts'

type Manifest = typeof manifest
type Known<T> = { [K in keyof T as string extends K ? never : K]: T[K] }
// Adds nothing, and demands nothing.
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- the empty object type is what is meant
type None = Record<never, never>
type Slot<I extends OperationId, K extends 'path' | 'query'> = operations[I]['parameters'] extends { readonly [P in K]?: infer V }
  ? [NonNullable<V>] extends [never]
    ? None
    : NonNullable<V>
  : None
// What a provider sends is handed on as its bytes: they are what was signed, and nobody's contract but the provider's says what stands in them.
type Body<I extends OperationId> = Manifest[I]['access'] extends 'provider' ? RawBody : JsonBody<I>
type JsonBody<I extends OperationId> = operations[I] extends { readonly requestBody: { readonly content: infer C } }
  ? C[keyof C]
  : undefined
type Responses<I extends OperationId> = operations[I]['responses']
// Those that every reply gets at the edge are not the handler's to give.
type Edge = 'X-Request-Id' | 'RateLimit' | 'RateLimit-Policy' | 'Idempotent-Replayed'
type HeadersOf<R> = R extends { headers: infer H } ? Omit<Known<H>, Edge> : None
type WithHeaders<R> = None extends HeadersOf<R> ? { readonly headers?: HeadersOf<R> } : { readonly headers: HeadersOf<R> }
type ReplyFor<R, S> = R extends { content: infer C }
  ? { [M in keyof C]: { readonly status: S; readonly body: C[M] } & WithHeaders<R> }[keyof C]
  : { readonly status: S; readonly body?: undefined } & WithHeaders<R>

/** What an operation may answer, from the contract: status, body and headers go together. */
export type Reply<I extends OperationId> = {
  [S in Extract<keyof Responses<I>, number>]: ReplyFor<Responses<I>[S], S>
}[Extract<keyof Responses<I>, number>]

// GET asks, and so does what waits for somebody else's server; everything else changes. The type says which door there is.
type DoorOf<I extends OperationId> = Manifest[I]['door'] extends 'read' ? { readonly read: Read } : { readonly tx: Tx }
type CallerOf<I extends OperationId> = Manifest[I]['access'] extends 'public' | 'provider'
  ? None
  : Manifest[I]['access'] extends 'optional'
    ? { readonly caller: PersonCaller | undefined }
    : Manifest[I]['access'] extends 'person'
      ? { readonly caller: PersonCaller }
      : { readonly caller: Caller }
// Who asks about themselves need not have chosen one of several businesses: that is what they ask for.
type BusinessOf<I extends OperationId> = I extends 'getMe'
  ? { readonly business: BusinessContext | undefined }
  : Manifest[I]['business'] extends 'none'
    ? None
    : { readonly business: BusinessContext }

/** What a handler knows beside the request's own parts. */
export interface BaseContext {
  readonly services: Services
  readonly requestId: string
  readonly ipAddress: string
  readonly userAgent: string | null
  /** The `If-Match` header as it came; `requireVersion` judges it. */
  readonly ifMatch: string | undefined
  readonly header: (name: string) => string | undefined
  /** The path and the query as they came. */
  readonly url: string
}
export type Context<I extends OperationId> = BaseContext & DoorOf<I> & CallerOf<I> & BusinessOf<I>

export interface Call<I extends OperationId> {
  readonly params: Slot<I, 'path'>
  readonly query: Slot<I, 'query'>
  readonly body: Body<I>
  readonly ctx: Context<I>
}

/** Answers one operation. A Problem that it throws undoes the transaction, one that it returns lets it stand. */
export type Handler<I extends OperationId> = (call: Call<I>) => Promise<Reply<I> | Problem>
export type Handlers = { readonly [I in OperationId]: Handler<I> }
/** A resource's handlers. An operation that the contract does not know, or a reply that it does not promise, does not compile. */
export const part = <K extends OperationId>(handlers: { readonly [I in K]: Handler<I> }): typeof handlers => handlers
