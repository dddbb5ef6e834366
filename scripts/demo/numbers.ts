// Only numbers that their countries keep for films and books, so that nobody's telephone rings.
const bayArea = ['415', '510', '628', '650', '925']

const visitors: readonly {
  readonly time_zone: 'Europe/London' | 'Europe/Paris' | 'Europe/Berlin' | 'Australia/Sydney'
  number(n: number): string
}[] = [
  { time_zone: 'Europe/London', number: (n) => `+447700900${pad(n, 3)}` },
  { time_zone: 'Europe/Paris', number: (n) => `+33639980${pad(n, 3)}` },
  { time_zone: 'Europe/Berlin', number: (n) => `+493023125${pad(n, 3)}` },
  { time_zone: 'Australia/Sydney', number: (n) => `+61255500${pad(n, 3)}` },
]

/** 555-0101 to 555-0199 of one area code after the other; 0100 is the salon's own. */
export function localNumber(n: number): string {
  return `+1${bayArea[n % bayArea.length] ?? ''}55501${pad(1 + Math.floor(n / bayArea.length), 2)}`
}

/** Somebody from abroad, and where their clock stands. */
export function visitorNumber(n: number) {
  const visitor = visitors[n % visitors.length] as (typeof visitors)[number]
  return { e164: visitor.number(n), time_zone: visitor.time_zone }
}

function pad(n: number, length: number): string {
  return String(n).padStart(length, '0')
}
