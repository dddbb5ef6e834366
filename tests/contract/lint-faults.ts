/** A fault to plant: what stands at a JSON pointer becomes `value`, or goes away without one; `-` appends to a list. */
export interface Fault {
  readonly rule: string
  readonly fault: string
  readonly edits: Readonly<Record<string, unknown>>
}

const fault = (rule: string, fault: string, edits: Readonly<Record<string, unknown>>): Fault => ({ rule, fault, edits })
const gone = undefined

const list = '/paths/~1v1~1things/get'
const create = '/paths/~1v1~1things/post'
const read = '/paths/~1v1~1things~1{thing_id}/get'
const sent = `${create}/requestBody/content/application~1json`
const created = `${create}/responses/201`
const fields = '/components/schemas/NewThing/properties'
const things = '/components/schemas/ThingPage/properties/data'

const key = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }
const custom = (additionalProperties: object = { type: 'boolean' }) => ({
  type: 'object',
  description: 'Custom fields.',
  maxProperties: 50,
  propertyNames: { maxLength: 40, pattern: '^[a-z]{1,40}$' },
  additionalProperties,
})
const query = (name: string, schema: object, more: object = {}) => ({
  [`${list}/parameters/-`]: { name, in: 'query', description: 'A filter.', schema, ...more },
})

/** For every rule of the house at least one fault, as small as it can be. */
export const faults: readonly Fault[] = [
  fault('body-defaults', 'a default in a body', { [`${fields}/count/default`]: 1 }),
  fault('bounded-arrays', 'an array without maxItems', { [`${things}/maxItems`]: gone }),
  fault('bounded-arrays', 'an array of anything', { [`${things}/items`]: gone }),
  fault('bounded-numbers', 'an integer without a maximum', { [`${fields}/count/maximum`]: gone }),
  fault('bounded-numbers', 'an integer beyond 2^53', { [`${fields}/count/maximum`]: 2 ** 60 }),
  fault('bounded-strings', 'a string without maxLength', { [`${fields}/name/maxLength`]: gone }),
  fault('bounded-strings', 'a string without a pattern', { [`${fields}/name/pattern`]: gone }),
  fault('bounded-strings', 'a pattern that lets NUL in', { [`${fields}/name/pattern`]: '^.{1,20}$' }),
  fault('bounded-strings', 'a pattern without an end', { [`${fields}/name/pattern`]: '^[a-z]', [`${fields}/name/minLength`]: 0 }),
  fault('closed-request-objects', 'an open request', { '/components/schemas/NewThing/additionalProperties': true }),
  fault('closed-request-objects', 'an open object inside a request', { [`${fields}/more`]: { type: 'object' } }),
  fault('closed-request-objects', 'custom fields that nest', { [`${fields}/custom_fields`]: custom({ type: 'object' }) }),
  fault('closed-request-objects', 'custom fields with lists of anything', {
    [`${fields}/custom_fields`]: custom({ type: ['string', 'array'], items: { type: 'boolean' } }),
  }),
  fault('closed-request-objects', 'custom fields of any name', { [`${fields}/custom_fields`]: { ...custom(), propertyNames: gone } }),
  fault('closed-request-objects', 'custom fields without end', { [`${fields}/custom_fields`]: { ...custom(), maxProperties: 51 } }),
  fault('examples', 'a request without an example', { [`${sent}/examples`]: gone }),
  fault('examples', 'a reply without an example', { [`${created}/content/application~1json/examples`]: gone }),
  fault('idempotency-key', 'a POST that cannot be repeated', { [`${create}/parameters/1`]: gone }),
  fault('idempotency-key', 'a GET with a key', { [`${list}/parameters/-`]: key }),
  fault('kebab-paths', 'a path in snake_case', { '/paths/~1v1~1odd_things': { get: { operationId: 'odd', responses: {} } } }),
  fault('known-scopes', 'a scope that no role has', { [`${list}/security`]: [{ bearerAuth: ['things:reed'] }] }),
  fault('known-scopes', 'an operation without security', { [`${list}/security`]: gone }),
  fault('links-on-201', 'a 201 without links', { [`${created}/links`]: gone }),
  fault('links-on-201', 'a link to nowhere', { [`${created}/links/getThing/operationId`]: 'getTing' }),
  fault('named-bodies', 'a request without a named schema', { [`${sent}/schema`]: { type: 'object' } }),
  fault('plain-schemas', 'readOnly', { [`${fields}/count/readOnly`]: true }),
  fault('transaction', 'a word that is not known', { [`${create}/x-transaction`]: 'two' }),
  fault('transaction', 'a change without a transaction', { [`${list}/x-transaction`]: 'none' }),
  fault('principal', 'a principal that is not known', { [`${list}/x-principal`]: 'key' }),
  fault('principal', 'a principal where nobody is asked', { [`${list}/x-principal`]: 'person', [`${list}/security`]: [] }),
  fault('problem-replies', 'an error in plain JSON', { [`${list}/responses/404/content`]: { 'application/json': {} } }),
  fault('property-descriptions', 'a property without a description', { [`${fields}/name/description`]: gone }),
  fault('provider-operations', 'a signature outside of /webhooks/', { [`${list}/security`]: [{ signature: [] }] }),
  fault('provider-operations', 'a path of a provider without proof', {
    '/paths/~1webhooks~1things': { post: { operationId: 'receive', responses: {} } },
  }),
  fault('provider-operations', 'the limit of providers for everybody', { [`${list}/x-rate-limit`]: 'provider' }),
  fault('provider-operations', 'a form from somebody else', { [`${create}/requestBody/content/application~1x-www-form-urlencoded`]: {} }),
  fault('query-parameters', 'brackets in a name', query('page[size]', { type: 'integer' })),
  fault('query-parameters', 'an object in the query', query('filter', { type: 'object' }, { style: 'deepObject' })),
  fault('query-parameters', 'an array that is not repeated', query('tag', { type: 'array' }, { style: 'form', explode: false })),
  fault('query-parameters', 'an instant whose colon must be encoded', { [`${list}/parameters/1/allowReserved`]: gone }),
  fault('query-parameters', 'a string that may be empty', query('q', { type: 'string' })),
  fault('rate-limit-class', 'an operation without a limit', { [`${list}/x-rate-limit`]: gone }),
  fault('rate-limit-class', 'a limit by credential where none is looked at', { [`${list}/security`]: [] }),
  fault('reply-headers', 'a reply without X-Request-Id', { [`${read}/responses/200/headers/X-Request-Id`]: gone }),
  fault('reply-headers', 'a reply without RateLimit', { [`${read}/responses/404/headers/RateLimit`]: gone }),
  fault('reply-headers', 'a 201 without ETag', { [`${created}/headers/ETag`]: gone }),
  fault('stated-objects', 'a reply that may be closed or not', { '/components/schemas/Thing/additionalProperties': gone }),
  fault('status-coverage', 'no 403 where a scope can be missed', { [`${list}/responses/403`]: gone }),
  fault('status-coverage', 'no 404 where an id can be unknown', { [`${read}/responses/404`]: gone }),
  fault('status-coverage', 'no 409 where a business must be named', { [`${list}/responses/409`]: gone }),
  fault('status-coverage', 'no 422 beside a key', { [`${create}/responses/422`]: gone }),
  fault('status-coverage', 'a 412 without If-Match', { [`${list}/responses/412`]: { description: 'A problem.' } }),
  fault('status-coverage', 'a default reply', { [`${list}/responses/default`]: { description: 'A problem.' } }),
  fault('worst-body-size', 'a body that can be too large', { [`${fields}/name/maxLength`]: 200_000 }),
  fault('worst-body-size', 'text in any script, which takes more', {
    [`${fields}/name`]: { type: 'string', maxLength: 25_000, pattern: '^[^a]*$' },
  }),
  fault('worst-body-size', 'a body without a bound', { [`${fields}/more`]: { type: 'array', items: { type: 'boolean' } } }),
  fault('worst-url-size', 'a URL that can be too long', { [`${list}/parameters/1/schema/maxLength`]: 3_000 }),
]

/** Plants a fault in a document, in place. */
export function plant(document: object, { edits }: Fault): void {
  for (const [pointer, value] of Object.entries(edits)) {
    const path = pointer.split('/').slice(1).map(unescape)
    const last = path.pop() ?? ''
    let target = document as Record<string, unknown>
    for (const step of path) target = target[step] as Record<string, unknown>
    if (Array.isArray(target)) target.splice(last === '-' ? target.length : Number(last), 1, ...(value === gone ? [] : [value]))
    else target[last] = value
  }
}

const unescape = (step: string) => step.replaceAll('~1', '/').replaceAll('~0', '~')
