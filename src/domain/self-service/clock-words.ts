// Times in words for people, by the clock of a place. English, with the day before the month and a clock of 24 hours, which nobody misreads.

interface Times {
  readonly starts_at: string
  readonly ends_at: string
  readonly time_zone: string
}

/** “Tuesday 12 January 2027, 10:00 to 11:30 GMT”. */
export function whenOf({ starts_at, ends_at, time_zone }: Times): string {
  return `${dayOf(starts_at, time_zone)}, ${timeOf(starts_at, time_zone)} to ${timeOf(ends_at, time_zone)} (${zoneName(starts_at, time_zone)})`
}

export function momentOf(instant: string, timeZone: string): string {
  return `${dayOf(instant, timeZone)}, ${timeOf(instant, timeZone)}`
}

export function dayOf(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(
    new Date(instant),
  )
}

export function timeOf(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(instant))
}

export function zoneName(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'long' }).formatToParts(new Date(instant))
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
