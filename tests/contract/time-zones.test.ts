import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'
import { shapeOf } from './corpus/contract.ts'

const ours = (shapeOf({ $ref: '#/components/schemas/TimeZone' }).enum ?? []) as readonly string[]

test('the runtime and PostgreSQL know every time zone of the contract', async () => {
  const known = new Set((await rows<{ name: string }>('select name from pg_timezone_names')).map(({ name }) => name))

  expect(ours.filter((name) => !known.has(name))).toEqual([])
  expect(ours.filter((name) => !isKnownToRuntime(name))).toEqual([])
})

test('the contract knows every time zone of the runtime, and every place of PostgreSQL that the runtime knows', async () => {
  const places = await rows<{ name: string }>(
    "select name from pg_timezone_names where name ~ '^(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/'",
  )
  const known = new Set(ours)

  expect(Intl.supportedValuesOf('timeZone').filter((name) => !known.has(name))).toEqual([])
  expect(places.map(({ name }) => name).filter((name) => isKnownToRuntime(name) && !known.has(name))).toEqual([])
  expect(known.size).toBe(ours.length)
})

function isKnownToRuntime(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
