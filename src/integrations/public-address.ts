import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Where the URLs that tenants give may lead. */
export interface UrlPolicy {
  /** Also http, other ports and addresses within the house: for stand-ins on the same machine, and for nothing else. */
  readonly allowPrivate: boolean
  /** Our own names, to which nothing is ever sent. */
  readonly ownHosts: readonly string[]
}

const lookUpMs = 3_000

/** An address that must not be called. Its message names nobody. */
export class AddressRefused extends Error {}

/** Whether everybody can reach this address: neither within the house nor special in any other way. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/** What a URL says by itself; where its name leads is judged at each call. */
export function allowsUrl(text: string, { allowPrivate, ownHosts }: UrlPolicy): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, port, username, password } = new URL(text)
  const host = plainHost(hostname)
  if (username !== '' || password !== '' || ownHosts.includes(host)) return false
  if (allowPrivate) return protocol === 'https:' || protocol === 'http:'
  if (protocol !== 'https:' || port !== '' || host.endsWith('.')) return false
  return isIP(host) === 0 ? isPublicName(host) : isPublicAddress(host)
}

/**
 * Looks a name up once and judges every address that it has; the connection then goes to these and no others, so that a name cannot lead elsewhere
 * a moment later. Throws AddressRefused.
 */
export async function lookUpPublic(hostname: string, policy: UrlPolicy, resolve: Resolve = resolveAll): Promise<LookupFunction> {
  const host = plainHost(hostname)
  const version = isIP(host)
  const found = version === 0 ? await resolve(host) : [{ address: host, family: version }]
  if (found.length === 0) throw new AddressRefused('The name leads nowhere.')
  if (!policy.allowPrivate && !found.every(({ address }) => isPublicAddress(address)))
    throw new AddressRefused('The address is not public.')
  return (_hostname, { all }, callback) => {
    const [first] = found as [LookupAddress]
    if (all === true) callback(null, found)
    else callback(null, first.address, first.family)
  }
}

type Resolve = (host: string) => Promise<LookupAddress[]>
const resolveAll: Resolve = (host) => Promise.race([lookup(host, { all: true, order: 'verbatim' }), givenUp()])

/** A name server that says nothing is as good as none; Node would wait for it much longer. */
async function givenUp(): Promise<never> {
  await wait(lookUpMs, undefined, { ref: false })
  throw new AddressRefused('The name was not found in time.')
}

function isPublicName(host: string): boolean {
  return host.includes('.') && !/\.(localhost|local|internal|intranet|home\.arpa)$/.test(host)
}

function plainHost(hostname: string): string {
  return hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1')
}
