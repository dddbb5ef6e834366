/** A small contract without a fault, in which the lint tests plant one at a time. */
export function soundDocument() {
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1.0.0', license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' } },
    servers: [{ url: '/' }],
    tags: [{ name: 'Things', description: 'Things.' }],
    'x-roles': { viewer: ['things:read'], staff: ['things:write'] },
    paths: {
      '/v1/things': { get: listThings(), post: createThing() },
      '/v1/things/{thing_id}': { parameters: [thingId()], get: getThing() },
    },
    components: { schemas: schemas(), securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer' } } },
  }
}

const replies = { '400': {}, '414': {}, '429': { 'Retry-After': 'integer' }, '500': {}, '503': { 'Retry-After': 'integer' } }
const secured = { '401': { 'WWW-Authenticate': 'text' }, '403': {}, '404': {}, '409': {} }
const withBody = { '413': {}, '415': {}, '422': {} }

function listThings() {
  const from = parameter('created_from', 'query', { ...instant(), examples: undefined }, '2026-01-05T09:00:00Z')
  return {
    ...operation('listThings', 'things:read'),
    parameters: [business(), { ...from, allowReserved: true }],
    responses: { '200': reply({}, 'ThingPage', { data: [{ name: 'lamp' }] }), ...problems({ ...replies, ...secured }) },
  }
}

function createThing() {
  const headers = { Location: 'text', ETag: 'text', 'Idempotent-Replayed': 'text' }
  const links = { getThing: { operationId: 'getThing', parameters: { thing_id: '$response.body#/name' } } }
  return {
    ...operation('createThing', 'things:write'),
    parameters: [business(), parameter('Idempotency-Key', 'header', word(), 'once')],
    requestBody: { required: true, content: json('NewThing', { name: 'lamp' }) },
    responses: { '201': { ...reply(headers, 'Thing', { name: 'lamp' }), links }, ...problems({ ...replies, ...secured, ...withBody }) },
  }
}

function getThing() {
  return {
    ...operation('getThing', 'things:read'),
    parameters: [business()],
    responses: { '200': reply({}, 'Thing', { name: 'lamp' }), ...problems({ ...replies, ...secured }) },
  }
}

function operation(operationId: string, scope: string) {
  return {
    operationId,
    tags: ['Things'],
    summary: 'Things',
    description: 'Things.',
    'x-rate-limit': 'default',
    security: [{ bearerAuth: [scope] }],
  }
}

function schemas() {
  const thing = { type: 'object', additionalProperties: false, required: ['name'], properties: { name: word('The name.') } }
  const items = { $ref: '#/components/schemas/Thing' }
  const data = { type: 'array', maxItems: 100, description: 'The things.', items }
  const count = { type: 'integer', minimum: 1, maximum: 10, description: 'How many.', examples: [1] }
  return {
    Thing: thing,
    NewThing: { ...thing, properties: { name: word('The name.'), count } },
    ThingPage: { type: 'object', additionalProperties: false, required: ['data'], properties: { data } },
    Problem: { type: 'object', additionalProperties: false, required: ['code'], properties: { code: word('The kind of error.') } },
  }
}

const word = (description = 'A word.') => ({
  type: 'string',
  minLength: 1,
  maxLength: 20,
  pattern: '^[a-z]{1,20}$',
  description,
  examples: ['lamp'],
})
const instant = () => ({ ...word(), format: 'date-time', maxLength: 35, pattern: '^[0-9TZ:-]{20}$' })
const thingId = () => parameter('thing_id', 'path', word(), 'lamp')
const business = () => parameter('X-Business-Id', 'header', word(), 'lamp')

function parameter(name: string, where: string, schema: object, example: string) {
  return { name, in: where, required: where === 'path', description: 'A parameter.', schema, example }
}

function json(schema: string, value: object, mediaType = 'application/json') {
  return { [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` }, examples: { one: { value } } } }
}

function reply(more: Record<string, string>, schema: string, value: object) {
  return { description: 'Done.', headers: headers(more), content: json(schema, value) }
}

function problems(statuses: Record<string, Record<string, string>>) {
  const content = json('Problem', { code: 'fault' }, 'application/problem+json')
  return Object.fromEntries(
    Object.entries(statuses).map(([status, more]) => [status, { description: 'A problem.', headers: headers(more), content }]),
  )
}

function headers(more: Record<string, string>) {
  const all: Record<string, string> = { 'X-Request-Id': 'text', 'RateLimit-Policy': 'text', RateLimit: 'text', ...more }
  const schema = (type: string | undefined) => (type === 'integer' ? { type, minimum: 1, maximum: 60 } : word())
  return Object.fromEntries(
    Object.entries(all).map(([name, type]) => [
      name,
      { description: 'A header.', schema: schema(type), example: type === 'integer' ? 1 : 'lamp' },
    ]),
  )
}
