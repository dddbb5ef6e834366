import { requestText } from '../support/raw-socket.ts'

/** A request as bytes, and the statuses that it may get. */
export interface BadRequest {
  readonly what: string
  readonly bytes: Buffer
  readonly statuses: readonly number[]
}

const json = 'Content-Type: application/json'

/** Bodies that a new customer cannot be made of, and other ways to spoil a request. `credential` is a header that would be right. */
export function badRequests(credential: string): readonly BadRequest[] {
  const post = (headers: readonly string[], body: string | Buffer = ''): Buffer => {
    const length = [...headers, ''].some((header) => /^(content-length|transfer-encoding):/i.test(header))
      ? []
      : [`Content-Length: ${Buffer.byteLength(body)}`]
    return Buffer.concat([
      Buffer.from(requestText('POST', '/v1/customers', [credential, ...headers, ...length]), 'latin1'),
      Buffer.from(body),
    ])
  }
  const get = (target: string, headers: readonly string[] = [], method = 'GET'): Buffer =>
    Buffer.from(requestText(method, target, [credential, ...headers]), 'latin1')
  const body = (what: string, text: string | Buffer, statuses: readonly number[] = [400]): BadRequest => ({
    what,
    bytes: post([json], text),
    statuses,
  })
  const type = (value: string): BadRequest => ({
    what: `the type ${value}`,
    bytes: post([`Content-Type: ${value}`], '{"first_name":"Ada"}'),
    statuses: [415],
  })
  const name = (what: string, text: string): BadRequest => body(what, `{"external_id":"bad","first_name":"${text}"}`)
  const target = (path: string, statuses: readonly number[] = [404]): BadRequest => ({ what: `GET ${path}`, bytes: get(path), statuses })
  const method = (verb: string, statuses: readonly number[]): BadRequest => ({
    what: `the method ${verb}`,
    bytes: get('/v1/customers', [], verb),
    statuses,
  })
  const raw = (what: string, bytes: string | Buffer, statuses: readonly number[] = [400]): BadRequest => ({
    what,
    bytes: Buffer.from(bytes as string, 'latin1'),
    statuses,
  })
  return [
    ...['{"first_name":', '{first_name:1}', '{"a":1}}', "{'a':1}", '[1,]', 'nul', '\uFEFF{}', '{"a":01}', '"', '{"a":1}\u0000', ''].map(
      (text) => body(`the body ${JSON.stringify(text)}`, text),
    ),
    ...['null', '"text"', '42', 'true', '[]', '[{}]'].map((text) => body(`the body ${text}`, text)),
    body('a body in UTF-16', Buffer.from('{"external_id":"bad"}', 'utf16le')),
    body('a body in Latin-1', Buffer.from('{"first_name":"Ren\u00e9"}', 'latin1')),
    body('half of a sign in UTF-8', Buffer.concat([Buffer.from('{"first_name":"'), Buffer.from([0xe2, 0x82]), Buffer.from('"}')])),
    body('lists in lists', '['.repeat(100_000) + ']'.repeat(100_000)),
    body('objects in objects', '{"a":'.repeat(40_000) + '1' + '}'.repeat(40_000)),
    body('a field that holds lists in lists', `{"first_name":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
    body('many fields', `{${Array.from({ length: 20_000 }, (_, index) => `"f${index}":1`).join(',')}}`),
    body('__proto__', '{"__proto__":{"external_id":"bad"},"external_id":"bad"}'),
    body('constructor', '{"constructor":{"prototype":{"a":1}},"external_id":"bad"}'),
    body('an object where text belongs', '{"external_id":{"$gt":""}}'),
    body('a number beyond 2^53 where text belongs', '{"external_id":9007199254740993}'),
    body('a number beyond everything', '{"date_of_birth":1e999}'),
    name('NUL', '\\u0000'),
    name('a control character', 'A\\u0007da'),
    name('a raw control character', 'A\u0007da'),
    name('a line break', 'Ada\\r\\nX-Injected: 1'),
    name('half of a surrogate pair', '\\ud800'),
    name('the other half', 'Ada\\udfff'),
    name('a sign that is none', '\\uffff'),
    name('nothing but spaces', '   '),
    ...[
      'text/plain',
      'application/xml',
      'application/json; charset=utf-16',
      'application/json; charset=latin1',
      'application/jsonp',
      'application/json, text/plain',
    ].map(type),
    ...['multipart/form-data; boundary=x', 'application/json; charset=utf-8; x=y', '*/*', ';', 'application/json;;'].map(type),
    { what: 'no type', bytes: post([], '{"external_id":"bad"}'), statuses: [415] },
    ...['gzip', 'br', 'deflate', 'nonsense'].map((encoding) => ({
      what: `a body in ${encoding}`,
      bytes: post([json, `Content-Encoding: ${encoding}`], '{"external_id":"bad"}'),
      statuses: [415],
    })),
    body('a body of 1 MB', JSON.stringify({ first_name: 'a'.repeat(1024 * 1024) }), [413]),
    {
      what: 'a body of 1 MB in pieces',
      bytes: post([json, 'Transfer-Encoding: chunked'], `100000\r\n${'a'.repeat(1024 * 1024)}\r\n0\r\n\r\n`),
      statuses: [413],
    },
    { what: 'a piece without its length', bytes: post([json, 'Transfer-Encoding: chunked'], 'zz\r\n{}\r\n0\r\n\r\n'), statuses: [400] },
    { what: 'two lengths', bytes: post([json, 'Content-Length: 2', 'Content-Length: 3'], '{}'), statuses: [400] },
    { what: 'a length and pieces', bytes: post([json, 'Content-Length: 2', 'Transfer-Encoding: chunked'], '0\r\n\r\n'), statuses: [400] },
    { what: 'a length that is none', bytes: post([json, 'Content-Length: -1'], '{}'), statuses: [400] },
    { what: 'a length in words', bytes: post([json, 'Content-Length: two'], '{}'), statuses: [400] },
    { what: 'headers of 100 KB', bytes: get('/v1/customers', [`X-Long: ${'a'.repeat(100 * 1024)}`]), statuses: [431] },
    {
      what: 'a thousand headers',
      bytes: get(
        '/v1/customers',
        Array.from({ length: 2_000 }, (_, index) => `X-${index}: a`),
      ),
      statuses: [431, 200],
    },
    { what: 'a URL of 9 KB', bytes: get(`/v1/customers?q=${'a'.repeat(9 * 1024)}`), statuses: [414] },
    { what: 'two credentials', bytes: get('/v1/customers', [credential]), statuses: [401] },
    { what: 'two businesses', bytes: get('/v1/customers', ['X-Business-Id: a', 'X-Business-Id: b']), statuses: [404] },
    {
      what: 'two idempotency keys',
      bytes: post([json, 'Idempotency-Key: a', 'Idempotency-Key: b'], '{"external_id":"bad"}'),
      statuses: [400],
    },
    { what: 'an expectation that nobody knows', bytes: get('/v1/nothing', ['Expect: miracles']), statuses: [404] },
    { what: 'a line break in a header', bytes: get('/v1/customers', ['X-Request-Id: a\rX-Injected: 1']), statuses: [400] },
    { what: 'NUL in a header', bytes: get('/v1/customers', ['X-Request-Id: a\u0000b']), statuses: [400] },
    ...[
      '/v1/customers/%2e%2e',
      '/v1/customers/%2e%2e%2fme',
      '/v1/customers/%00',
      '/v1/customers/..%00',
      '/v1/customers/%ff',
      '/v1/customers/%',
    ].map((path) => target(path, [400])),
    ...[
      '//v1/customers',
      '/v1//customers',
      '/v1/customers/',
      '/v1/../v1/customers',
      '/./v1/customers',
      '/V1/customers',
      '/v1/customers;a=b',
    ].map((path) => target(path)),
    ...[
      '*',
      'http://evil.example.com/v1/customers',
      'http://[bad/',
      '//[/docs',
      '/docs/%ff',
      '/v1/customers/__proto__x/constructor',
      '/__proto__',
      '/constructor',
    ].map((path) => target(path)),
    ...[
      '/v1/customers?limit=9007199254740993',
      '/v1/customers?limit=1e3',
      '/v1/customers?limit[$gt]=1',
      '/v1/customers?__proto__=1',
      '/v1/customers?q=%00a',
      '/v1/customers?=1',
      '/v1/customers?sort=name&sort=name',
    ].map((path) => target(path, [400])),
    ...['PUT', 'TRACE', 'PROPFIND', 'QUERY'].map((verb) => method(verb, [405])),
    ...['BREW', 'get', 'G\u00cbT'].map((verb) => method(verb, [400])),
    raw('a request without a host', 'GET /v1/customers HTTP/1.1\r\n\r\n'),
    raw('another version of HTTP', 'GET /v1/customers HTTP/7.0\r\nHost: test\r\n\r\n'),
    raw('the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    raw('the beginning of TLS', Buffer.from('160301020001000001fc0303', 'hex')),
    raw('bytes', Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 37 + 1) % 256))),
  ]
}
