import { readFileSync } from 'node:fs'

export interface LoadRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string
}

// Of ten requests seven read, two list and one creates.
const mixture = ['get', 'list', 'get', 'get', 'create', 'get', 'list', 'get', 'get', 'get']

/** What wrk.lua sends, one after the other: each request is another caller's. `file` has a line for each, `word` makes what is created unique. */
export function requestsOf(operation: string, file: string, word: string): () => LoadRequest {
  const callers = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ') as [key: string, id: string])
  let count = 0
  return () => {
    count += 1
    const [key, id] = callers[(count * 7) % callers.length] ?? ['', '']
    const [named = '', searched = ''] = operation.split(' ')
    const kind = named === 'mixed' ? (mixture[count % 10] ?? 'get') : named
    const headers = { authorization: `Bearer ${key}` }
    if (kind === 'create') return { method: 'POST', path: '/v1/customers', ...withBody(headers, `${word}-${count}@example.com`) }
    const path = kind === 'list' ? '?limit=25' : kind === 'search' ? `?q=${searched}` : `/${id}`
    return { method: 'GET', path: `/v1/customers${path}`, headers }
  }
}

function withBody(headers: Record<string, string>, email: string): Pick<LoadRequest, 'headers' | 'body'> {
  const customer = {
    first_name: 'Ada',
    last_name: 'Example',
    company: 'Example Studio',
    emails: [{ email, is_primary: true }],
    tags: ['vip', 'new'],
    lead_source: 'website',
    locale: 'en-US',
  }
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(customer) }
}
