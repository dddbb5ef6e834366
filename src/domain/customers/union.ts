import { problems } from '../../problems.ts'
import { uniteValues } from '../custom-fields/custom-fields.ts'
import { blank, maxTags, sortedTags } from './fields.ts'
import type { Fields } from './fields.ts'
import { uniteEmails, unitePhones } from './identities.ts'

const statuses: readonly Fields['status'][] = ['active', 'inactive', 'blocked']

/**
 * The fields of two customers that become one. What the survivor says stands; where it was never filled in, what the other says. Addresses, numbers,
 * tags and custom fields are those of both, and the survivor's primary ones stay primary. The stricter status wins: a merge never lets anybody be
 * written to who must not be. Throws 409 when there are too many of one of these.
 */
export function union(survivor: Fields, other: Fields): Fields {
  const tags = sortedTags([...survivor.tags, ...other.tags])
  if (tags.length > maxTags) throw problems.tooManyTags()
  return {
    ...filledFrom(survivor, other),
    emails: uniteEmails(survivor.emails, other.emails),
    phones: unitePhones(survivor.phones, other.phones),
    tags,
    custom_fields: uniteValues(survivor.custom_fields, other.custom_fields),
    status: stricter(survivor.status, other.status),
  }
}

/** As in a customer of whom nothing is known, a field that still says what it said at first was never filled in. */
function filledFrom(survivor: Fields, other: Fields): Fields {
  const names = Object.keys(blank) as (keyof Fields)[]
  return Object.fromEntries(names.map((name) => [name, (survivor[name] === blank[name] ? other : survivor)[name]])) as Fields
}

function stricter(one: Fields['status'], other: Fields['status']): Fields['status'] {
  return statuses.indexOf(one) > statuses.indexOf(other) ? one : other
}
