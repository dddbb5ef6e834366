import { expect, test } from '@jest/globals'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { anywhereInNorthAmerica, areas } from '../../src/domain/sending-gate/area-codes.ts'
import { mayBeInUnitedStates, whereaboutsOf } from '../../src/domain/sending-gate/whereabouts.ts'

const business = 'Europe/Berlin'

test.each([
  ['a number in one zone', '+14155550134', ['America/Los_Angeles'], ['US', 'US-CA']],
  ['an area on a border', '+12085550134', ['America/Denver', 'America/Los_Angeles'], ['US', 'US-ID']],
  ['Canada', '+14165550134', ['America/New_York'], ['CA', 'CA-ON']],
  ['a country with one zone', '+441134960123', ['Europe/London'], ['GB']],
  ['an island of the same numbering plan', '+18765550134', ['America/Jamaica'], ['JM']],
  ['a free number, which may be anywhere', '+18005550134', anywhereInNorthAmerica, []],
  ['an e-mail address, which tells nothing', 'ada@example.com', [business], []],
  ['what is no number', '+999123456', [business], []],
])('%s', (_what, address, timeZones, regions) => {
  expect(whereaboutsOf({ address }, business)).toEqual({ timeZones, regions })
})

test('a country of many zones has all of them', () => {
  const { timeZones } = whereaboutsOf({ address: '+61491570156' }, business)

  expect(timeZones).toEqual(expect.arrayContaining(['Australia/Perth', 'Australia/Sydney']))
})

test('what is known of the customer counts before the number, and their address adds its region', () => {
  const known = whereaboutsOf({ address: '+14155550134', timeZone: 'America/Chicago', country: 'US', region: 'TX' }, business)

  expect(known).toEqual({ timeZones: ['America/Chicago'], regions: ['US', 'US-TX', 'US-CA'] })
})

test('every code is three digits that stand there once, and every zone is one that clocks know', () => {
  const zones = new Set([...areas.values()].flatMap(({ timeZones }) => timeZones))

  expect([...areas.keys()].filter((code) => !/^[2-9]\d\d$/.test(code))).toEqual([])
  for (const zone of zones) expect(new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone).toBeTruthy()
  expect([...areas.values()].filter(({ timeZones, region }) => timeZones.includes('') || !/^(US|CA)-[A-Z]{2}$/.test(region))).toEqual([])
})

test('each code of the two countries that numbers are given in is known, in its country', () => {
  const codes = Array.from({ length: 800 }, (_, index) => String(index + 200))
  // Free, premium and personal numbers are of no place.
  const nowhere = ['TOLL_FREE', 'PREMIUM_RATE', 'PERSONAL_NUMBER', 'VOIP']
  const countryOf = (code: string) => {
    const number = parsePhoneNumberFromString(`+1${code}2345678`)
    return number?.isValid() === true && !nowhere.includes(number.getType() ?? '') ? number.country : undefined
  }
  const given = codes.filter((code) => ['US', 'CA'].includes(countryOf(code) ?? ''))

  expect(given.length).toBeGreaterThan(350)
  expect(given.filter((code) => areas.get(code)?.region.slice(0, 2) !== countryOf(code))).toEqual([])
})

test('carriers of the United States are asked for every number that may be there', () => {
  expect(['+14155550134', '+18005550134', '+17875550134'].map(mayBeInUnitedStates)).toEqual([true, true, true])
  expect(['+14165550134', '+18765550134', '+441134960123', '+4915112345678'].map(mayBeInUnitedStates)).toEqual([false, false, false, false])
})
