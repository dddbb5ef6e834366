import helmet from 'helmet'
import type { IncomingMessage, ServerResponse } from 'node:http'

const policy = { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } }

/**
 * helmet's headers for an API that never shows a page. They are the same for every reply, so helmet is asked once and its answer is kept.
 */
export function securityHeaders(): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {}
  const recorder = { setHeader: (name: string, value: string) => void (headers[name] = value), removeHeader: () => undefined }
  const ask = helmet({
    contentSecurityPolicy: policy,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    frameguard: { action: 'deny' },
  })
  ask({} as IncomingMessage, recorder as unknown as ServerResponse, (error) => {
    if (error !== undefined) throw error as Error
  })
  return { ...headers, 'Cache-Control': 'no-store' }
}
