import { problems } from '../problems.ts'

/** The strong entity tag of a version (RFC 9110, 8.8.3). */
export function etag(row: { readonly version: number }): string {
  return `"${row.version}"`
}

/** Throws 412 when `If-Match` was sent and names another version (RFC 9110, 13.1.1). */
export function requireVersion(ifMatch: string | undefined, row: { readonly version: number }): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return
  const tags = ifMatch.split(',').map((tag) => tag.trim())
  if (!tags.includes(etag(row))) throw problems.preconditionFailed()
}
