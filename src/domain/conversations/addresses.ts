import type { components } from '../../../generated/api.ts'
import { problems } from '../../problems.ts'
import { normalisePhone } from '../customers/customers.ts'
import type { CustomerRow } from '../customers/customers.ts'

type ChannelType = components['schemas']['ConversationChannelType']
/** Ways on which both ends have an address. Of the others there is only a log. */
export type AddressedType = 'sms' | 'email' | 'voice'

const phone = /^\+[1-9][0-9]{6,14}$/
const email = /^[^\s@]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}$/

export const isAddressed = (type: ChannelType): type is AddressedType => type === 'sms' || type === 'email' || type === 'voice'

/** An address in the form in which it is kept and compared. Throws 409 for one that does not go with the way. */
export function peerAddress(type: AddressedType, given: string): string {
  if (type === 'email') {
    if (!email.test(given)) throw problems.recipientInvalid('This is no e-mail address.')
    return given.toLowerCase()
  }
  if (!phone.test(given)) throw problems.recipientInvalid('This is no telephone number in E.164 form, such as +14155550134.')
  return normalisePhone(given)
}

/** The customer's own primary number or address. Throws 409 when there is none. */
export function ownAddress(type: AddressedType, { emails, phones }: CustomerRow): string {
  const address = type === 'email' ? emails[0]?.email : phones[0]?.e164
  const kind = type === 'email' ? 'e-mail address' : 'telephone number'
  if (address === undefined) throw problems.recipientRequired(`The customer has no ${kind}.`)
  return address
}
