import type { ErrorCode, Problem } from './contract.ts'

/** A reply that is no success. Decide by `code`; `message` is for people. */
export class ClientFlowError extends Error {
  override readonly name = 'ClientFlowError'
  readonly status: number
  /** Undefined when something in between answered instead of the API. */
  readonly code: ErrorCode | undefined
  readonly problem: Problem | undefined
  /** Quote it when you ask for help. */
  readonly requestId: string | undefined
  readonly response: Response

  constructor(response: Response, body: unknown) {
    const problem = isProblem(body) ? body : undefined
    super(problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`)
    this.status = response.status
    this.code = problem?.code
    this.problem = problem
    this.requestId = problem?.request_id ?? response.headers.get('X-Request-Id') ?? undefined
    this.response = response
  }
}

type Result<T> = { readonly data?: T; readonly error?: unknown; readonly response: Response }

/** The data of a call, for those who would rather catch than compare: `const me = await unwrap(client.GET('/v1/me'))`. */
export async function unwrap<T>(call: Promise<Result<T>>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) throw new ClientFlowError(response, error)
  return data as T
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body
}
