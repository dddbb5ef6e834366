import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { rows } from '../support/api.ts'
import { trying } from '../support/properties.ts'
import { newLine, newsOf } from '../calls/line.ts'
import type { Line } from '../calls/line.ts'

const windowMinutes = 60
const delaySeconds = 120
const fit = ['+14155550140', '+14155550141']
const suppressed = '+14155550142'
// A number that was withheld, a short code, a landline, and one that said STOP.
const unfit = [null, '72345', '+493023125001', suppressed]

const call = fc.record({
  from: fc.constantFrom(...fit, ...unfit),
  dial: fc.constantFrom('answered', 'busy', 'no_answer', 'canceled'),
  seconds: fc.integer({ min: 6, max: 60 }),
  /** How long after the one before. */
  gap: fc.oneof(fc.integer({ min: 61, max: 300 }), fc.integer({ min: 1_000, max: 5_000 })),
  doubled: fc.boolean(),
})
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never

type Passed = Call & {
  readonly began: number
  readonly ended: number
}

/** The calls one after the other, and between them the texts that are due, each tried twice at once. */
async function play(line: Line, calls: readonly Call[]): Promise<Passed[]> {
  const base = Date.now() + 60_000
  let now = base
  const passed: Passed[] = []
  for (const each of calls) {
    now += each.gap * 1_000
    await sendDue(line, now)
    for (const news of newsOf(new Date(now), each)) {
      const copies = each.doubled ? [news, news] : [news]
      await Promise.all(copies.map((copy) => line.tell(copy)))
    }
    passed.push({ ...each, began: now, ended: now + each.seconds * 1_000 })
  }
  await sendDue(line, now + 3_600_000)
  return passed
}

async function sendDue(line: Line, now: number): Promise<void> {
  const due = await rows<{ id: string; due: Date }>(
    `select id, text_back_due_at as due from calls where business_id = $1 and text_back_status = 'scheduled' and text_back_due_at <= $2
     order by text_back_due_at, id`,
    [line.salon.id, new Date(now)],
  )
  for (const { id, due: at } of due) await Promise.all([line.textBack(id, at), line.textBack(id, at)])
}

/** When each caller must have been texted: by the words of the rule, not by its code. */
function expected(passed: readonly Passed[]): Record<string, number[]> {
  const sent: Record<string, number[]> = Object.fromEntries(fit.map((number) => [number, []]))
  for (const missed of passed.filter(({ dial, from }) => dial !== 'answered' && from !== null && fit.includes(from))) {
    const due = missed.ended + delaySeconds * 1_000
    const texts = sent[missed.from ?? ''] ?? []
    const gotThrough = passed.some(
      ({ from, began, dial }) => from === missed.from && dial === 'answered' && began > missed.began && began < due,
    )
    if (!gotThrough && due - (texts.at(-1) ?? 0) >= windowMinutes * 60_000) texts.push(due)
  }
  return sent
}

test('however people call, each caller gets at most one text a window, none after getting through, and those who must not get none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 8 }), async (calls) => {
      const line = await newLine({ delay_s: delaySeconds, dedupe_window_minutes: windowMinutes })
      await rows("insert into suppressions (business_id, channel, address, reason) values ($1, 'sms', $2, 'keyword_stop')", [
        line.salon.id,
        suppressed,
      ])

      const passed = await play(line, calls)

      const sent = await rows<{ from_address: string; at: Date }>(
        `select from_address, text_back_sent_at as at from calls where business_id = $1 and text_back_status = 'sent' order by text_back_sent_at`,
        [line.salon.id],
      )
      const found = Object.fromEntries(
        fit.map((number) => [number, sent.filter((each) => each.from_address === number).map(({ at }) => at.getTime())]),
      )
      expect(found).toEqual(expected(passed))
      expect(sent.filter(({ from_address }) => !fit.includes(from_address))).toEqual([])
      const messages = await rows("select from messages where business_id = $1 and status <> 'suppressed'", [line.salon.id])
      expect(messages).toHaveLength(sent.length)
    }),
    trying(25),
  )
})
