import type { components } from '../../generated/api.ts'
import { nameLists } from './names.ts'
import { localNumber, visitorNumber } from './numbers.ts'

type Schemas = components['schemas']

export interface DemoCustomer {
  readonly customer: Omit<Schemas['NewCustomer'], 'owner_member_id'>
  /** Who looks after them: a place in the demo team. */
  readonly carer: number | undefined
  readonly notes: readonly Schemas['NewCustomerNote'][]
}

const demoCustomerCount = 200

/** The customers of the demo business, the same each time. */
export function demoCustomers(): DemoCustomer[] {
  return Array.from({ length: demoCustomerCount }, (_, n) => demoCustomer(n))
}

const stages = spread({ customer: 11, lead: 4, lapsed: 3, qualified: 2, lost: 1 } as const)
const sources = ['Walk-in', 'Instagram', 'Referral', 'Google', 'Website', 'Bridal fair', 'Gift card']
const services = ['colour', 'cut', 'balayage', 'curly', 'bridal', 'barber', 'extensions', 'kids']
const streets = ['Pretend Street', 'Fable Avenue', 'Quay Road', 'Lantern Lane', 'Made-up Mews']
const cities = [
  ['San Francisco', '94111'],
  ['Oakland', '94607'],
  ['Berkeley', '94704'],
  ['Daly City', '94014'],
  ['Walnut Creek', '94596'],
] as const
const noteTexts = [
  'Prefers the first appointment of the day.',
  'Allergic to ammonia: use the gentle colour range.',
  'Talks about the garden. Has two dogs.',
  'Formula: 7.1 + 8.3, 20 vol, 35 minutes.\nToner 9.2 at the basin.',
  'Asked for a patch test before the next colour.',
  'Running late is normal: book with a buffer.',
  'Wedding in June, trial in May. Wants loose waves.',
  'Tea with oat milk, no sugar.',
]

// Steps that share no divisor with the length of what they walk through give an even mixture without chance.
function demoCustomer(n: number): DemoCustomer {
  const list = at(nameLists, n)
  const m = Math.floor(n / nameLists.length)
  const [first, firstLatin, gender] = at(list.first, m)
  const [last, lastLatin] = at(list.last, Math.floor(m / list.first.length))
  const stage = at(stages, n * 8)
  const contact = contactOf(n, `${firstLatin}.${lastLatin}@example.com`)
  const tags = tagsOf(n, stage)
  const customer: DemoCustomer['customer'] = {
    first_name: first,
    last_name: last,
    locale: list.locale,
    lifecycle_stage: stage,
    status: n % 67 === 66 ? 'blocked' : stage === 'lost' ? 'inactive' : 'active',
    lead_source: at(sources, n * 3),
    ...contact,
    ...(tags.length > 0 && { tags }),
    ...(n % 4 === 0 && { external_id: `till:${1000 + n}` }),
    ...(n % 3 !== 1 && { gender: n % 23 === 0 ? 'prefer_not_to_say' : gender }),
    ...(n % 5 < 2 && { date_of_birth: dateOfBirth(n) }),
    ...(n % 5 !== 3 && { address: addressOf(n) }),
    ...(n % 29 === 7 && { company: at(['Northwind Sample Studio', 'Example & Daughters', 'Placeholder Films'], n) }),
  }
  return { customer, carer: n % 3 === 2 ? undefined : n % 3, notes: notesOf(n) }
}

function contactOf(n: number, email: string): Partial<DemoCustomer['customer']> {
  const visitor = n % 25 === 12
  const { e164, ...zone } = visitor ? visitorNumber(n) : { e164: localNumber(n) }
  const hasEmail = n % 8 !== 5
  const hasPhone = !hasEmail || n % 7 !== 3
  const second = n % 11 === 4 ? [{ email: email.replace('@', '.work@'), label: 'work' }] : []
  return {
    ...zone,
    ...(hasEmail && { emails: [{ email, label: 'home', is_primary: true }, ...second] }),
    ...(hasPhone && { phones: [{ e164, label: 'mobile', is_primary: true }] }),
    preferred_channel: hasPhone ? at(['sms', 'sms', 'phone', 'none'], n) : 'email',
  }
}

function tagsOf(n: number, stage: Schemas['LifecycleStage']): string[] {
  const service = stage === 'lead' ? [] : [at(services, n * 3)]
  return [...service, ...(n % 9 === 0 ? ['vip'] : []), ...(n % 6 === 1 ? ['newsletter'] : []), ...(n % 31 === 30 ? ['no-show risk'] : [])]
}

function notesOf(n: number): Schemas['NewCustomerNote'][] {
  const count = n % 10 < 6 ? 0 : n % 10 < 9 ? 1 : 2
  return Array.from({ length: count }, (_, index) => ({ body: at(noteTexts, n + index * 3), pinned: n % 20 === 19 && index === 0 }))
}

function addressOf(n: number): Schemas['PostalAddress'] {
  const [city, postal_code] = at(cities, n * 2 + Math.floor(n / 5))
  const flat = n % 6 === 0 ? { line2: `Apartment ${1 + (n % 40)}` } : {}
  return {
    line1: `${1 + ((n * 37) % 900)} ${at(streets, n * 3 + Math.floor(n / 10))}`,
    ...flat,
    city,
    region: 'CA',
    postal_code,
    country: 'US',
  }
}

function dateOfBirth(n: number): string {
  return new Date(Date.UTC(1950 + ((n * 7) % 56), (n * 5) % 12, 1 + ((n * 11) % 28))).toISOString().slice(0, 10)
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T
}

/** Each word as often as its weight says. */
function spread<T extends string>(weights: Readonly<Record<T, number>>): T[] {
  return (Object.keys(weights) as T[]).flatMap((word) => Array<T>(weights[word]).fill(word))
}
