import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { anywhereInNorthAmerica, areas } from './area-codes.ts'

/** Where a recipient may be, as far as it can be told. */
export interface Whereabouts {
  /** Each zone that comes into question; marketing waits until it is open in all of them. */
  readonly timeZones: readonly string[]
  /** Countries and their parts (US, US-TX) that come into question. */
  readonly regions: readonly string[]
}

export interface Recipient {
  readonly address: string
  /** What is known of the customer, if there is one. */
  readonly timeZone?: string | null | undefined
  readonly country?: string | undefined
  /** A part of the country as an address has it, such as TX. */
  readonly region?: string | undefined
}

/**
 * The zone that the customer is known to be in; else those that the number may be in; else the business's own. A number that was taken along to another
 * place tells the wrong zone, and then what the customer's own row says is better.
 */
export function whereaboutsOf({ address, timeZone, country, region }: Recipient, businessZone: string): Whereabouts {
  const number = address.startsWith('+') ? placeOfNumber(address) : undefined
  const home = country === undefined ? [] : [country, ...(isPart(region) ? [`${country}-${region}`] : [])]
  const timeZones = typeof timeZone === 'string' ? [timeZone] : (number?.timeZones ?? [])
  return {
    timeZones: timeZones.length === 0 ? [businessZone] : timeZones,
    regions: [...new Set([...home, ...(number?.regions ?? [])])],
  }
}

/** Whether a text to this number goes to the United States, whose carriers ask who sends it. What may be there counts. */
export function mayBeInUnitedStates(address: string): boolean {
  if (!address.startsWith('+1')) return false
  const regions = placeOfNumber(address)?.regions ?? []
  return regions.length === 0 || regions.includes('US')
}

function placeOfNumber(e164: string): Whereabouts | undefined {
  const area = e164.startsWith('+1') ? areas.get(e164.slice(2, 5)) : undefined
  if (area !== undefined) return { timeZones: area.timeZones, regions: [area.region.slice(0, 2), area.region] }
  const country = parsePhoneNumberFromString(e164)?.country
  if (e164.startsWith('+1') && (country === undefined || country === 'US' || country === 'CA')) {
    return { timeZones: anywhereInNorthAmerica, regions: [] }
  }
  return country === undefined ? undefined : { timeZones: zonesOfCountry(country), regions: [country] }
}

// Remembered, because Node takes its time to tell and is asked for each message; there are no more countries than that.
const zones = new Map<string, readonly string[]>()

function zonesOfCountry(country: string): readonly string[] {
  const known = zones.get(country)
  if (known !== undefined) return known
  // Node has the method and the compiler's library does not know it yet.
  const found = (new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones(): string[] | undefined }).getTimeZones() ?? []
  zones.set(country, found)
  return found
}

function isPart(region: string | undefined): region is string {
  return region !== undefined && /^[A-Z0-9]{1,3}$/.test(region)
}
