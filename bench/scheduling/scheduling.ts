import { readFileSync } from 'node:fs'
import { Client } from 'pg'
import { drawCurve } from '../curves.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { median, ratioOf } from '../ratios.ts'
import { onStage } from '../stage.ts'
import type { Stage } from '../stage.ts'
import { measureReminders } from './reminders.ts'
import type { Answer } from './requests.ts'
import { asker, p95 } from './requests.ts'

interface Table {
  readonly appointments: number
  readonly businesses: number
  /** Of the first business, which is the one that asks, and of each other. */
  readonly members: readonly [first: number, others: number]
}

// Each member has 496 appointments in the next 31 days.
const tables: readonly Table[] = [
  { appointments: 1_000, businesses: 2, members: [1, 1] },
  { appointments: 100_000, businesses: 39, members: [20, 5] },
  { appointments: 1_000_000, businesses: 400, members: [20, 5] },
]
const crowd = 200
const dayMs = 86_400_000

/** What one business waits for, by how many appointments there are in the table. */
interface Round {
  readonly slotsOfOne: number
  readonly slotsOfAll: number
  readonly booking: number
  readonly race: number
  /** Answers of the races that were neither the one booking nor a refusal. */
  readonly wrong: number
}

export interface SchedulingSettings {
  readonly rounds: number
  /** How many reminders are due at once. */
  readonly reminders: number
  /** Only these; both when there is none. */
  readonly scheduling: readonly string[]
}

/** How long people wait who look for a time and book it, and how soon all are reminded who have to be. */
export async function measureScheduling(admin: string, { rounds, reminders, scheduling: only }: SchedulingSettings): Promise<Figure[]> {
  const scenarios: Readonly<Record<string, () => Promise<Figure[]>>> = {
    times: () => measureTimes(admin, rounds),
    reminders: () => measureReminders(admin, reminders),
  }
  const unknown = only.find((name) => !(name in scenarios))
  if (unknown !== undefined) throw new Error(`There is no scenario ${unknown}: ${Object.keys(scenarios).join(', ')}.`)
  const figures: Figure[] = []
  for (const [name, measure] of Object.entries(scenarios)) {
    if (only.length === 0 || only.includes(name)) figures.push(...(await measure()))
  }
  return figures
}

/** How long listing times, booking one, and 200 who want the same one take, and what becomes of it when the table grows. */
async function measureTimes(admin: string, rounds: number): Promise<Figure[]> {
  const results = new Map<number, Round[]>()
  for (const table of tables)
    await onStage(
      admin,
      Array.from({ length: table.businesses }, () => 5),
      'real',
      async (stage) => {
        await fill(stage, table)
        results.set(table.appointments, await measure(stage, rounds))
      },
    )
  draw(results)
  const of = (appointments: number, what: keyof Round): number[] => (results.get(appointments) ?? []).map((round) => round[what])
  const growth = (what: keyof Round): Figure['value'] =>
    ratioOf(of(1_000_000, what).map((value, round) => value / (of(1_000, what)[round] ?? value)))
  return [
    { name: 'slots of one member and 31 days, p95 ms', value: ratioOf(of(1_000_000, 'slotsOfOne')), noise: [] },
    { name: 'slots of 20 members and 31 days, p95 ms', value: ratioOf(of(1_000_000, 'slotsOfAll')), noise: [] },
    { name: 'booking, p95 ms', value: ratioOf(of(1_000_000, 'booking')), noise: [] },
    { name: '200 for one time, p95 ms', value: ratioOf(of(1_000_000, 'race')), noise: [] },
    single(
      '200 for one time: answers other than one booking and refusals',
      Math.max(...[...results.values()].flat().map(({ wrong }) => wrong)),
    ),
    { name: 'slots, p95: 1,000,000 appointments to 1,000', value: growth('slotsOfOne'), noise: [] },
    { name: 'booking, p95: 1,000,000 appointments to 1,000', value: growth('booking'), noise: [] },
  ]
}

async function fill({ database }: Stage, { members }: Table): Promise<void> {
  const client = new Client({ connectionString: database.urls.owner })
  await client.connect()
  try {
    await client.query('begin')
    await client.query('set local session_replication_role = replica; set local synchronous_commit = off')
    const [first, others] = members
    const seed = readFileSync(new URL('seed.sql', import.meta.url), 'utf8')
    for (const statement of seed.split(';\n').filter((part) => part.trim() !== ''))
      await client.query(statement.replaceAll('$1::int', String(first)).replaceAll('$2::int', String(others)))
    await client.query('commit')
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}

async function measure({ database, start }: Stage, rounds: number): Promise<Round[]> {
  const [caller] = database.callers
  if (caller === undefined) throw new Error('There is no caller.')
  const server = await start('ours')
  const { ask, end } = asker(server.url, caller.key)
  try {
    const data = async (path: string): Promise<{ id: string }[]> =>
      (JSON.parse((await ask('GET', path)).body) as { data: { id: string }[] }).data
    const [service_id = '', member_id = ''] = [(await data('/v1/services'))[0]?.id, (await data('/v1/team-members'))[0]?.id]
    const month = { service_id, from: instant(0), before: instant(31), limit: '1000' }
    const slots = (query: Record<string, string>) => (): Promise<Answer> =>
      ask('GET', `/v1/availability/slots?${new URLSearchParams({ ...month, ...query }).toString()}`)
    const book = (place: number) => (): Promise<Answer> =>
      ask('POST', '/v1/appointments', {
        customer_id: caller.customerIds[0],
        service_id,
        member_id,
        starts_at: freeTime(place),
        source: 'staff',
      })
    const results: Round[] = []
    let place = 0
    for (let round = 0; round <= rounds; round += 1) {
      const one = await timed(100, slots({ member_id }), 200)
      const all = await timed(50, slots({}), 200)
      const booked = await timed(100, () => book((place += 1))(), 201)
      const [crowded, wrong] = await race(book((place += 1)))
      // The first warms.
      if (round > 0) results.push({ slotsOfOne: p95(one), slotsOfAll: p95(all), booking: p95(booked), race: p95(crowded), wrong })
      console.log(
        `${round}  slots ${p95(one).toFixed(1)}, of all ${p95(all).toFixed(1)}, booking ${p95(booked).toFixed(1)}, race ${p95(crowded).toFixed(0)} ms, ${wrong} wrong`,
      )
    }
    return results
  } finally {
    end()
    await server.stop()
  }
}

/** So many, one after the other. */
async function timed(count: number, work: () => Promise<Answer>, expected: number): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let index = 0; index < count; index += 1) {
    const answer = await work()
    if (answer.status !== expected) throw new Error(`${answer.status} in place of ${expected}: ${answer.body}`)
    answers.push(answer)
  }
  return answers
}

/** All at once; and how many answers are not what one winner and so many losers get. */
async function race(book: () => Promise<Answer>): Promise<[Answer[], number]> {
  const answers = await Promise.all(Array.from({ length: crowd }, book))
  const won = answers.filter(({ status }) => status === 201).length
  const lost = answers.filter(({ status, body }) => status === 409 && body.includes('slot_unavailable')).length
  return [answers, crowd - lost - 1 + Math.abs(won - 1)]
}

/** Midnight in UTC so many days ahead. */
function instant(days: number): string {
  return new Date(Math.floor(Date.now() / dayMs) * dayMs + days * dayMs).toISOString()
}

/** Times that nobody has yet: half hours from ten to fourteen in UTC, which is open in Berlin all the year, on days that the seed leaves out. */
function freeTime(place: number): string {
  const start = Date.parse(instant(40 + Math.floor(place / 8)))
  return new Date(start + (10 + (place % 8) / 2) * 3_600_000).toISOString()
}

function draw(results: ReadonlyMap<number, readonly Round[]>): void {
  const lines = [
    ['slotsOfOne', 'slots of a member, 31 days'],
    ['booking', 'a booking'],
  ] as const
  drawCurve({
    file: 'scheduling-growth',
    title: 'Listing times and booking one, p95, by how many appointments there are',
    x: { name: 'appointments in the table', logarithmic: true },
    y: { name: 'ms' },
    lines: lines.map(([what, name]) => ({
      name,
      points: [...results].map(([appointments, rounds]) => {
        const { min, max } = ratioOf(rounds.map((round) => round[what]))
        return [appointments, median(rounds.map((round) => round[what])), [min, max]]
      }),
    })),
  })
}
