import createClient from 'openapi-fetch'
import type { Middleware } from 'openapi-fetch'
import type { ClientFlow } from './calls.ts'
import type { Paths } from './contract.ts'
import { newIdempotencyKey, takesIdempotencyKey } from './idempotency.ts'
import type { RetryOptions, Send } from './retries.ts'
import { withRetries } from './retries.ts'

export interface ClientFlowOptions {
  /** Where the server is, without `/v1`: `https://api.example.com`. */
  readonly baseUrl: string
  /** `cf_live_…` or `cf_test_…`, for programs. */
  readonly apiKey?: string
  /** For people. A function is asked before each call, so that it can refresh a token that is about to end. */
  readonly accessToken?: string | (() => string | Promise<string>)
  /** Sent as `X-Business-Id`: which business a person who belongs to several means. */
  readonly businessId?: string
  /** What sends a request; the platform's own `fetch` when left out. */
  readonly fetch?: Send
  readonly retries?: RetryOptions
}

/** A client whose calls, parameters and replies have the types of the contract: `await client.GET('/v1/customers')`. */
export function createClientFlow(options: ClientFlowOptions): ClientFlow {
  if (options.apiKey !== undefined && options.accessToken !== undefined) throw new TypeError('Give an apiKey or an accessToken, not both.')
  // Looked up at each call, so that whoever replaces the global one later is obeyed.
  const send = options.fetch ?? ((request) => globalThis.fetch(request))
  const client = createClient<Paths>({ baseUrl: options.baseUrl, fetch: withRetries(send, options.retries) })
  client.use(ownHeaders(options), { onResponse: ({ response }) => textAsJson(response) })
  return client as unknown as ClientFlow
}

/** openapi-fetch reads every reply as JSON, and a calendar is a text. */
async function textAsJson(response: Response): Promise<Response | undefined> {
  if (!response.ok || response.headers.get('content-type')?.startsWith('text/') !== true) return undefined
  const { status, headers } = response
  const others = [...headers].filter(([name]) => name !== 'content-length')
  return new Response(JSON.stringify(await response.text()), { status, headers: others })
}

/** The headers that a caller would otherwise repeat; those that the call itself brings win. */
function ownHeaders({ apiKey, accessToken, businessId }: ClientFlowOptions): Middleware {
  return {
    async onRequest({ request, schemaPath }) {
      const add = (name: string, value: string | undefined) => {
        if (value !== undefined && !request.headers.has(name)) request.headers.set(name, value)
      }
      const token = apiKey ?? (typeof accessToken === 'function' ? await accessToken() : accessToken)
      add('Authorization', token === undefined ? undefined : `Bearer ${token}`)
      add('X-Business-Id', businessId)
      // Before the first try, so that every repetition carries the same key.
      if (takesIdempotencyKey(request.method, schemaPath)) add('Idempotency-Key', newIdempotencyKey())
    },
  }
}
