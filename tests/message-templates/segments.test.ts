import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { countSegments } from '../../src/domain/message-templates/segments.ts'
import { trying } from '../support/properties.ts'

const gsm7 = (segments: number, units: number) => ({ encoding: 'gsm7', segments, units })
const ucs2 = (segments: number, units: number) => ({ encoding: 'ucs2', segments, units })

test.each([
  ['nothing', '', gsm7(0, 0)],
  ['one letter', 'a', gsm7(1, 1)],
  ['as much as fits alone', 'a'.repeat(160), gsm7(1, 160)],
  ['one more', 'a'.repeat(161), gsm7(2, 161)],
  ['two full ones', 'a'.repeat(306), gsm7(2, 306)],
  ['one more than two', 'a'.repeat(307), gsm7(3, 307)],
  ['letters of the alphabet that look foreign', 'Grüße à Ærø ñ ¿ Δ@£¥', gsm7(1, 20)],
  ['a line feed', 'a\nb', gsm7(1, 3)],
  ['characters that take two places', '€{}[]~^|\\', gsm7(1, 18)],
  ['as many of them as fit alone', '€'.repeat(80), gsm7(1, 160)],
  ['one more of them', '€'.repeat(81), gsm7(2, 162)],
  // By division it would be two: the pair does not fit into the last place of the first part.
  ['a pair on the edge of a part', `${'a'.repeat(152)}€${'a'.repeat(152)}`, gsm7(3, 306)],
  ['one letter beyond the alphabet', 'ä'.repeat(69) + 'ă', ucs2(1, 70)],
  ['as many as fit alone', 'я'.repeat(70), ucs2(1, 70)],
  ['one more beyond', 'я'.repeat(71), ucs2(2, 71)],
  ['two full parts', 'я'.repeat(134), ucs2(2, 134)],
  ['pictures', '😀'.repeat(35), ucs2(1, 70)],
  ['one more picture', '😀'.repeat(36), ucs2(2, 72)],
  ['a picture on the edge of a part', `${'я'.repeat(66)}😀${'я'.repeat(66)}`, ucs2(3, 134)],
  ['typographic quotes', '“Hi”', ucs2(1, 4)],
])('%s', (_what, text, expected) => {
  expect(countSegments(text)).toEqual(expected)
})

const characters = fc.constantFrom('a', 'Z', ' ', '€', '[', 'é', 'я', '“', '😀', '👍🏽')
const texts = fc.array(characters, { maxLength: 400 }).map((all) => all.join(''))

test('every unit is somewhere, and no part holds more than its room', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { encoding, segments, units } = countSegments(text)
      const [single, each] = encoding === 'gsm7' ? [160, 153] : [70, 67]
      // A part ends at most one unit early.
      const most = Math.ceil(units / (each - 1))
      expect(segments).toBeGreaterThanOrEqual(units <= single ? Math.min(units, 1) : Math.ceil(units / each))
      expect(segments).toBeLessThanOrEqual(units <= single ? 1 : most)
      expect(units).toBeGreaterThanOrEqual(text.length)
      if (encoding === 'ucs2') expect(units).toBe(text.length)
    }),
    trying(2_000),
  )
})

test('a longer text never takes fewer parts', () => {
  fc.assert(
    fc.property(texts, characters, (text, more) => {
      expect(countSegments(text + more).segments).toBeGreaterThanOrEqual(countSegments(text).segments)
    }),
    trying(2_000),
  )
})
