import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from '@jest/globals'
import type { Route, Schema } from '../../src/http/contract/document.ts'
import { operations } from '../../generated/operations.ts'
import { rows } from '../support/api.ts'
import type { Reply } from '../support/http.ts'
import { makeCast, withIds } from './corpus/cast.ts'
import type { Cast } from './corpus/cast.ts'
import { bodySchema, parametersOf, routes, shapeOf } from './corpus/contract.ts'
import { faultsOf } from './corpus/replies.ts'
import { baseOf } from './corpus/requests.ts'
import type { Sent } from './corpus/requests.ts'
import { complete } from './corpus/samples.ts'
import { send } from './corpus/send.ts'

// One business asks for what belongs to another. Each time the answer must be the one that an id which nobody has gets.

let ours: Cast
let theirs: Cast

beforeAll(async () => {
  ours = await makeCast()
  theirs = await makeCast()
})

const withPlaces = routes.map((route) => ({ id: route.id, route, places: placesOf(route) })).filter(({ places }) => places.length > 0)

test.each(withPlaces)('$id answers for the id of another business as for one that nobody has', async ({ route, places }) => {
  const before = await everythingOf(theirs)

  for (const names of [...places.map((name) => [name]), places]) {
    const foreign = await ask(route, names, (name) => theirs.ids[name])
    const unknown = await ask(route, names, () => randomUUID())

    expect([names, seen(foreign)]).toEqual([names, seen(unknown)])
    expect(foreign.status).toBe(expectedStatus(route, names))
    expect(faultsOf(foreign)).toEqual([])
  }
  expect(await everythingOf(theirs)).toEqual(before)
})

test('every place that takes an id is known here', () => {
  const names = new Set(withPlaces.flatMap(({ places }) => places))

  expect([...names].filter((name) => theirs.ids[name] === undefined)).toEqual([])
  expect(names).toContain('customer_id')
})

/** A filter that fits nothing leaves an empty list; everything else is not there, and to a provider not proved. */
function expectedStatus(route: Route, names: readonly string[]): number {
  const filters = names.every((name) => isFilter(route, name))
  if (operations[route.id].access === 'provider') return filters ? 204 : unprovedStatus(route)
  return filters ? 200 : 404
}

/** What answers a lack of proof: 403, or 404 to a provider that stops at it. */
function unprovedStatus({ operation }: Route): number {
  return '404' in operation.responses ? 404 : 403
}

function ask(route: Route, names: readonly string[], idFor: (name: string) => string | undefined): Promise<Reply> {
  const other = Object.fromEntries(names.map((name) => [name, idFor(name) ?? '']))
  const sent = withIds(asking(route, names), { ...ours.ids, ...other })
  return send(route, sent, { ...ours.owner, prove: ours.twilio.prove })
}

/** The least request that names these places. */
function asking(route: Route, names: readonly string[]): Sent {
  const base = baseOf(route)
  const named = parametersOf(route).filter(({ name }) => names.includes(name))
  const schema = bodySchema(route.operation)
  const headers = Object.fromEntries(named.filter((each) => each.in === 'header').map(({ name }) => [name, '']))
  const asked = new Set(base.query.map(([name]) => name))
  const query = named.filter((each) => each.in === 'query' && !asked.has(each.name)).map(({ name }) => [name, ''] as const)
  const fields = schema === undefined ? undefined : (complete(schema, base.body) as object)
  const wanted = Object.entries(fields ?? {}).filter((field) => namesAny(field, names))
  const body = schema === undefined ? undefined : { ...(base.body as object), ...Object.fromEntries(wanted) }
  return { ...base, headers, query: [...base.query, ...query], body }
}

/** Whether a field is one of these, or holds one of them. */
function namesAny([name, value]: readonly [string, unknown], names: readonly string[]): boolean {
  if (names.includes(name)) return true
  return typeof value === 'object' && value !== null && Object.entries(value).some((field) => namesAny(field, names))
}

/** The parameters and fields that take an id. */
function placesOf(route: Route): string[] {
  const isId = (schema: Schema): boolean => shapeOf(schema).format === 'uuid'
  const parameters = parametersOf(route).filter(({ schema }) => isId(schema))
  return [...new Set([...parameters.map(({ name }) => name), ...idFields(bodySchema(route.operation))])]

  function idFields(schema: Schema | undefined): string[] {
    if (schema === undefined) return []
    const { properties = {}, items } = shapeOf(schema)
    const own = Object.entries(properties).flatMap(([name, property]) => (isId(property) ? [name] : idFields(property)))
    return [...own, ...idFields(items)]
  }
}

/** Where a question cannot do without an id in its query, those say what it is about; elsewhere they narrow a list. */
function isFilter(route: Route, wanted: string): boolean {
  const inQuery = parametersOf(route).filter((each) => each.in === 'query')
  const isAbout = inQuery.some(({ required = false, schema }) => required && shapeOf(schema).format === 'uuid')
  return !isAbout && inQuery.some(({ name }) => name === wanted)
}

/** What the caller can tell from a reply. */
function seen({ status, headers, body }: Reply): object {
  const told = body as Record<string, unknown>
  // Whether the connection stays open is between the client and the server's socket.
  const names = [...headers.keys()].filter((name) => name !== 'keep-alive' && name !== 'connection')
  return { status, headers: names.sort(), body: { ...told, request_id: undefined, instance: undefined } }
}

/** All that is stored for a business and its people, as one text for each table. */
async function everythingOf({ salon }: Cast): Promise<object> {
  const tables = await rows<{ name: string; key: string }>(
    `select quote_ident(table_name) as name, column_name as key from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE' and column_name in ('business_id', 'person_id') order by 1, 2`,
  )
  const people = `select person_id from team_members where business_id = $1`
  const contents = await Promise.all(
    tables.map(({ name, key }) =>
      rows<{ content: string }>(
        `select coalesce(string_agg(t::text, '\n' order by t::text), '') as content from ${name} t where ${key} in (${key === 'business_id' ? '$1' : people})`,
        [salon.id],
      ),
    ),
  )
  return Object.fromEntries(tables.map(({ name, key }, index) => [`${name} by ${key}`, contents[index]?.[0]?.content]))
}
