import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isFinal, outcomeOf, progressWith } from '../../src/domain/calls/progress.ts'
import type { CallEvent, Progress } from '../../src/domain/calls/progress.ts'
import { trying } from '../support/properties.ts'

const instant = fc.integer({ min: 0, max: 3_600 }).map((second) => new Date(Date.UTC(2026, 0, 5, 9, 0, second)).toISOString())
const seconds = fc.integer({ min: 0, max: 90_000 })
const status = fc.constantFrom('queued', 'ringing', 'in_progress', 'completed', 'busy', 'no_answer', 'failed', 'canceled')
const news = fc.record(
  {
    at: instant,
    status,
    durationSeconds: seconds,
    greeted: fc.boolean(),
    dial: fc.record({ outcome: fc.constantFrom('answered', 'busy', 'no_answer', 'failed', 'canceled'), seconds }),
    recording: fc.record({ id: fc.constantFrom('RE1', 'RE2'), kind: fc.constantFrom('call', 'voicemail'), seconds: fc.option(seconds) }),
  },
  { requiredKeys: ['at'] },
) as fc.Arbitrary<Partial<CallEvent> & { at: string }>
// A provider tells the same numbers each time, or none.
const whose = fc.constantFrom({}, { direction: 'inbound' as const, from: '+14155550134', to: '+14155550100' })
const event = fc
  .tuple(news, whose)
  .map(([told, numbers]): CallEvent => ({ integrationId: 'i', providerCallId: 'CA1', ...told, ...numbers }))
const events = fc.array(event, { minLength: 1, maxLength: 8 })

const after = (all: readonly CallEvent[]): Progress => all.reduce<Progress | undefined>(progressWith, undefined) as Progress

test('however the news of a call are ordered and doubled, the call is the same in the end', () => {
  fc.assert(
    fc.property(
      events.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }))),
      ([told, shuffled]) => {
        expect(after(shuffled)).toEqual(after(told))
        expect(outcomeOf(after(shuffled))).toEqual(outcomeOf(after(told)))
      },
    ),
    trying(2_000),
  )
})

test('a call never goes back: what has ended stays ended, and who spoke has spoken', () => {
  fc.assert(
    fc.property(events, event, (all, late) => {
      const [before, now] = [after(all), after([...all, late])]
      if (isFinal(before.status)) expect(isFinal(now.status)).toBe(true)
      if (before.dial_outcome === 'answered') expect(now.dial_outcome).toBe('answered')
      if (before.ended_at !== null) expect((now.ended_at ?? '') <= before.ended_at).toBe(true)
      expect(now.started_at <= before.started_at).toBe(true)
    }),
    trying(2_000),
  )
})

test('what came of a call is known exactly when it is over, and only who was answered has an instant of answering', () => {
  fc.assert(
    fc.property(events, (all) => {
      const progress = after(all)
      const { result, answered_at } = outcomeOf(progress)
      expect(result !== null).toBe(isFinal(progress.status))
      if (result !== null) expect(answered_at !== null).toBe(result === 'answered')
    }),
    trying(2_000),
  )
})
