import { beforeEach, expect, test } from '@jest/globals'
import { postMail } from '../../src/domain/mails/mails.ts'
import { openPool } from '../support/database.ts'
import { until } from '../support/eventually.ts'
import { addJob, workShop } from '../support/worker.ts'

const shop = await workShop()

beforeEach(async () => {
  await shop.rows('delete from graphile_worker._private_jobs')
})

test('a job runs when its transaction has committed', async () => {
  await shop.start()

  const id = await shop.post()

  expect(await shop.settled(id, 'sent')).toMatchObject({ attempts: 1, error: null })
  await until('the job is gone', async () => (await shop.jobs()).length === 0)
})

test('a job never runs when its transaction was rolled back, and neither its mail nor the job is there', async () => {
  await shop.start()
  const undone = shop.transact({ nobody: true }, async (tx) => {
    await postMail(tx, 'nobody@example.com', 'en', { kind: 'account_exists' })
    throw new Error('rolled back')
  })

  await expect(undone).rejects.toThrow('rolled back')

  // A later one overtakes nothing: when it has been sent, the earlier one would have been, too.
  await shop.settled(await shop.post(), 'sent')
  expect(await shop.rows("select from mails where recipient = 'nobody@example.com'")).toEqual([])
  expect(shop.outboxFiles().filter((file) => file.includes('nobody@example.com'))).toEqual([])
})

test.each([
  ['of another type', { mail_id: 5 }],
  ['with an unknown field', { mail_id: '01a1b2c3-0000-7000-8000-000000000001', more: true }],
  ['without its field', {}],
  ['that is null', null],
  ['that is a list', [1, 2]],
  ['that is a text', "'; drop table mails; --"],
])('a payload %s fails for good, and the worker goes on', async (_what, payload) => {
  await shop.start()
  await shop.transact({ nobody: true }, (tx) => addJob(tx, 'mail.send', payload))

  const failed = await until('the job has failed', async () => (await shop.jobs()).find((job) => job.last_error !== null))

  expect(failed).toMatchObject({ attempts: 1, max_attempts: 1, locked_by: null, last_error: 'The payload is not what the task expects.' })
  await shop.settled(await shop.post(), 'sent')
})

test('a payload that did not come through app.enqueue is refused as well', async () => {
  await shop.start()
  await shop.rows(`select graphile_worker.add_job('mail.send', '[{"mail_id": 1}, {"mail_id": 2}]')`)

  const failed = await until('the job has failed', async () => (await shop.jobs()).find((job) => job.last_error !== null))

  expect(failed).toMatchObject({ attempts: 1, max_attempts: 1 })
})

test('a job for a mail that is no longer there does nothing', async () => {
  await shop.start()
  await shop.transact({ nobody: true }, (tx) => addJob(tx, 'mail.send', { mail_id: '01a1b2c3-0000-7000-8000-000000000001' }))

  await until('the job is gone', async () => (await shop.jobs()).length === 0)
})

test('a job is tried 25 times at most', async () => {
  await shop.post()

  const [job] = await shop.jobs()

  expect(job).toMatchObject({ attempts: 0, max_attempts: 25 })
})

test("a job key replaces the business's own waiting job, and never another business's", async () => {
  const [mine, theirs] = ['01a1b2c3-0000-7000-8000-00000000000a', '01a1b2c3-0000-7000-8000-00000000000b']
  const later = new Date(Date.now() + 3_600_000)
  await shop.transact({ business: theirs }, (tx) => addJob(tx, 'mail.send', { n: 1 }, 'reminder', later))
  await shop.transact({ business: mine }, (tx) => addJob(tx, 'mail.send', { n: 2 }, 'reminder', later))

  await shop.transact({ business: mine }, (tx) => addJob(tx, 'mail.send', { n: 3 }, 'reminder', later))
  // Nor by guessing how the key is made.
  await shop.transact({ business: mine }, (tx) => addJob(tx, 'mail.send', { n: 4 }, `${theirs}:reminder`, later))

  expect((await shop.jobs()).map(({ key, payload }) => [key, payload])).toEqual([
    [`${theirs}:reminder`, { business_id: theirs, data: { n: 1 } }],
    [`${mine}:reminder`, { business_id: mine, data: { n: 3 } }],
    [`${mine}:${theirs}:reminder`, { business_id: mine, data: { n: 4 } }],
  ])
})

test('a job whose key is added again is moved to the instant given, and keeps its place where none is', async () => {
  const [soon, later] = [new Date(Date.now() + 60_000), new Date(Date.now() + 3_600_000)]
  const add = (runAt?: Date): Promise<void> =>
    shop.transact({ nobody: true }, (tx) => addJob(tx, 'mail.send', { n: runAt?.getTime() }, 'reminder', runAt))
  const runAt = async (): Promise<unknown> => (await shop.rows('select run_at from graphile_worker.jobs'))[0]?.['run_at']

  await add(later)
  await add(soon)
  expect(await runAt()).toEqual(soon)
  await add()

  expect(await runAt()).toEqual(soon)
})

test.each([
  'select from graphile_worker._private_jobs',
  'select from graphile_worker.jobs',
  "select graphile_worker.add_job('mail.send')",
  "select graphile_worker.remove_job('key')",
  'select from mails',
  'select from worker_heartbeats',
  "select app.purge('events', 1)",
  'select app.business_ids()',
])('the application role may not: %s', async (statement) => {
  await expect(openPool(shop.urls.application).query(statement)).rejects.toThrow('permission denied')
})

test('the queue role sees mails and heartbeats, and no row of a business or a person', async () => {
  const pool = openPool(shop.urls.worker)

  await pool.query('select from mails, worker_heartbeats')

  for (const table of ['customers', 'businesses', 'people', 'sessions', 'events', 'sign_ups', 'audit_logs'])
    await expect(pool.query(`select from ${table}`)).rejects.toThrow('permission denied')
})
