import { problems } from '../../problems.ts'
import { normalisePhone } from '../customers/customers.ts'
import type { ConsentRow } from './queries.ts'

export type ContactChannel = ConsentRow['channel']

/** The one form of an address on a channel, by which it is compared. Throws 409 for a number where an e-mail address belongs, or the other way round. */
export function contactAddress(channel: ContactChannel, address: string): string {
  const isNumber = address.startsWith('+')
  if (isNumber === (channel === 'email')) throw problems.addressNotOfChannel()
  return canonicalAddress(address)
}

export function canonicalAddress(address: string): string {
  return address.startsWith('+') ? normalisePhone(address) : address.toLowerCase()
}
