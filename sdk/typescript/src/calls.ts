import type { Middleware } from 'openapi-fetch'
import type { Paths, Problem } from './contract.ts'

// openapi-fetch makes these calls. Its own types lose readonly arrays and fields that are always null, so the calls have types of ours.

/** Calls by the path of the contract, each with the parameters, the body and the replies that the contract gives it. */
export interface ClientFlow {
  readonly GET: Call<'get'>
  readonly POST: Call<'post'>
  readonly PUT: Call<'put'>
  readonly PATCH: Call<'patch'>
  readonly DELETE: Call<'delete'>
  /** Steps of your own around every call, such as a log line. */
  readonly use: (...middleware: Middleware[]) => void
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Call<M extends Method> = <P extends PathWith<M>>(
  path: P,
  ...init: Arguments<Init<Operation<P, M>>>
) => Promise<Result<Operation<P, M>>>

export type PathWith<M extends Method> = {
  [P in keyof Paths]: Paths[P] extends Readonly<Record<M, { readonly responses: unknown }>> ? P : never
}[keyof Paths]
export type Operation<P extends keyof Paths, M extends Method> = Paths[P][M]

// Where every part is optional, so is the whole.
export type Arguments<T> = Partial<T> extends T ? [init?: T] : [init: T]
type Init<O> = ParametersOf<O> & BodyOf<O> & Pick<RequestInit, 'signal' | 'headers' | 'cache' | 'keepalive'>
type ParametersOf<O> = O extends { readonly parameters: infer T } ? (Partial<T> extends T ? { params?: T } : { params: T }) : unknown
type BodyOf<O> = O extends { readonly requestBody: { readonly content: Json<infer T> } } ? { body: T } : { body?: undefined }

/** Either `data` or `error`; `response` has the status and the headers. */
export type Result<O> =
  { data: Success<O>; error?: undefined; response: Response } | { data?: undefined; error: Problem; response: Response }
type Success<O> = O extends { readonly responses: infer R } ? Body<R[keyof R & (200 | 201 | 202 | 204)]> : never
type Body<R> = R extends { readonly content: Json<infer T> } ? T : R extends { readonly content: Calendar<infer T> } ? T : undefined
type Json<T> = { readonly 'application/json': T }
type Calendar<T> = { readonly 'text/calendar': T }

/** What a call to GET of this path answers. */
export type ReplyOf<P extends keyof Paths> = Success<Operation<P, 'get'>>
