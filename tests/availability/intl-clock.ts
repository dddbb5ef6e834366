/** Clocks of the world the slow way: by asking Intl what they show, and nothing else. The oracle of the tests, and no help from what they test. */

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

/** How far the clock of a zone is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(zone: string, instant: number): number {
  const key = `${zone} ${instant}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  formats.set(zone, format)
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(format.format(instant)) ?? []
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
  offsets.set(key, offset)
  return offset
}

/** `HH:MM` of the clock at an instant. */
export function shownAt(zone: string, instant: number): string {
  return new Date(instant + offsetAt(zone, instant)).toISOString().slice(11, 16)
}

const quarter = 900_000
const hour = 4 * quarter

/** The first instant at which the clock shows this, or what RFC 5545 makes of a time that it skips: it is read with the offset before the gap. */
export function instantOf(zone: string, date: string, minutes: number): number {
  const shown = Date.parse(`${date}T00:00:00Z`) + minutes * 60_000
  const around = Array.from({ length: 41 }, (_, index) => shown + (index - 20) * hour)
  const seen = [...new Set(around.map((instant) => offsetAt(zone, instant)))]
  const found = seen.map((offset) => shown - offset).filter((instant) => instant + offsetAt(zone, instant) === shown)
  return found.length > 0 ? Math.min(...found) : shown - (seen[0] ?? 0)
}

/** The instants between two at which the clock is put forward or back, to the quarter of an hour. None are closer together than ten days. */
export function changesIn(zone: string, from: number, until: number): number[] {
  return steps(zone, { from, until }, 240 * hour).flatMap((days) =>
    steps(zone, days, 24 * hour).flatMap((day) => steps(zone, day, quarter).map((found) => found.until)),
  )
}

function steps(zone: string, { from, until }: { from: number; until: number }, length: number): { from: number; until: number }[] {
  const found = []
  for (let at = from; at < until; at += length)
    if (offsetAt(zone, at) !== offsetAt(zone, at + length)) found.push({ from: at, until: at + length })
  return found
}
