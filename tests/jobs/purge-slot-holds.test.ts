import { beforeEach, expect, test } from '@jest/globals'
import { auditing } from '../support/audit.ts'
import { workShop } from '../support/worker.ts'

// A hold keeps a row of its own and one of somebody's time. Both go once nobody can ask for them; what was consumed belongs to an appointment.

const shop = await workShop()
const audit = auditing(shop)
let business = ''
let service = ''

beforeEach(async () => {
  business = await audit.business()
  const [made] = await shop.rows<{ id: string }>(
    "insert into services (business_id, name, currency) values ($1, 'Cut', 'EUR') returning id",
    [business],
  )
  service = made?.id ?? ''
})

/** A hold that expired, or will, so many hours from now, with its block while it is held. */
async function hold(hours: number, status: 'held' | 'released' | 'consumed'): Promise<string> {
  const block = `insert into time_blocks (business_id, service_id, starts_at, ends_at, blocked_from, blocked_until, held_until)
    select $1, $2, t, t + interval '1 hour', t, t + interval '1 hour', now() + $3 * interval '1 hour'
    from (select now() + interval '1 day' + (select count(*) from slot_holds) * interval '2 hours' as t) as times where $4 = 'held' returning id, starts_at`
  const [made] = await shop.rows<{ id: string }>(
    `with block as (${block}) insert into slot_holds (business_id, service_id, block_id, starts_at, ends_at, held_by, status, expires_at)
     select $1, $2, (select id from block), now(), now(), new_id(), $4, now() + $3 * interval '1 hour' returning id`,
    [business, service, hours, status],
  )
  return made?.id ?? ''
}

test('what expired or was given back goes after a day, with the time that it kept', async () => {
  const due = [await hold(-25, 'held'), await hold(-25, 'released')]
  const kept = [await hold(-23, 'held'), await hold(-23, 'released'), await hold(1, 'held'), await hold(-2_000, 'consumed')]

  await shop.purge()

  const left = await shop.rows<{ id: string }>('select id from slot_holds where business_id = $1 order by id', [business])
  expect(left.map(({ id }) => id)).toEqual(kept)
  expect(left.map(({ id }) => id)).not.toEqual(expect.arrayContaining(due))
  expect(await shop.rows('select from time_blocks where business_id = $1', [business])).toHaveLength(2)
})

test('an appointment forgets a hold that had expired before it was booked', async () => {
  const id = await hold(-25, 'released')
  await shop.rows(
    `with c as (insert into customers (business_id, external_id, search_text, sort_name) values ($1, 'walk-in', '', '') returning id)
     insert into appointments (business_id, customer_id, starts_at, ends_at, time_zone, currency, source, status, cancelled_by, cancellation_kind, cancelled_at, hold_id, settled_at)
     select $1, id, now(), now() + interval '1 hour', 'UTC', 'EUR', 'staff', 'cancelled', 'staff', 'cancelled', now(), $2, now() from c`,
    [business, id],
  )

  await shop.purge()

  expect(await shop.rows('select hold_id from appointments where business_id = $1', [business])).toEqual([{ hold_id: null }])
})
