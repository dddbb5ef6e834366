// Who signs in, accepts an invitation or follows a link has no credential to which a key would belong; what providers send has its own ids.
const withoutKey = /^\/(webhooks\/|v1\/(auth\/|public\/|invitations\/accept$))/

/** Whether the operation answers a repeated `Idempotency-Key` with its first reply. */
export function takesIdempotencyKey(method: string, path: string): boolean {
  return method === 'POST' && !withoutKey.test(path)
}

/** Not `randomUUID`, which browsers offer to pages on https alone. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
