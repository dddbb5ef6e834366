import type { Client } from './sessions.ts'

/** Where a session comes from, as far as it can be shown: an address, and one line of text. */
export function clientOf({ ipAddress, userAgent }: { readonly ipAddress: string; readonly userAgent: string | null }): Client {
  const address = ipAddress.replace(/^::ffff:(?=\d+\.)/i, '')
  const line =
    userAgent
      ?.replaceAll(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 200)
      .trimEnd() ?? ''
  return { ip_address: /^[0-9A-Fa-f:.]{2,45}$/.test(address) ? address : null, user_agent: line === '' ? null : line }
}
