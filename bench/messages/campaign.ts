import { setTimeout as wait } from 'node:timers/promises'
import { numberAt } from '../../tests/support/texting.ts'
import { arrive } from '../faults/traffic.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { residentMb } from '../machine.ts'
import { median } from '../ratios.ts'
import { untilSent } from './queue.ts'
import type { Street, TextingSalon } from './salons.ts'

const title = 'a campaign'
const bystanders = { salons: 20, perSecond: 2 }
const watchMs = 5_000

/**
 * One business writes to everybody at once, while others write as always: what the worker holds in memory from the first hundredth to the last message, and how
 * long the others wait for theirs. The vendor's stand-in answers at once and tells nothing afterwards, so that what is measured is sending.
 */
export async function measureCampaign(street: Street, size: number): Promise<Figure[]> {
  const { vendors, rows } = street
  const [large, ...others] = await street.salons(1 + bystanders.salons)
  if (large === undefined) throw new Error('There is no business.')
  vendors.callbacks.mode('none')
  await writeCampaign(street, large, size)
  const worker = street.startWorker()
  const traffic = arrive(
    bystanders.perSecond,
    (number) => others[number % others.length]?.queue(numberAt(number), 'Hello') ?? Promise.resolve(),
  )
  const began = performance.now()
  const use = street.meter(worker)
  const held: number[] = []
  for (let left = size; left > 0;) {
    await wait(watchMs)
    left = await unsentOf(street, large)
    // Before that V8 has not yet taken what it needs.
    if (left < size * 0.99) held.push(residentMb(worker.pid))
    vendors.taken.length = vendors.requests.length = 0
    const seconds = (performance.now() - began) / 1000
    if (held.length % 6 === 1)
      console.log(
        `${title}: ${size - left} of ${size} after ${seconds.toFixed(0)} s, the worker holds ${held.at(-1)?.toFixed(0) ?? '?'} MB`,
      )
  }
  const seconds = (performance.now() - began) / 1000
  const { postgres, vendors: standIn, product, noise: busy } = use()
  await traffic.stop()
  await untilSent(street)
  await worker.stop()
  const [delay] = await rows<{ p50: number; p95: number; most: number; count: number }>(
    `select count(*)::integer as count, max(ms) as most, percentile_cont(0.5) within group (order by ms) as p50,
       percentile_cont(0.95) within group (order by ms) as p95
     from (select extract(epoch from claimed_at - created_at)::float8 as ms from messages where business_id <> $1 and due_at is null) m`,
    [large.id],
  )
  const all = postgres + standIn + product
  const [first, last] = [median(held.slice(0, 3)), median(held.slice(-3))]
  const short = size === 100_000 ? [] : [`${size} messages`]
  const noise = [...busy, ...short]
  return [
    single(`${title}: messages a second`, size / seconds, noise),
    single(`${title}: memory of the worker at its beginning, MB`, first, short),
    single(`${title}: memory of the worker grows by, MB`, last - first, short),
    single(`${title}: messages of others meanwhile`, delay?.count ?? 0),
    single(`${title}: others wait, p50 s`, delay?.p50 ?? NaN, noise),
    single(`${title}: others wait, p95 s`, delay?.p95 ?? NaN, noise),
    single(`${title}: others wait at most, s`, delay?.most ?? NaN, noise),
    single(`${title}: PostgreSQL's share of the processor time`, postgres / all),
    single(`${title}: the share of the vendor's stand-in`, standIn / all),
    single(`${title}: processor time of the worker for a message, µs`, (product * 1e6) / size),
    single(`${title}: processor time of PostgreSQL for a message, µs`, (postgres * 1e6) / size),
  ]
}

/** So many reminders to as many customers, each in a thread of its own, all of them due, and the job that sends them. */
async function writeCampaign({ rows }: Street, { id, channel }: TextingSalon, size: number): Promise<void> {
  await rows(
    `with people as (
       insert into customers (business_id, first_name, phones, search_text, sort_name)
         select $1, 'Customer', jsonb_build_array(jsonb_build_object('e164', '+49152' || (30000000 + n), 'label', null, 'is_primary', true, 'line_type', 'mobile')),
           'customer', 'customer' from generate_series(1, $4::integer) n returning id, phones #>> '{0,e164}' as number
     ), threads as (
       insert into conversations (business_id, customer_id, channel_type, channel_id, peer_address, message_count)
         select $1, id, 'sms', $2, number, 1 from people returning id, customer_id, peer_address
     )
     insert into messages (business_id, conversation_id, sequence, customer_id, channel_id, direction, sender_type, category, from_address, to_address, body,
         status, due_at, segments)
       select $1, id, 1, customer_id, $2, 'outbound', 'agent', 'transactional', $3, peer_address, 'We are closed tomorrow because of the storm.',
         'queued', now(), 1 from threads`,
    [id, channel.id, channel.address, size],
  )
  await rows('vacuum analyze messages')
  await rows(
    `with scope as materialized (select set_config('app.business_id', $1, false))
     select app.enqueue('messages.send', '{}', 'messages.send') from scope`,
    [id],
  )
}

async function unsentOf({ rows }: Street, { id }: TextingSalon): Promise<number> {
  const [row] = await rows<{ count: number }>(
    'select count(*)::integer as count from messages where business_id = $1 and due_at is not null',
    [id],
  )
  return row?.count ?? 0
}
