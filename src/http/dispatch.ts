import type { OperationId, operations as manifestOf } from '../../generated/operations.ts'
import { operations } from '../../generated/operations.ts'
import { forgetChanges, writeChanges } from '../db/changes.ts'
import type { Scope, Tx } from '../db/database.ts'
import { reading, withTransaction } from '../db/database.ts'
import { Problem } from '../problems.ts'
import type { BusinessContext, Caller } from './caller.ts'
import type { CheckedRequest } from './contract/request-check.ts'
import type { RawReply } from './contract/response-check.ts'
import type { Route } from './contract/document.ts'
import { mediaTypeFor } from './contract/media-type.ts'
import { textOf } from './constant-body.ts'
import { answerOnce } from './answer-once.ts'
import { claim, fingerprintOf, idempotencyKeyOf, keep, replay } from './idempotency.ts'
import type { IdempotencyScope, StoredReply } from './idempotency.ts'
import { problemReply } from './problem-reply.ts'
import type { BaseContext } from './handler.ts'
import { pageHeaders } from './page-layout.ts'
import type { Services } from './services.ts'
import { StreamBody } from './stream-body.ts'
import { explainStanding } from './standing.ts'

/** A reply as it will be sent, apart from the headers that every reply gets. */
export type SendableReply = StoredReply & { readonly stream?: StreamBody }

export interface Admitted {
  readonly route: Route
  readonly path: string
  readonly request: CheckedRequest
  readonly caller: Caller | undefined
  readonly business: BusinessContext | undefined
  readonly context: BaseContext
  readonly idempotencyHeader: string | undefined
}
/** Any handler, its types erased: the contract's checks stand before and behind it. */
export type AnyHandler = (call: { params: unknown; query: unknown; body: unknown; ctx: unknown }) => Promise<RawReply | Problem>
export type Dispatch = (admitted: Admitted) => Promise<SendableReply>

type Operation = (typeof manifestOf)[OperationId]

/**
 * Calls the handler that the operation's id names: one that asks gets a door for reading, one that changes runs in one transaction together with its
 * idempotency key, its events and its audit entries. The reply is judged before anything is committed.
 */
export function createDispatch(services: Services, handlers: Readonly<Record<OperationId, AnyHandler>>): Dispatch {
  const seal = (admitted: Admitted, reply: RawReply | Problem): SendableReply => finish(services, admitted, reply)
  return async (admitted) => {
    const { route, request, caller, business, context } = admitted
    const operation: Operation = operations[route.id]
    const scope = scopeOf(business, caller)
    const call = (door: object): Promise<RawReply | Problem> =>
      handlers[route.id]({ ...request, ctx: { ...context, ...door, caller, business } })
    const idempotency = operation.idempotent ? idempotencyScope(admitted) : undefined
    if (operation.door === 'read') {
      const answer = async (): Promise<SendableReply> => seal(admitted, await call({ read: reading(services.db, scope) }))
      return idempotency === undefined ? answer() : answerOnce(services, scope, idempotency, answer).catch(explainStanding)
    }

    const origin = originOf(admitted, idempotency)
    let reply: SendableReply | undefined
    let replayed = false
    return withTransaction(
      services.db,
      scope,
      async (tx) => {
        const stored = idempotency === undefined ? undefined : await claim(tx, services.cipher, idempotency)
        replayed = stored !== undefined
        if (stored !== undefined) return replay(stored)
        reply = seal(admitted, await (idempotency === undefined ? call({ tx }) : callKeeping(tx, call)))
        return reply
      },
      (tx) => {
        const changes = writeChanges(tx, origin)
        if (idempotency === undefined || replayed || reply === undefined) return changes
        // The handler may have ended in another scope, such as the business that it created.
        return Promise.all([changes, tx.become(scope), keep(tx, services.cipher, idempotency, reply)])
      },
    ).catch(explainStanding)
  }
}

// With a key, a refusal is an answer too: what the handler did is undone, and the refusal is kept.
async function callKeeping(tx: Tx, call: (door: object) => Promise<RawReply | Problem>): Promise<RawReply | Problem> {
  try {
    return await tx.attempt(() => call({ tx }))
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.status === 401 || error.status === 403 || error.status === 429)
      throw error
    forgetChanges(tx)
    return error
  }
}

function scopeOf(business: BusinessContext | undefined, caller: Caller | undefined): Scope {
  if (business !== undefined) return { business: business.id }
  return caller?.kind === 'person' ? { person: caller.personId } : { nobody: true }
}

function idempotencyScope({ route, path, request, caller, business, idempotencyHeader }: Admitted): IdempotencyScope | undefined {
  if (idempotencyHeader === undefined || caller === undefined) return undefined
  const principal = caller.kind === 'person' ? caller.personId : caller.keyId
  return {
    owner: business === undefined ? { person: principal } : { business: business.id, principal },
    operation: route.id,
    key: idempotencyKeyOf(idempotencyHeader),
    fingerprint: fingerprintOf(path, request.body),
  }
}

function originOf({ business, caller, context }: Admitted, idempotency: IdempotencyScope | undefined): Parameters<typeof writeChanges>[1] {
  const actor =
    business?.actor ??
    (caller?.kind === 'person' ? { type: 'person' as const, id: caller.personId } : { type: 'system' as const, id: null })
  return { actor, request: { id: context.requestId, idempotency_key: idempotency?.key ?? null }, ipAddress: context.ipAddress }
}

function finish(services: Services, { route, path, context }: Admitted, outcome: RawReply | Problem): SendableReply {
  const reply = outcome instanceof Problem ? problemReply(outcome, services.publicUrl(), path, context.requestId) : outcome
  const headers = reply.headers ?? {}
  const violation = services.contract.responseCheck(route)({ status: reply.status, headers, body: reply.body })
  if (violation !== undefined) {
    services.log.error({ operation: route.id, status: reply.status, violation, requestId: context.requestId }, 'Reply breaks the contract')
    if (failsOnViolation(services)) throw new Error(`The reply of ${route.id} breaks the contract: ${violation}`)
  }
  if (reply.body === undefined) return { status: reply.status, headers, text: undefined }
  if (reply.body instanceof StreamBody) return streamed(route, reply, reply.body)
  if (outcome instanceof Problem)
    return { status: reply.status, headers: { 'Content-Type': 'application/problem+json', ...headers }, text: textOf(reply.body) }
  const type = mediaTypeFor(typesOf(route, reply.status), reply.body) ?? 'application/json'
  const text = typeof reply.body === 'string' && type !== 'application/json' ? reply.body : textOf(reply.body)
  const page = type === 'text/html' ? pageHeaders : {}
  return { status: reply.status, headers: { 'Content-Type': `${type}; charset=utf-8`, ...page, ...headers }, text }
}

function typesOf({ operation }: Route, status: number): string[] {
  return Object.keys(operation.responses[String(status)]?.content ?? {})
}

function streamed(route: Route, { status, headers = {} }: RawReply, stream: StreamBody): SendableReply {
  const [type = 'application/octet-stream'] = typesOf(route, status)
  const length: Record<string, string> = stream.length === undefined ? {} : { 'Content-Length': stream.length }
  return { status, headers: { 'Content-Type': type, ...length, ...headers }, text: undefined, stream }
}

function failsOnViolation({ config }: Services): boolean {
  return (config.RESPONSE_VIOLATIONS ?? (config.NODE_ENV === 'production' ? 'log' : 'fail')) === 'fail'
}
