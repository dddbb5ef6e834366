import { beforeAll, expect, test } from '@jest/globals'
import { operations, roles } from '../../generated/operations.ts'
import type { OperationFacts, Role, Scope } from '../../generated/operations.ts'
import type { Route } from '../../src/http/contract/document.ts'
import { allScopes, business } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import type { Actor, Reply } from '../support/http.ts'
import { routes } from './corpus/contract.ts'
import { faultsOf } from './corpus/replies.ts'
import { baseOf } from './corpus/requests.ts'
import type { Sent } from './corpus/requests.ts'
import { forEach, send } from './corpus/send.ts'

const factsOf = ({ id }: Route): OperationFacts => operations[id]
const scoped = routes.filter((route) => factsOf(route).scopes.length > 0)
const forPeople = routes.filter((route) => ['person', 'optional'].includes(factsOf(route).access))
const everyRole = Object.keys(roles) as Role[]

let salon: Business
let members: Readonly<Partial<Record<Role, Actor>>>

beforeAll(async () => {
  salon = await business()
  const people = await Promise.all(everyRole.map(async (role) => [role, await salon.member(role)] as const))
  members = Object.fromEntries(people)
})

test.each(scoped)('$id is for the roles that have its scopes, and answers 403 to the others', async (route) => {
  const { scopes } = factsOf(route)

  const outcomes = await forEach(everyRole, async (role) => [role, verdict(await send(route, harmless(route), members[role]))])

  const expected = everyRole.map((role) => [
    role,
    scopes.every((scope) => roles[role].some((own) => own === scope)) ? 'allowed' : 'scope_required',
  ])
  expect(outcomes).toEqual(expected)
})

test.each(scoped)('$id answers 403 to an API key that lacks one of its scopes, and takes one that has just these', async (route) => {
  const { scopes, access } = factsOf(route)
  const lacking = scopes.map((missing) => allScopes.filter((scope) => scope !== missing))
  const keys = await Promise.all([...lacking, scopes].map((granted: readonly Scope[]) => salon.key(granted)))

  const outcomes = await forEach(keys, async (key) => verdict(await send(route, harmless(route), key)))

  const refusals = lacking.map(() => (access === 'person' ? 'person_required' : 'scope_required'))
  expect(outcomes).toEqual([...refusals, access === 'person' ? 'person_required' : 'allowed'])
})

test.each(forPeople)('$id is for people: an API key with every scope gets 403', async (route) => {
  const key = await salon.key()

  expect(verdict(await send(route, harmless(route), key))).toBe('person_required')
})

test('a member of one business is nobody in another, whatever the role', async () => {
  const elsewhere = await business()
  const inHeader = scoped.filter((route) => factsOf(route).business === 'header')

  const codes = await forEach(inHeader, async (route) => {
    const reply = await send(route, { ...harmless(route), headers: { 'X-Business-Id': elsewhere.id } }, members.owner)
    return codeOf(reply)
  })

  expect(new Set(codes)).toEqual(new Set(['not_found']))
})

/** A request that is refused for its shape as soon as the caller may make it, so that asking changes nothing. */
function harmless(route: Route): Sent {
  const base = baseOf(route)
  const params = factsOf(route).business === 'path' ? { ...base.params, business_id: salon.id } : base.params
  return { ...base, params, query: [...base.query, ['surprise', '1']] }
}

function verdict(reply: Reply): string {
  const faults = faultsOf(reply)
  if (faults.length > 0) return faults.join(', ')
  if (reply.status === 400) return 'allowed'
  return reply.status === 403 ? codeOf(reply) : `${reply.status} ${codeOf(reply)}`
}

const codeOf = (reply: Reply): string => (reply.body as { code: string }).code
