import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import examples from 'libphonenumber-js/mobile/examples'
import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import { normalisePhone, phonesOf } from '../../src/domain/customers/identities.ts'
import { trying } from '../support/properties.ts'

const pattern = /^\+[1-9][0-9]{6,14}$/
const written = fc.stringMatching(pattern)
const real = fc.constantFrom(...getCountries()).map((country) => getExampleNumber(country, examples))

test('what is kept is a number that the contract allows', () => {
  fc.assert(
    fc.property(written, (number) => {
      expect(normalisePhone(number)).toMatch(pattern)
    }),
    trying(3_000),
  )
})

test('a number has one form: taking it again changes nothing', () => {
  fc.assert(
    fc.property(written, fc.nat({ max: 3 }), (number, zeros) => {
      const once = normalisePhone(number.slice(0, 3) + '0'.repeat(zeros) + number.slice(3, 16 - zeros))
      expect(normalisePhone(once)).toBe(once)
    }),
    trying(3_000),
  )
})

test('a number of any country is the same with and without the digit that is dialled before it at home', () => {
  fc.assert(
    fc.property(real, fc.constantFrom('', '0'), (number, trunk) => {
      fc.pre(number !== undefined)
      const { countryCallingCode, nationalNumber } = number
      const international = `+${countryCallingCode}${trunk}${nationalNumber}`
      fc.pre(pattern.test(international))
      const normalised = normalisePhone(international)
      // Where 0 is not dialled first, that is another number, or none.
      expect([number.number, international]).toContain(normalised)
      if (trunk === '' || ['44', '49', '33', '61'].includes(countryCallingCode)) expect(normalised).toBe(number.number)
    }),
    trying(1_000),
  )
})

test('of the numbers of a customer exactly one is primary, it stands first, and none is lost', () => {
  const given = fc.uniqueArray(real, { minLength: 1, maxLength: 10, selector: (number) => number?.number })
  fc.assert(
    fc.property(given, fc.nat(), fc.boolean(), (numbers, chosen, says) => {
      const all = numbers.map((number) => ({ e164: number?.number ?? '+14155550100' }))
      const primary = chosen % all.length
      const kept = phonesOf(all.map((each, index) => (says && index === primary ? { ...each, is_primary: true } : each)))
      expect(kept.map((each) => each.is_primary)).toEqual(all.map((_, index) => index === 0))
      expect(kept[0]?.e164).toBe(all[says ? primary : 0]?.e164)
      expect(kept.map((each) => each.e164).sort()).toEqual(all.map((each) => each.e164).sort())
    }),
    trying(300),
  )
})
