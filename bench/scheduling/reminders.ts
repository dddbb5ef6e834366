import { setTimeout as wait } from 'node:timers/promises'
import { until } from '../../tests/support/eventually.ts'
import type { Sizes } from '../data/databases.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { residentMb } from '../machine.ts'
import type { Street, TextingSalon } from '../messages/salons.ts'
import { onStreet } from '../messages/salons.ts'
import type { BenchProcess } from '../server.ts'

const usual = 10_000
const warming = 3_000
const watchMs = 250
const sizes: Sizes = [500]

interface Handed {
  readonly seconds: number
  /** By what is left after a collection, and by what the system gives. */
  readonly keptMb: number
  readonly grownMb: number
  readonly mostMb: number
  /** Processor time for one reminder, in milliseconds. */
  readonly worker: number
  readonly postgres: number
  readonly noise: readonly string[]
}

/**
 * A full salon on its best morning: so many reminders are due at the same moment, of one business and of a hundred. How long it takes until each is a message
 * that the gate has judged, noticing that they are due included, and by how much the memory of the worker grows over it. The same worker sends them
 * meanwhile, to a stand-in that answers at once.
 */
export async function measureReminders(admin: string, size: number): Promise<Figure[]> {
  return onStreet(admin, sizes, async (street) => {
    street.vendors.callbacks.mode('none')
    const [first, ...others] = await street.salons(102)
    if (first === undefined) throw new Error('There is no business.')
    const worker = street.startWorker({}, 'kept-memory')
    // What is compiled at first use is not what is asked here, nor the memory that V8 takes for what is young, which it gives itself step by step.
    await handOver(street, [first], warming, worker)
    const one = await handOver(street, others.slice(0, 1), size, worker)
    const many = await handOver(street, others.slice(1), size, worker)
    await worker.stop()
    return [...figuresOf('of one business', size, one), ...figuresOf('of 100 businesses', size, many)]
  })
}

function figuresOf(whose: string, size: number, { seconds, keptMb, grownMb, mostMb, worker, postgres, noise: busy }: Handed): Figure[] {
  const title = `${usual.toLocaleString('en')} due reminders ${whose}`
  const short = size === usual ? [] : [`${size} reminders`]
  const noise = [...busy, ...short]
  return [
    single(`${title}: all handed over after, s`, seconds, noise),
    single(`${title}: what the worker keeps in memory grows by, MB`, keptMb, short),
    single(`${title}: memory of the worker grows by, MB`, grownMb, short),
    single(`${title}: memory of the worker at most, MB`, mostMb, short),
    single(`${title}: processor time of the worker for one, ms`, worker, short),
    single(`${title}: processor time of PostgreSQL for one, ms`, postgres, short),
  ]
}

async function handOver(street: Street, salons: readonly TextingSalon[], size: number, worker: BenchProcess): Promise<Handed> {
  const { rows, vendors } = street
  const ids = salons.map(({ id }) => id)
  for (const id of ids) await plan(street, id, size / ids.length)
  await rows('vacuum analyze')
  const kept = await worker.ask()
  const before = residentMb(worker.pid)
  const use = street.meter(worker)
  const began = performance.now()
  await rows("update appointment_reminders set planned_at = now(), due_at = now() where state = 'planned'")
  let most = before
  let left = size
  while (left > 0) {
    await wait(watchMs)
    left = await planned(street)
    most = Math.max(most, residentMb(worker.pid))
    vendors.taken.length = vendors.requests.length = 0
  }
  const seconds = (performance.now() - began) / 1000
  const { product, postgres, noise } = use()
  const keptMb = ((await worker.ask()).mb ?? NaN) - (kept.mb ?? NaN)
  const [made] = await rows<{ count: number }>(
    `select count(distinct m.id)::integer as count from appointment_reminders r join messages m on m.id = r.message_id
     where r.business_id = any($1) and r.state = 'sent'`,
    [ids],
  )
  if (made?.count !== size) throw new Error(`${made?.count ?? 0} of ${size} reminders became messages.`)
  const [worked, asked] = [product, postgres].map((used) => (used * 1000) / size) as [number, number]
  console.log(
    `${size} reminders of ${ids.length}: ${seconds.toFixed(1)} s, ${before.toFixed(0)} to ${most.toFixed(0)} MB (${keptMb.toFixed(0)} kept), ${worked.toFixed(2)} and ${asked.toFixed(2)} ms for one`,
  )
  const sent = async (): Promise<boolean> => (await rows('select from messages where due_at is not null limit 1')).length === 0
  await until('all have left', sent, 300_000)
  return { seconds, keptMb, grownMb: most - before, mostMb: most, worker: worked, postgres: asked, noise }
}

/** So many appointments in two hours, each of another customer whom nobody has written to yet, and a reminder of each that is due some other time. */
async function plan({ rows }: Street, businessId: string, count: number): Promise<void> {
  await rows(
    `with people as (
       insert into customers (business_id, first_name, phones, search_text, sort_name)
         select $1, 'Customer', jsonb_build_array(jsonb_build_object('e164', '+49152' || (30000000 + n), 'label', null, 'is_primary', true, 'line_type', 'mobile')),
           'customer', 'customer' from generate_series(1, $2::integer) n returning id
     ), times as (
       select id as customer_id, new_id() as block_id, date_trunc('minute', now()) + interval '2 hours' as starts_at from people
     ), blocks as (
       insert into time_blocks (business_id, id, starts_at, ends_at, blocked_from, blocked_until, overrides)
         select $1, block_id, starts_at, starts_at + interval '1 hour', starts_at, starts_at + interval '1 hour', true from times
     ), booked as (
       insert into appointments (business_id, customer_id, block_id, starts_at, ends_at, time_zone, status, currency, source, service_snapshot)
         select $1, customer_id, block_id, starts_at, starts_at + interval '1 hour', 'Europe/Berlin', 'confirmed', 'EUR', 'staff', '{"name":"Haircut"}'
         from times returning id, starts_at
     )
     insert into appointment_reminders (business_id, appointment_id, source, channel, minutes_before, starts_at, planned_at, due_at, state)
       select $1, id, 'rule', 'sms', 120, starts_at, now() + interval '1 hour', now() + interval '1 hour', 'planned' from booked`,
    [businessId, count],
  )
}

async function planned({ rows }: Street): Promise<number> {
  const [row] = await rows<{ count: number }>("select count(*)::integer as count from appointment_reminders where state = 'planned'")
  return row?.count ?? 0
}
