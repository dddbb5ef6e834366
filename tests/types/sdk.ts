import type { ClientFlow, ListPath, Schemas } from '@clientflow/sdk'
import { eventPages, paginate } from '@clientflow/sdk'
import type { operations, OperationId } from '../../generated/operations.ts'
import type { PathWith } from '../../sdk/typescript/src/calls.ts'

// What the client promises at compile time. Never run: `tsc` is the test.

declare const client: ClientFlow

export async function whatCompiles(): Promise<void> {
  const { data, error } = await client.GET('/v1/customers/{customer_id}', { params: { path: { customer_id: 'x' } } })
  // Either the data or the problem, and its arrays and null fields are what they are.
  const tags: readonly string[] | undefined = data?.tags.filter((tag) => tag !== 'vip')
  const code: Schemas['Problem']['code'] | undefined = error?.code
  const deleted = await client.DELETE('/v1/customers/{customer_id}', { params: { path: { customer_id: 'x' } } })
  deleted.data satisfies undefined
  for await (const { data } of eventPages(client)) for (const { causation } of data) causation satisfies null
  for await (const note of paginate(client, '/v1/customers/{customer_id}/notes', { path: { customer_id: 'x' } })) note.body satisfies string
  const list: ListPath = '/v1/team-members'
  console.log(tags, code, list)
}

export async function whatDoesNot(): Promise<void> {
  // @ts-expect-error -- no such path
  await client.GET('/v1/customer')
  // @ts-expect-error -- the path has no such method
  await client.DELETE('/v1/customers')
  // @ts-expect-error -- the id is missing
  await client.GET('/v1/customers/{customer_id}')
  // @ts-expect-error -- the body is missing
  await client.POST('/v1/customers')
  // @ts-expect-error -- no such field
  await client.POST('/v1/customers', { body: { firstname: 'Ada' } })
  // @ts-expect-error -- no such query parameter
  await client.GET('/v1/customers', { params: { query: { page: 2 } } })
  // @ts-expect-error -- the feed has positions and no cursors
  paginate(client, '/v1/events')
  // @ts-expect-error -- the notes of which customer?
  paginate(client, '/v1/customers/{customer_id}/notes')
}

type Routes = typeof operations
/** The operations that the client cannot call. */
type Unknown = {
  [I in OperationId]: Routes[I]['access'] extends 'provider' ? never : Routes[I]['path'] extends PathWith<Routes[I]['method']> ? never : I
}[OperationId]

// The client knows every operation of the contract that is not a provider's.
true satisfies [Unknown] extends [never] ? true : Unknown
