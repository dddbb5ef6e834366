import { beforeAll, expect, test } from '@jest/globals'
import type { Route, Schema } from '../../src/http/contract/document.ts'
import { business, rows, server } from '../support/api.ts'
import { makeCast, withIds } from '../contract/corpus/cast.ts'
import type { Cast } from '../contract/corpus/cast.ts'
import { bodySchema, parametersOf, routes, shapeOf, typesOf } from '../contract/corpus/contract.ts'
import { faultsOf } from '../contract/corpus/replies.ts'
import { baseOf } from '../contract/corpus/requests.ts'
import type { Sent } from '../contract/corpus/requests.ts'
import { complete } from '../contract/corpus/samples.ts'
import { forEach, send } from '../contract/corpus/send.ts'

// Text that means something to SQL, to JSON databases, to shells, templates, browsers and LIKE.
const texts = [
  "'; drop table customers; --",
  "' or 1=1 --",
  '") or ("1"="1',
  '{"$gt":""}',
  '$(id) `id` ${7*7} {{7*7}}',
  '<script>alert(1)</script>',
  '%_\\',
  '../../etc/passwd',
  '\r\nSet-Cookie: a=b',
]

let cast: Cast
let bystander: Cast

beforeAll(async () => {
  cast = await makeCast()
  bystander = await makeCast()
})

test.each(routes)('$id takes such text as what it is, or refuses it', async (route) => {
  const requests = injected(route)

  const wrong = await forEach(requests, async (request) => {
    const reply = await send(route, withIds(request, cast.ids), { ...cast.owner, prove: cast.twilio.prove })
    const documented = reply.status < 500 && route.operation.responses[String(reply.status)] !== undefined
    return documented && faultsOf(reply).length === 0 ? [] : [`${request.name}: ${reply.status} ${reply.text}`]
  })

  expect(wrong.flat()).toEqual([])
})

test('nothing else was touched', async () => {
  const { owner, ids } = bystander

  expect((await owner.get(`/v1/customers/${ids.customer_id ?? ''}`)).status).toBe(200)
  expect((await rows('select from pg_tables where schemaname = $1', ['public'])).length).toBeGreaterThan(20)
})

test('what is taken comes back letter by letter', async () => {
  const { owner } = await business()
  const names = texts.filter((text) => !text.includes('\n'))

  const customers = await forEach(names, async (first_name) => {
    const created = await owner.post('/v1/customers', { first_name, external_id: String(names.indexOf(first_name)) })
    return (await owner.get(created.headers.get('location') ?? '')).body as { first_name: string }
  })
  const found = (await owner.get(`/v1/customers?q=${encodeURIComponent('%_\\')}`)).body as { data: { first_name: string }[] }

  expect(customers.map(({ first_name }) => first_name)).toEqual(names)
  expect(found.data.map(({ first_name }) => first_name).filter((name) => !name.includes('%_\\'))).toEqual([])
})

test('of two fields with one name the last counts', async () => {
  const { owner } = await business()
  const body = '{"external_id":"twice","first_name":"Ada","first_name":"Grace"}'

  const response = await fetch(`${server.url}/v1/customers`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' },
  })

  expect(await response.json()).toMatchObject({ first_name: 'Grace' })
})

/** The least request with each of the texts in each place that takes text. */
function injected(route: Route): Sent[] {
  const base = baseOf(route)
  const schema = bodySchema(route.operation)
  const inParameters = parametersOf(route)
    .filter((each) => each.in !== 'header' && takesText(each.schema))
    .flatMap(({ name, in: place }) =>
      texts.map((text): Sent => {
        const named = { ...base, name: `${name}: ${text}` }
        return place === 'path'
          ? { ...named, params: { ...base.params, [name]: text } }
          : { ...named, query: [...base.query.filter(([other]) => other !== name), [name, text]] }
      }),
    )
  const whole = schema === undefined ? undefined : complete(schema, base.body)
  const inBody =
    schema === undefined
      ? []
      : texts.flatMap((text) => replaced(schema, whole, text).map(([at, body]) => ({ ...base, name: `${at}: ${text}`, body })))
  return [...inParameters, ...inBody]
}

function takesText(schema: Schema): boolean {
  const shape = shapeOf(schema)
  return (typesOf(shape).includes('string') && shape.enum === undefined) || (shape.items !== undefined && takesText(shape.items))
}

/** The value with the text in one of its places, for each of them. */
function replaced(schema: Schema, value: unknown, text: string): [string, unknown][] {
  if (typeof value === 'string') return takesText(schema) ? [['', text]] : []
  const { properties = {}, items } = shapeOf(schema)
  if (Array.isArray(value))
    return items === undefined || value.length === 0 ? [] : replaced(items, value[0], text).map(([at, item]) => [`/0${at}`, [item]])
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, part]) =>
    replaced(properties[name] ?? {}, part, text).map(([at, inner]): [string, unknown] => [`/${name}${at}`, { ...value, [name]: inner }]),
  )
}
