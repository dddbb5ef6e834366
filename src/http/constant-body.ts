const texts = new WeakMap<object, string>()

/** Marks a reply's body as one that never changes: it is written as JSON once, and not again for each request. */
export function constantBody<T extends object>(body: T): T {
  texts.set(body, JSON.stringify(body))
  return body
}

/** A body as JSON. */
export function textOf(body: unknown): string {
  return (typeof body === 'object' && body !== null ? texts.get(body) : undefined) ?? JSON.stringify(body)
}
