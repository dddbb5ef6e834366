/** When marketing may go out, by the clock on somebody's wall. Times lie on quarter hours; days are 1 for Monday to 7 for Sunday. */
export interface OpenHours {
  readonly start: string
  readonly end: string
  readonly days: readonly number[]
}

/** Somewhere that a recipient may be, and what holds there: the hours of each weekday, of which all must be open. */
export interface Place {
  readonly timeZone: string
  readonly hoursOn: (weekday: number) => readonly OpenHours[]
}

const quarterMs = 15 * 60 * 1000
// Two weeks: whatever the days and zones, what does not open until then never opens.
const lastQuarter = 14 * 24 * 4

/**
 * The first instant, `at` or later, at which it is open wherever the recipient may be; undefined when there is none. Wherever clocks go they go by
 * quarter hours, and so do the hours of a policy: between two quarters nothing opens, not even when a clock is changed.
 */
export function firstOpenInstant(places: readonly Place[], at: Date): Date | undefined {
  if (isOpen(places, at)) return at
  const next = Math.floor(at.getTime() / quarterMs) + 1
  for (let quarter = next; quarter < next + lastQuarter; quarter += 1) {
    const instant = new Date(quarter * quarterMs)
    if (isOpen(places, instant)) return instant
  }
  return undefined
}

function isOpen(places: readonly Place[], at: Date): boolean {
  return places.every(({ timeZone, hoursOn }) => {
    const { weekday, time } = wallClock(timeZone, at)
    const hours = hoursOn(weekday)
    return hours.length > 0 && hours.every(({ start, end }) => start <= time && time < end)
  })
}

const weekdays: Readonly<Record<string, number>> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 }
const clocks = new Map<string, Intl.DateTimeFormat>()

/** What calendar and clock say there: the weekday, and the time as HH:MM. */
export function wallClock(timeZone: string, at: Date): { readonly weekday: number; readonly time: string } {
  let clock = clocks.get(timeZone)
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    clocks.set(timeZone, clock)
  }
  const [weekday = '', time = ''] = clock.format(at).split(/[, ]+/)
  return { weekday: weekdays[weekday] ?? 0, time }
}
