import { expect, test } from '@jest/globals'
import { eventTypes } from '../../generated/operations.ts'
import { createResponseChecks } from '../../src/http/contract/response-check.ts'
import type { Schema } from '../../src/http/contract/document.ts'
import { errorCatalogue } from '../../src/error-catalogue.ts'
import { anonymous, server } from '../support/api.ts'
import { document, documentedReplies, routes, shapeOf } from './corpus/contract.ts'
import { complete, sample } from './corpus/samples.ts'
import { variantsOf } from './corpus/variants.ts'

interface Webhook {
  readonly post: { readonly requestBody: { readonly content: { readonly 'application/json': { readonly schema: Schema } } } }
}
const webhooks = document.webhooks as Readonly<Record<string, Webhook>>
const wordsOf = (schema: string): unknown[] => [...(shapeOf({ $ref: `#/components/schemas/${schema}` }).enum ?? [])].sort()
const { compile } = createResponseChecks(document)

test('every error code is explained, by the API and on the page that its problems lead to', async () => {
  const entries = await dataOf<{ code: string; url: string }>('/v1/meta/error-codes')
  const page = await (await fetch(`${server.url}/docs/errors`)).text()

  expect(Object.keys(errorCatalogue).sort()).toEqual(wordsOf('ErrorCode'))
  expect(entries.map(({ code }) => code).sort()).toEqual(wordsOf('ErrorCode'))
  expect(entries.map(({ url }) => url)).toEqual(entries.map(({ code }) => `${server.url}/docs/errors#${code}`))
  expect(entries.filter(({ code }) => !page.includes(`id="${code}"`))).toEqual([])
})

test('the status of every error code is documented where it can happen', () => {
  const documented = new Set(routes.flatMap((route) => documentedReplies(route).map(({ status }) => status)))
  const others = Object.entries(errorCatalogue).filter(([, { status }]) => !documented.has(status))

  // These are said before there is an operation.
  expect(others.map(([code]) => code).sort()).toEqual(['headers_too_large', 'method_not_allowed', 'request_timeout'])
})

test('every type of event has its webhook, its entry in the catalogue and its branch of Event', async () => {
  const entries = await dataOf<{ type: string }>('/v1/meta/event-types')
  const branches = (shapeOf({ $ref: '#/components/schemas/Event' }).oneOf ?? []).map(typeOfEvent)

  expect(Object.keys(webhooks).sort()).toEqual(wordsOf('EventType'))
  expect(Object.keys(eventTypes).sort()).toEqual(wordsOf('EventType'))
  expect(entries.map(({ type }) => type).sort()).toEqual(wordsOf('EventType'))
  expect(branches.sort()).toEqual(wordsOf('EventType'))
})

test.each(Object.entries(webhooks))('%s takes its sample and nothing else', (type, webhook) => {
  const { schema } = webhook.post.requestBody.content['application/json']
  const check = bodyCheck(schema)
  const whole = complete(schema, eventTypes[type as keyof typeof eventTypes].sample)

  const accepted = variantsOf(schema, whole).filter(({ rule, value }) => rule !== 'format' && check(value) === undefined)

  expect(check(whole)).toBeUndefined()
  expect(typeOfEvent(schema)).toBe(type)
  expect(accepted.map(({ rule, pointer }) => `${pointer}: ${rule}`)).toEqual([])
})

async function dataOf<T>(path: string): Promise<T[]> {
  const reply = await anonymous('GET', path)
  return (reply.body as { data: T[] }).data
}

function typeOfEvent(schema: Schema): unknown {
  return sample(shapeOf(schema).properties?.type ?? {})
}

function bodyCheck(schema: Schema): (body: unknown) => string | undefined {
  const [route] = routes
  if (route === undefined) throw new Error('The contract has no operation.')
  const responses = { '200': { content: { 'application/json': { schema } } } }
  const check = compile({ ...route, operation: { ...route.operation, responses } })
  return (body) => check({ status: 200, headers: {}, body })
}
