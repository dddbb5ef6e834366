import { setTimeout as wait } from 'node:timers/promises'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { ask } from './traffic.ts'

interface FeedEvent {
  readonly id: string
  readonly sequence: number
}
export interface Follower {
  /** Reads on to the end, reads everything once more, and says what was not as promised. */
  end(): Promise<{ readonly events: number; readonly faults: number }>
}

const pauseMs = 50

/** Somebody who follows a business's events while they are written, whatever happens to the server meanwhile, and remembers only the last number. */
export function follow(url: () => string, key: string): Follower {
  const seen: FeedEvent[] = []
  const state = { ending: false }
  const page = async (after: number): Promise<{ data: FeedEvent[]; page: { has_more: boolean } }> => {
    for (;;) {
      const answer = await ask('follow', `${url()}/v1/events?limit=100&after=${after}`, key)
      if (answer.status === 200) return JSON.parse(answer.text) as { data: FeedEvent[]; page: { has_more: boolean } }
      await wait(pauseMs)
    }
  }
  const following = (async () => {
    for (;;) {
      const isLast = state.ending
      const { data, page: place } = await page(seen.at(-1)?.sequence ?? 0)
      seen.push(...data)
      if (isLast && !place.has_more) return
      if (!place.has_more) await wait(pauseMs)
    }
  })()
  return {
    async end() {
      state.ending = true
      await following
      const all: FeedEvent[] = []
      for (let more = true; more;) {
        const { data, page: place } = await page(all.at(-1)?.sequence ?? 0)
        all.push(...data)
        more = place.has_more
      }
      const had = new Set(seen.map(({ id }) => id))
      const missed = all.filter(({ id }) => !had.has(id)).length
      const twice = seen.length - had.size
      const gaps = all.filter(({ sequence }, index) => sequence !== index + 1).length
      return { events: all.length, faults: missed + twice + gaps }
    },
  }
}

/** What all of them have to say. */
export async function endAll(title: string, followers: readonly Follower[]): Promise<Figure[]> {
  const ends = await Promise.all(followers.map((follower) => follower.end()))
  const sum = (of: 'events' | 'faults'): number => ends.reduce((total, each) => total + each[of], 0)
  return [single(`${title}: events followed`, sum('events')), single(`${title}: events missed, seen twice or not in order`, sum('faults'))]
}
