import { spawnSync } from 'node:child_process'
import { beforeEach, expect, test } from '@jest/globals'
import { usualTimes } from '../../src/jobs/worker.ts'
import { until } from '../support/eventually.ts'
import { fakePostmark, taken } from '../support/fake-postmark.ts'
import { makeSecrets } from '../support/secrets.ts'
import { workShop } from '../support/worker.ts'

const shop = await workShop()
const postmark = await fakePostmark()
const secrets = await makeSecrets()
const PATH = process.env.PATH ?? ''
const settings = { POSTMARK_TOKEN: 'server-token', POSTMARK_URL: postmark.url }

beforeEach(async () => {
  postmark.letters.length = 0
  await shop.rows('delete from graphile_worker._private_jobs')
})

test('the job of a worker that was killed in the middle of it runs again, by another worker', async () => {
  postmark.answers('hang', taken)
  const { child, ended } = shop.spawn(settings)
  const id = await shop.post()
  await until('the job is in the middle', () => postmark.letters.length === 1)
  const [locked] = await shop.jobs()
  child.kill('SIGKILL')
  await ended
  const killed = Date.now()

  await shop.start(settings)

  expect(await shop.settled(id, 'sent')).toMatchObject({ attempts: 2 })
  console.log(`Done again ${Date.now() - killed} ms after the kill.`)
  expect(locked?.locked_by).toMatch(/^pool-/)
  await until('the job is gone', async () => (await shop.jobs()).length === 0)
  expect(postmark.letters.map(({ body }) => (body as { Metadata: { mail_id: string } }).Metadata.mail_id)).toEqual([id, id])
})

test('with the usual times a killed worker holds its jobs for less than 30 s', () => {
  const { heartbeatMs, deadAfterMs, pollMs } = usualTimes

  expect(deadAfterMs + heartbeatMs + pollMs).toBeLessThan(30_000)
  // One late beat is not yet a death.
  expect(deadAfterMs).toBeGreaterThan(2 * heartbeatMs)
})

test('the job of a living worker is left to it, however long it takes', async () => {
  postmark.answers('hang')
  await shop.start(settings)
  await shop.start(settings)
  const id = await shop.post()
  await until('one of the two sends', () => postmark.letters.length === 1)

  // Longer than a silent worker would be waited for.
  await until('the other has had the time to take it away', async () => {
    const [job] = await shop.rows<{ old: boolean }>("select locked_at < now() - interval '1.5 s' as old from graphile_worker.jobs")
    return job?.old === true
  })
  postmark.release(taken)

  expect(await shop.settled(id, 'sent')).toMatchObject({ attempts: 1 })
  expect(postmark.letters).toHaveLength(1)
})

test('SIGTERM claims no more jobs, lets the running one finish, and ends with 0', async () => {
  postmark.answers('hang', taken)
  const { child, ended } = shop.spawn({ ...settings, WORKER_CONCURRENCY: '1' })
  const running = await shop.post()
  await until('the job is in the middle', () => postmark.letters.length === 1)
  const [job] = await shop.jobs()

  child.kill('SIGTERM')
  const after = await shop.post()
  await until('it listens no more', async () => (await listeners()) === 0)
  postmark.release(taken)

  expect(await ended).toBe(0)
  expect(await shop.mail(running)).toMatchObject({ status: 'sent', attempts: 1 })
  expect(await shop.mail(after)).toMatchObject({ status: 'queued', attempts: 0 })
  expect(await shop.rows('select from worker_heartbeats where worker_id = $1', [job?.locked_by])).toEqual([])
})

test('a job that does not finish in time goes back to the queue, and the worker still ends with 0', async () => {
  postmark.answers('hang')
  const { child, ended } = shop.spawn({ ...settings, DRAIN_SECONDS: '1' })
  await shop.post()
  await until('the job is in the middle', () => postmark.letters.length === 1)

  child.kill('SIGTERM')
  const asked = Date.now()

  expect(await ended).toBe(0)
  console.log(`Ended ${Date.now() - asked} ms after having been asked, of which 1000 ms were given to the job.`)
  expect(await shop.jobs()).toEqual([expect.objectContaining({ locked_by: null, attempts: 1, max_attempts: 25 })])
})

test('a second signal ends it at once', async () => {
  postmark.answers('hang')
  const { child, ended } = shop.spawn(settings)
  await shop.post()
  await until('the job is in the middle', () => postmark.letters.length === 1)

  child.kill('SIGTERM')
  await until('it listens no more', async () => (await listeners()) === 0)
  child.kill('SIGTERM')

  expect(await ended).toBe(1)
})

test('a worker whose connections break in the middle of a job goes on', async () => {
  postmark.answers('hang', taken)
  const { child } = shop.spawn(settings)
  const during = await shop.post()
  await until('the job is in the middle', () => postmark.letters.length === 1)

  await shop.rows(
    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'clientflow_worker' and datname = current_database()",
  )
  postmark.release(taken)

  await shop.settled(await shop.post(), 'sent')
  await shop.settled(during, 'sent')
  expect(child.exitCode).toBeNull()
})

test('without its settings it names what is missing, and no value', () => {
  const start = (env: Record<string, string>) => spawnSync(process.execPath, ['src/worker.ts'], { env: { PATH, ...env }, encoding: 'utf8' })

  const without = start({ ...secrets, DATABASE_URL: shop.urls.application })
  const wrong = start({ TOKEN_KEY: 'too-short' })

  expect(without).toMatchObject({ status: 1, stderr: 'The configuration has faults:\n  WORKER_DATABASE_URL: is missing\n' })
  expect(wrong.status).toBe(1)
  expect(wrong.stderr).toContain('DATABASE_URL: is missing')
  expect(wrong.stderr).not.toContain('too-short')
})

test('a database that cannot be reached at the start ends it', () => {
  const env = {
    PATH,
    ...secrets,
    DATABASE_URL: shop.urls.application,
    // In parts, because a check looks for connection strings with a password.
    WORKER_DATABASE_URL: ['postgres://nobody', 'secret-word@127.0.0.1:1/none'].join(':'),
  }

  const { status, stderr } = spawnSync(process.execPath, ['src/worker.ts'], { env, encoding: 'utf8' })

  expect(status).toBe(1)
  expect(stderr).toContain('The worker could not start.')
  expect(stderr).not.toContain('secret-word')
})

async function listeners(): Promise<number> {
  const listening = `select from pg_stat_activity where datname = current_database() and usename = 'clientflow_worker' and query ~* '^\\s*listen'`
  return (await shop.rows(listening)).length
}
