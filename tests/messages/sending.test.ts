import { expect, test } from '@jest/globals'
import { suppress } from '../../src/domain/suppressions/suppressions.ts'
import { behindTls } from '../support/certificates.ts'
import type { SecureFront } from '../support/certificates.ts'
import { until } from '../support/eventually.ts'
import { hurryMessages, numberAt, textingSalon } from '../support/texting.ts'
import type { TextingSalon } from '../support/texting.ts'
import { ownVendors } from '../support/vendors.ts'
import { workShop } from '../support/worker.ts'

const vendors = await ownVendors()
const shop = await workShop()
const settings = { TWILIO_API_URL: vendors.twilioUrl, PROVIDER_TIMEOUT_MS: '1000', DRAIN_SECONDS: '2' }

/** Goes on letting attempts be made until the message has one of these states. */
async function settledInTheEnd(salon: TextingSalon, id: string, ...statuses: string[]) {
  return until(`the message is ${statuses.join(' or ')}`, async () => {
    await hurryMessages(shop)
    const row = await salon.message(id)
    return statuses.includes(row.status) && row
  })
}

test('a message leaves once, is told, and keeps the name that the provider gave it', async () => {
  const salon = await textingSalon(shop, vendors)
  await shop.start(settings)

  const queued = await salon.queue(numberAt(1), 'See you at eleven.')
  const sent = await salon.settled(queued.id, 'sent')

  const [taken, ...others] = salon.taken()
  expect(others).toEqual([])
  expect(taken).toMatchObject({ from: salon.channel.address, to: numberAt(1), body: 'See you at eleven.' })
  expect(sent).toMatchObject({
    provider: 'twilio',
    provider_message_id: taken?.id,
    attempts: 1,
    due_at: null,
    uncertain: false,
    segments: 1,
  })
  const told = await shop.rows("select type from events where business_id = $1 and type like 'message.%' order by sequence", [salon.id])
  expect(told).toEqual([{ type: 'message.queued' }, { type: 'message.sent' }])
})

test('the messages of a conversation leave in their order, also when one of them has to be tried again', async () => {
  const salon = await textingSalon(shop, vendors)
  salon.next({}, {}, { status: 429, code: 20429 })
  const bodies = Array.from({ length: 12 }, (_, place) => `number ${place}`)
  const ids: string[] = []
  for (const body of bodies) ids.push((await salon.queue(numberAt(1), body)).id)
  await shop.start(settings)

  await settledInTheEnd(salon, ids.at(-1) ?? '', 'sent')

  expect(salon.taken().map(({ body }) => body)).toEqual(bodies)
})

const hang = { broken: 'hang' as const }
const reset = { broken: 'reset' as const }
const garbage = { broken: 'garbage' as const }
const sentOnce = { status: 'sent', error_code: null, possibly_sent_twice: false }
// Nobody knew how the attempt had ended, and the provider did not know the message: it could still be on its way there.
const sentAgain = { ...sentOnce, possibly_sent_twice: true }
const failed = { status: 'failed', possibly_sent_twice: false }

// What each trouble of a provider means for a message, and how many messages the provider has in the end.
test.each([
  { trouble: 'an error of its own', behaviour: { status: 500 }, ends: sentAgain, taken: 1 },
  { trouble: 'an error after it took it', behaviour: { status: 500, takes: true }, ends: sentOnce, taken: 1 },
  { trouble: 'too many requests', behaviour: { status: 429, code: 20429, retryAfter: 1 }, ends: sentOnce, taken: 1 },
  { trouble: 'silence', behaviour: hang, ends: sentAgain, taken: 1 },
  { trouble: 'silence after it took it', behaviour: { ...hang, takes: true }, ends: sentOnce, taken: 1 },
  { trouble: 'an error after half a minute', behaviour: { delayMs: 30_000, status: 503 }, ends: sentAgain, taken: 1 },
  { trouble: 'a reply cut in two', behaviour: reset, ends: sentAgain, taken: 1 },
  { trouble: 'a reply cut in two after it took it', behaviour: { ...reset, takes: true }, ends: sentOnce, taken: 1 },
  { trouble: 'garbage', behaviour: garbage, ends: sentAgain, taken: 1 },
  { trouble: 'garbage after it took it', behaviour: { ...garbage, takes: true }, ends: sentOnce, taken: 1 },
  {
    trouble: 'a number that is none',
    behaviour: { status: 400, code: 21211 },
    ends: { ...failed, error_code: 'recipient_invalid', provider_code: '21211', retryable: false },
    taken: 0,
  },
  { trouble: 'an account that is not ours any more', behaviour: { status: 401, code: 20003 }, ends: sentOnce, taken: 1 },
])('when the provider answers with $trouble, the message ends as $ends', async ({ behaviour, ends, taken }) => {
  const salon = await textingSalon(shop, vendors)
  salon.next(behaviour)
  const { id } = await salon.queue(numberAt(1), 'See you at eleven.')
  await shop.start(settings)

  const row = await settledInTheEnd(salon, id, 'sent', 'failed')

  expect(row).toMatchObject({ ...ends, due_at: null, uncertain: false })
  expect(salon.taken()).toHaveLength(taken)
})

const [over, good] = [await behindTls(vendors.url, '20200101', '20200201'), await behindTls(vendors.url, '20200101', '20990101')]

test('a provider whose certificate is over is waited for, and nothing is said to it', async () => {
  const salon = await textingSalon(shop, vendors)
  const { id } = await salon.queue(numberAt(1), 'See you at eleven.')
  const start = ({ url, certificate }: SecureFront) =>
    shop.spawn({ ...settings, TWILIO_API_URL: `${url}/twilio`, NODE_EXTRA_CA_CERTS: certificate })
  const worker = start(over)
  const waiting = await until('an attempt was made', async () => {
    const row = await salon.message(id)
    return row.attempts > 0 && row.status === 'queued' && row
  })
  worker.child.kill('SIGTERM')
  await worker.ended
  const heard = vendors.requests.filter(({ headers }) => headers.authorization?.includes(basic(salon)))

  // The same place and the same trust, but for the date.
  start(good)
  const sent = await settledInTheEnd(salon, id, 'sent', 'failed')

  expect([waiting.uncertain, heard]).toEqual([false, []])
  expect(sent).toMatchObject(sentOnce)
  expect(salon.taken()).toHaveLength(1)
})

test('a provider that cannot be found is waited for, and the message is not lost', async () => {
  const salon = await textingSalon(shop, vendors)
  const { id } = await salon.queue(numberAt(1), 'See you at eleven.')
  const worker = await shop.start({ ...settings, TWILIO_API_URL: 'http://nowhere.invalid' })
  await until('an attempt was made', async () => {
    const row = await salon.message(id)
    return row.attempts > 0 && row.status === 'queued'
  })
  await worker.stop()

  await shop.start(settings)

  expect(await settledInTheEnd(salon, id, 'sent', 'failed')).toMatchObject({ status: 'sent' })
  expect(salon.taken()).toHaveLength(1)
})

test('an account that fails again and again is left alone; its messages wait, and those of other businesses leave', async () => {
  const [dead, alive] = [await textingSalon(shop, vendors), await textingSalon(shop, vendors)]
  dead.always({ status: 500 })
  for (let place = 0; place < 20; place += 1) await dead.queue(numberAt(place), 'Hello')
  const worker = await shop.start(settings)
  await until('the circuit is open', async () => {
    await hurryMessages(shop)
    const refused = vendors.requests.filter(({ headers }) => headers.authorization?.includes(basic(dead)))
    return refused.length >= 5
  })

  const { id } = await alive.queue(numberAt(1), 'Hello')
  await alive.settled(id, 'sent')

  expect(await dead.statuses()).not.toHaveProperty('failed')
  dead.always(undefined)
  await worker.stop()
  await shop.start(settings)
  await until('all of them have left', async () => {
    await hurryMessages(shop)
    return (await dead.statuses())['sent'] === 20
  })
  expect(dead.taken()).toHaveLength(20)
})

test('a provider that says nothing keeps one place of the worker busy, and other businesses do not wait for it', async () => {
  const [silent, alive] = [await textingSalon(shop, vendors), await textingSalon(shop, vendors)]
  silent.always({ broken: 'hang' })
  for (let place = 0; place < 30; place += 1) await silent.queue(numberAt(place), 'Hello')
  await shop.start({ ...settings, PROVIDER_TIMEOUT_MS: '20000', WORKER_CONCURRENCY: '2' })
  await until('it is waited for', async () => ((await silent.statuses())['sending'] ?? 0) > 0)
  // Each brings a job of its own, because that of the first has begun.
  for (let place = 30; place < 34; place += 1) await silent.queue(numberAt(place), 'Hello')

  const { id } = await alive.queue(numberAt(1), 'Hello')

  await alive.settled(id, 'sent')
  expect(silent.taken()).toEqual([])
  silent.always(undefined)
})

test('the number that the provider knows to have opted out is suppressed, and nothing is sent to it again', async () => {
  const salon = await textingSalon(shop, vendors)
  salon.next({ status: 400, code: 21610 })
  await shop.start(settings)
  const { id } = await salon.queue(numberAt(1), 'Hello')
  expect(await salon.settled(id, 'failed')).toMatchObject({ error_code: 'recipient_opted_out', provider_code: '21610' })

  const second = await salon.queue(numberAt(1), 'Hello again')

  expect(second).toMatchObject({ status: 'suppressed', due_at: null })
  expect(second.reasons.map(({ code }) => code)).toEqual(['suppressed'])
  expect(salon.taken()).toEqual([])
})

test('what is planned for later waits for its time, and the gate is asked again then', async () => {
  const salon = await textingSalon(shop, vendors)
  const later = new Date(Date.now() + 3_600_000)
  const [kept, stopped] = [
    await salon.queue(numberAt(1), 'Tomorrow at eleven.', { scheduledFor: later }),
    await salon.queue(numberAt(2), 'Tomorrow at twelve.', { scheduledFor: later }),
  ]
  expect([kept.status, stopped.status]).toEqual(['scheduled', 'scheduled'])
  await shop.start(settings)
  const now = await salon.queue(numberAt(1), 'By the way.')
  await salon.settled(now.id, 'sent')
  await salon.act((tx) => suppress(tx, { channel: 'sms', address: numberAt(2), reason: 'keyword_stop' }))

  await hurryMessages(shop)

  await salon.settled(kept.id, 'sent')
  expect(await salon.settled(stopped.id, 'suppressed')).toMatchObject({ attempts: 0, claimed_at: null })
  expect(salon.taken().map(({ body }) => body)).toEqual(['By the way.', 'Tomorrow at eleven.'])
})

test('a message whose job was lost is found by the sweep', async () => {
  const salon = await textingSalon(shop, vendors)
  const { id } = await salon.queue(numberAt(1), 'Hello')
  await shop.rows('delete from graphile_worker._private_jobs')

  await shop.start(settings, { sweepMs: 50, overdueMs: 0 })

  await salon.settled(id, 'sent')
  expect(salon.taken()).toHaveLength(1)
})

test('a worker that died over the messages of a business keeps its next ones from nobody', async () => {
  const salon = await textingSalon(shop, vendors)
  await salon.queue(numberAt(1), 'Hello')
  const died = "locked_at = now(), locked_by = 'a worker that died'"
  await shop.rows(`update graphile_worker._private_jobs set attempts = 1, ${died}`)
  await shop.rows(`update graphile_worker._private_job_queues set ${died}`)
  await shop.start(settings, { deadAfterMs: 3_600_000 })

  const { id } = await salon.queue(numberAt(2), 'Hello')

  await salon.settled(id, 'sent')
})

test('one message that cannot be sent through a fault of ours does not keep the others', async () => {
  const salon = await textingSalon(shop, vendors)
  const [broken, whole] = [await salon.queue(numberAt(1), 'Hello'), await salon.queue(numberAt(2), 'Hello')]
  // A number that no text takes: the claim fails each time, at the check of the column.
  await shop.rows('update messages set attempts = 2147483647 where id = $1', [broken.id])

  await shop.start(settings)

  await salon.settled(whole.id, 'sent')
  expect(await salon.message(broken.id)).toMatchObject({ status: 'queued' })
})

function basic({ account, token }: TextingSalon): string {
  return Buffer.from(`${account}:${token}`).toString('base64')
}
