export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** The body as JSON; `{}` when there is none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects, and fails when it is not there
  readonly body: any
  readonly text: string
}

/** A client with a credential. Each call answers the reply, whatever its status. */
export interface Actor {
  readonly token: string
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  delete(path: string, headers?: Record<string, string>): Promise<Reply>
}

/** Sends a request, its body as JSON, and reads the whole reply. */
export async function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return readReply(response)
}

export async function readReply(response: Response): Promise<Reply> {
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text !== '' && isJson(response) ? (JSON.parse(text) as unknown) : {},
  }
}

export function actor(url: string, token: string, always: Record<string, string> = {}): Actor {
  const headers = (more: Record<string, string> = {}): Record<string, string> => ({ authorization: `Bearer ${token}`, ...always, ...more })
  return {
    token,
    get: (path, more) => call(url, 'GET', path, undefined, headers(more)),
    post: (path, body, more) => call(url, 'POST', path, body, headers(more)),
    put: (path, body, more) => call(url, 'PUT', path, body, headers(more)),
    patch: (path, body, more) => call(url, 'PATCH', path, body, headers(more)),
    delete: (path, more) => call(url, 'DELETE', path, undefined, headers(more)),
  }
}

function isJson(response: Response): boolean {
  return response.status !== 204 && response.status !== 304 && /json/.test(response.headers.get('content-type') ?? '')
}
