import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { filterValue } from '../../src/domain/custom-fields/filters.ts'
import { faultOf, mergeValues } from '../../src/domain/custom-fields/values.ts'
import type { FieldValue } from '../../src/domain/custom-fields/values.ts'
import { business } from '../support/api.ts'
import { createWith, define } from '../custom-fields/fields.ts'
import { trying } from '../support/properties.ts'

const offered = ['a', 'b', 'c', 'd']
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const values = {
  text: fc
    .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
    .filter((text) => /^[^\u0000-\u001F\u007F-\u009F\u2028\u2029\uFFFE\uFFFF]{1,300}$/u.test(text)),
  number: fc.double({ min: -1e12, max: 1e12, noNaN: true }),
  boolean: fc.boolean(),
  date: day,
  single_choice: fc.constantFrom(...offered),
  multiple_choice: fc.uniqueArray(fc.constantFrom(...offered), { minLength: 1 }),
}
type Type = keyof typeof values
const types = Object.keys(values) as Type[]
const typed = fc.constantFrom(...types).chain((type) => values[type].map((value: FieldValue) => ({ type, value })))
const definition = (type: Type) => ({
  key: type,
  type,
  status: 'active' as const,
  choices: offered.map((value) => ({ value, label: value })),
})

test('a field takes every value of its type', () => {
  fc.assert(
    fc.property(typed, ({ type, value }) => {
      expect(faultOf(definition(type), value)).toBeUndefined()
      expect(faultOf({ ...definition(type), status: 'archived' }, value)?.code).toBe('archived')
    }),
    trying(2_000),
  )
})

test('numbers, truth values and lists are taken by their own type alone', () => {
  fc.assert(
    fc.property(typed, fc.constantFrom(...types), ({ type, value }, other) => {
      fc.pre(['number', 'boolean', 'multiple_choice'].includes(type) && type !== other)
      expect(faultOf(definition(other), value)?.code).toBe('type')
    }),
    trying(1_000),
  )
})

test('a filter with a value as it is written finds that value', () => {
  fc.assert(
    fc.property(typed, ({ type, value }) => {
      fc.pre(type !== 'multiple_choice' && !/e/.test(type === 'number' ? String(value) : ''))
      expect(filterValue(type, String(value))).toEqual(type === 'number' ? Number(String(value)) : value)
    }),
    trying(2_000),
  )
})

test('merging the same again changes nothing, and null takes everything away', () => {
  const some = fc.dictionary(
    fc.constantFrom(...types),
    typed.map(({ value }) => value),
  )
  fc.assert(
    fc.property(some, some, (present, changes) => {
      const merged = mergeValues(present, changes)
      expect(mergeValues(merged, changes)).toEqual(merged)
      expect(mergeValues(merged, Object.fromEntries(Object.keys(merged).map((key) => [key, null])))).toEqual({})
    }),
    trying(1_000),
  )
})

test('what is written is read again, and found', async () => {
  const salon = await business()
  for (const type of types) await define(salon, type, type.endsWith('choice') ? { choices: definition(type).choices } : {})
  await fc.assert(
    fc.asyncProperty(fc.record(values), async (given) => {
      const { status, body } = await createWith(salon, given)
      expect(status).toBe(201)
      const kept = { ...given, number: given.number === 0 ? 0 : given.number, multiple_choice: [...given.multiple_choice].sort() }
      expect((await salon.owner.get(`/v1/customers/${body.id}`)).body.custom_fields).toEqual(kept)
      const asked = [
        `date:${given.date}`,
        `boolean:${given.boolean}`,
        `single_choice:${given.single_choice}`,
        `multiple_choice:${given.multiple_choice[0]}`,
      ]
      const found = await salon.owner.get(`/v1/customers?limit=100&${asked.map((each) => `custom_field=${each}`).join('&')}`)
      expect(found.body.data.map(({ id }: { id: string }) => id)).toContain(body.id)
    }),
    trying(60),
  )
})
