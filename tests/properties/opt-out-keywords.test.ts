import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { classifyReply } from '../../src/domain/opt-out-keywords/opt-out-keywords.ts'
import { trying } from '../support/properties.ts'

const stops = ['stop', 'stopall', 'stop all', 'unsubscribe', 'cancel', 'end', 'quit', 'revoke', 'opt out', 'optout', 'opt-out', 'arret']
const noise = fc.stringMatching(/^[ \t\n.,!?'"()*_~\-:;…“”]{0,6}$/)
// Anything but words that make a sentence a wish, or another keyword of two.
const others = ['the', 'tomorrow', 'five', 'you', 'dog', 'hair', 'appointment', 'is', 'blue', 'my', 'at', '5', 'schön', 'не']

test('a keyword that is the whole message opts out, in any case, spacing and punctuation', () => {
  const cased = fc
    .tuple(fc.constantFrom(...stops), fc.infiniteStream(fc.boolean()))
    .map(([word, upper]) => [...word].map((letter) => (upper.next().value ? letter.toUpperCase() : letter)).join(''))
  fc.assert(
    fc.property(cased, noise, noise, fc.constantFrom('', ' ', '.', ' . '), fc.boolean(), (word, before, after, between, optedOut) => {
      const spread = [...word].join(between)
      for (const text of [word, spread]) expect(classifyReply(`${before}${text}${after}`, { optedOut })).toBe('stop')
    }),
    trying(3_000),
  )
})

test('a sentence that merely contains a keyword opts nobody out and nobody in', () => {
  const keyword = fc.constantFrom('stop', 'end', 'cancel', 'quit', 'unsubscribe', 'start', 'yes', 'help', 'STOP', 'Cancel')
  const sentence = fc
    .tuple(fc.array(fc.constantFrom(...others), { minLength: 1, maxLength: 6 }), keyword, fc.nat())
    .map(([words, word, place]) => words.toSpliced(place % (words.length + 1), 0, word))
  fc.assert(
    fc.property(sentence, fc.constantFrom(' ', ', ', '  '), noise, fc.boolean(), (words, between, after, optedOut) => {
      expect(['none', 'wish_to_stop']).toContain(classifyReply(words.join(between) + after, { optedOut }))
    }),
    trying(3_000),
  )
})

test('YES of somebody who has not opted out changes nothing', () => {
  fc.assert(
    fc.property(noise, noise, (before, after) => {
      expect(classifyReply(`${before}yes${after}`, { optedOut: false })).toBe('none')
      expect(classifyReply(`${before}yes${after}`, { optedOut: true })).toBe('start')
    }),
    trying(500),
  )
})

test('no text whatever breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.boolean(), (text, optedOut) => {
      expect(['stop', 'start', 'help', 'wish_to_stop', 'none']).toContain(classifyReply(text, { optedOut }))
    }),
    trying(2_000),
  )
})
