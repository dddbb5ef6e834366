import { expect, test } from '@jest/globals'
import { createResponseChecks } from '../../src/http/contract/response-check.ts'
import { prepare } from './corpus/accounts.ts'
import { makeCast, withIds } from './corpus/cast.ts'
import type { Cast } from './corpus/cast.ts'
import { document, documentedReplies, routes } from './corpus/contract.ts'
import { faultsOf } from './corpus/replies.ts'
import { validRequests } from './corpus/requests.ts'
import { forEach, send } from './corpus/send.ts'

const checks = createResponseChecks(document)

// Requests that are right and whose answer is no success all the same, by parameter or operation.
interface Otherwise {
  /** Any, where it is left out. */
  readonly request?: string
  readonly operations?: readonly string[]
  readonly status: number
  readonly because: string
}
const otherwise: readonly Otherwise[] = [
  {
    request: 'every field',
    operations: ['createIntegration', 'updateIntegration', 'rotateIntegrationSecret'],
    status: 409,
    because: 'each provider has fields of its own, and refuses those of the others',
  },
  {
    request: 'every field',
    operations: ['createChannel', 'updateChannel'],
    status: 409,
    because: 'what happens to a call is said for channels that carry calls only',
  },
  { request: 'cursor as in its example', status: 404, because: 'a cursor is bound to its list, so a made-up one belongs to none' },
  { operations: ['streamCallRecording'], status: 404, because: 'a link is sealed, so a made-up one leads nowhere' },
]

// What reads leaves everything as it was, so one cast does for all of it.
let readers: Promise<Cast> | undefined

test.each(routes)('$id takes each documented request, and each parameter as in its example', async (route) => {
  const requests = validRequests(route)

  const wrong = await forEach(
    requests,
    async (request) => {
      const cast = await (route.method === 'get' ? (readers ??= makeCast()) : makeCast())
      const { fields, caller = cast.owner } = await prepare(route.id, request.name, cast)
      const reply = await send(route, withIds(request, { ...cast.ids, ...fields }), caller ?? undefined)
      const expected = otherwise.find(
        (each) => (each.request ?? request.name) === request.name && (each.operations ?? [route.id]).includes(route.id),
      )?.status
      const right = expected === undefined ? reply.status < 300 : reply.status === expected
      return right && faultsOf(reply).length === 0 ? [] : [`${request.name}: ${reply.status} ${reply.text} ${faultsOf(reply).join(', ')}`]
    },
    4,
  )

  expect(wrong.flat()).toEqual([])
})

test.each(routes)('$id answers what its examples show', (route) => {
  const check = checks.compile(route)

  const faults = documentedReplies(route).flatMap(({ status, examples }) =>
    examples.map(({ name, value }) => [name, check({ status, headers: allHeaders, body: value })]),
  )

  expect(faults.filter(([, fault]) => fault !== undefined)).toEqual([])
  expect(faults.length).toBeGreaterThan(0)
})

// The examples are of bodies.
const allHeaders = new Proxy<Record<string, string>>({}, { get: () => '1' })
