import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { lineTypeOf } from '../customers/customers.ts'
import type { CallRow } from './queries.ts'

/** Why a number cannot get a text, or undefined when it can: it was withheld, is no telephone, or a kind of line that the business leaves out. */
export function unfitForText(address: string | null, lineTypes: readonly string[]): CallRow['text_back_reason'] | undefined {
  if (address === null) return 'number_withheld'
  if (/^\+?[0-9]{3,6}$/.test(address)) return 'short_code'
  if (!/^\+[0-9]+$/.test(address) || parsePhoneNumberFromString(address)?.isPossible() !== true) return 'invalid_number'
  return lineTypes.includes(lineTypeOf(address)) ? undefined : 'line_type'
}
