import type { components } from '../../../generated/api.ts'
import { mergeValues } from '../custom-fields/custom-fields.ts'
import { emailsOf, phonesOf } from './identities.ts'
import type { CustomerRow } from './queries.ts'
import { searchTextOf, sortNameOf } from './search-text.ts'

const plainFields = [
  'external_id',
  'first_name',
  'last_name',
  'company',
  'date_of_birth',
  'gender',
  'time_zone',
  'locale',
  'lead_source',
  'lifecycle_stage',
  'status',
  'preferred_channel',
  'owner_member_id',
] as const

export const maxTags = 50

/** The fields of a customer that people write, ready to be kept. */
export type Fields = Pick<CustomerRow, (typeof plainFields)[number] | 'emails' | 'phones' | 'address' | 'tags' | 'custom_fields'>

/** A customer of whom nothing is known. */
export const blank: Fields = {
  external_id: null,
  first_name: null,
  last_name: null,
  company: null,
  emails: [],
  phones: [],
  address: null,
  date_of_birth: null,
  gender: null,
  time_zone: null,
  locale: null,
  tags: [],
  lead_source: null,
  lifecycle_stage: 'lead',
  status: 'active',
  preferred_channel: 'none',
  owner_member_id: null,
  custom_fields: {},
}

/** The fields with those that are sent in place of the present ones. A list or an address is replaced as a whole, custom fields one by one. */
export function merge(present: Fields, changes: components['schemas']['CustomerChanges']): Fields {
  const { emails, phones, tags, owner_member_id, custom_fields, ...plain } = changes
  const merged: Fields = { ...present, ...plain }
  if (emails !== undefined) merged.emails = emailsOf(emails)
  if (phones !== undefined) merged.phones = phonesOf(phones)
  if (tags !== undefined) merged.tags = sortedTags(tags)
  if (owner_member_id !== undefined) merged.owner_member_id = owner_member_id?.toLowerCase() ?? null
  if (custom_fields !== undefined) merged.custom_fields = mergeValues(present.custom_fields, custom_fields)
  return merged
}

export function sortedTags(tags: readonly string[]): string[] {
  return [...new Set(tags)].sort()
}

/** The row that keeps these fields, with what is searched and sorted by. */
export function columnsOf(fields: Fields) {
  const { emails, phones, address, external_id, first_name, last_name, company, tags, custom_fields } = fields
  const identities = [...emails.map(({ email }) => email), ...phones.map(({ e164 }) => e164), external_id]
  return {
    ...pickPlain(fields),
    tags: [...tags],
    emails: JSON.stringify(emails),
    phones: JSON.stringify(phones),
    custom_fields: JSON.stringify(custom_fields),
    address: address === null ? null : JSON.stringify(address),
    search_text: searchTextOf([first_name, last_name, company, ...identities]),
    sort_name: sortNameOf([last_name, first_name, company], identities),
  }
}

function pickPlain(fields: Fields): Pick<Fields, (typeof plainFields)[number]> {
  return Object.fromEntries(plainFields.map((name) => [name, fields[name]])) as Pick<Fields, (typeof plainFields)[number]>
}
