import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { parse, stringify } from 'node:querystring'

/** Parameters of a form, each with all its values. */
export type FormParameters = Readonly<Record<string, string | readonly string[]>>

export interface TwilioRequest {
  /** The account's auth tokens: one, or two while they are being changed. */
  readonly authTokens: readonly string[]
  /** Where the outside reaches this server, from the settings: a header that the caller sent is not to be believed. */
  readonly publicUrl: string
  /** Path and query, exactly as they arrived. */
  readonly path: string
  /** What a form held; left out for a body that is none. */
  readonly params?: FormParameters
  /** The exact bytes that arrived. Of a body that is no form the hash stands in the query. */
  readonly body?: Buffer
  /** The header X-Twilio-Signature. */
  readonly signature: string | undefined
}

/**
 * Whether Twilio signed this request: HMAC-SHA1 by the auth token over the URL and the parameters. Twilio leaves the standard port away or not, and
 * signs a query in one of two spellings, so each is tried. A body that is no form is covered by its SHA-256 in the URL.
 */
export function isTwilioRequest({ authTokens, publicUrl, path, params, body, signature }: TwilioRequest): boolean {
  if (signature === undefined) return false
  const url = publicUrl.replace(/\/+$/, '') + path
  const bodyHash = URL.canParse(url) ? new URL(url).searchParams.get('bodySHA256') : null
  const suffix = bodyHash === null ? joined(params ?? {}) : ''
  let signed = false
  // All of them, found or not: how long it takes tells nobody which one it was.
  for (const token of authTokens)
    for (const spelling of spellings(url)) signed = equals(signature, sign(token, spelling + suffix)) || signed
  const covered =
    bodyHash === null ? params !== undefined || (body ?? empty).length === 0 : equals(bodyHash.toLowerCase(), hashOf(body ?? empty))
  return signed && covered
}

const empty = Buffer.alloc(0)

/** What Twilio would put into X-Twilio-Signature. */
export function twilioSignature(authToken: string, url: string, params: FormParameters = {}): string {
  return sign(authToken, url + joined(params))
}

/** The names in order, each with its value; of several values each once, in order. */
function joined(params: FormParameters): string {
  return Object.keys(params)
    .sort()
    .map((name) =>
      valuesOf(params[name])
        .map((value) => name + value)
        .join(''),
    )
    .join('')
}

function valuesOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : [...new Set(value)].sort()
}

function sign(token: string, text: string): string {
  return createHmac('sha1', token).update(text, 'utf8').digest('base64')
}

/** Every way in which Twilio may have written the URL that it called. */
function spellings(url: string): string[] {
  const forms = [url]
  if (URL.canParse(url)) {
    const normal = new URL(url).toString()
    forms.push(normal, withLegacyQuery(normal))
  }
  return [...new Set(forms.flatMap((form) => [withoutPort(form), withPort(form)]))]
}

const origin = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*?)(:\d+)?(?=[/?#]|$)/i

function withoutPort(url: string): string {
  return url.replace(origin, '$1$2')
}

function withPort(url: string): string {
  return url.replace(origin, (_all, scheme: string, host: string, port: string | undefined) => {
    const standard = scheme.toLowerCase() === 'https://' ? ':443' : ':80'
    return scheme + host + (port ?? standard)
  })
}

/** As Node's older module escapes a query, which some of Twilio's back ends do too. */
function withLegacyQuery(url: string): string {
  const start = url.indexOf('?')
  return start === -1 || start === url.length - 1 ? url : `${url.slice(0, start)}?${stringify(parse(url.slice(start + 1)))}`
}

function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}

function equals(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}
