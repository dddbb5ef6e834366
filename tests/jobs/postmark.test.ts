import { beforeEach, expect, test } from '@jest/globals'
import { until } from '../support/eventually.ts'
import { fakePostmark, refused, taken } from '../support/fake-postmark.ts'
import { workShop } from '../support/worker.ts'

const shop = await workShop()
const postmark = await fakePostmark()
const settings = { POSTMARK_TOKEN: 'server-token', POSTMARK_URL: postmark.url, POSTMARK_TIMEOUT_MS: '300' }

beforeEach(async () => {
  await shop.rows('delete from graphile_worker._private_jobs')
  postmark.answers(taken)
  postmark.letters.length = 0
  postmark.questions.length = 0
})

test('a letter goes to Postmark as its documentation wants it, and the row keeps the id that Postmark gave it', async () => {
  await shop.start({ ...settings, MAIL_FROM: 'Salon <hello@example.com>' })
  const id = await shop.post({ kind: 'account_exists' }, 'ada@example.com')

  const sent = await shop.settled(id, 'sent')

  expect(sent).toMatchObject({ attempts: 1, error: null, provider_message_id: (taken.body as { MessageID: string }).MessageID })
  expect(postmark.letters).toHaveLength(1)
  expect(postmark.letters[0]).toMatchObject({
    method: 'POST',
    path: '/email',
    headers: { 'x-postmark-server-token': 'server-token', 'content-type': 'application/json' },
    body: {
      From: 'Salon <hello@example.com>',
      To: 'ada@example.com',
      Subject: 'You already have an account',
      MessageStream: 'outbound',
      Metadata: { mail_id: id },
      TextBody: expect.stringContaining('It already has one'),
      HtmlBody: expect.stringContaining('<p>'),
    },
  })
  expect(postmark.questions).toEqual([])
  expect(shop.outboxFiles()).toEqual([])
})

test.each([
  ['an inactive recipient', 406],
  ['an invalid address', 300],
])('%s is not tried again, and the row says why without naming anybody', async (_what, code) => {
  postmark.answers(refused(422, code))
  await shop.start(settings)
  const id = await shop.post()

  const failed = await shop.settled(id, 'failed')

  expect(failed).toMatchObject({ attempts: 1, error: expect.stringContaining(`code ${code}`) })
  expect(failed.error).not.toContain('secret@example.com')
  await until('the job is gone', async () => (await shop.jobs()).length === 0)
  expect(postmark.letters).toHaveLength(1)
})

test.each([
  ['an error of Postmark', refused(500, 0)],
  ['maintenance', refused(503, 100)],
  ['too many requests', refused(429, 429)],
  ['a wrong token', refused(401, 10)],
  ['an unconfirmed sender', refused(422, 401)],
  ['spent credits', refused(422, 405)],
  ['a reply that is no JSON', { status: 200, body: 'teapot' }],
  ['a reply without an id', { status: 200, body: { ErrorCode: 0 } }],
  ['a redirect', { status: 302, body: {} }],
  ['no answer in time', 'hang' as const],
])('after %s the mail waits, is tried again, and goes', async (_what, answer) => {
  postmark.answers(answer, taken)
  await shop.start(settings)
  const id = await shop.post()
  const waiting = await shop.attempted(id)

  await shop.hurry()

  expect(waiting).toMatchObject({ status: 'queued', attempts: 1, error: expect.stringContaining('Postmark') })
  expect(await shop.settled(id, 'sent')).toMatchObject({ attempts: 2, error: null })
  expect(postmark.letters).toHaveLength(2)
  expect(postmark.questions.map(({ path }) => path)).toEqual([expect.stringContaining(`metadata_mail_id=${id}`)])
})

test('a letter that Postmark took without our hearing of it is not sent again', async () => {
  postmark.answers('hang')
  await shop.start(settings)
  const id = await shop.post()
  await shop.attempted(id)
  postmark.knows(id, 'the-first-one')

  await shop.hurry()

  expect(await shop.settled(id, 'sent')).toMatchObject({ attempts: 2, provider_message_id: 'the-first-one' })
  expect(postmark.letters).toHaveLength(1)
})

test('when the last attempt fails the mail has failed', async () => {
  postmark.answers(refused(500, 0))
  const id = await shop.post()
  await shop.rows('update graphile_worker._private_jobs set attempts = 24')

  await shop.start(settings)

  expect(await shop.settled(id, 'failed')).toMatchObject({ error: 'Postmark answered 500, code 0.' })
  const left = await until('the job is free', async () => (await shop.jobs()).find((job) => job.locked_by === null))
  expect(left).toMatchObject({ attempts: 25, max_attempts: 25, last_error: 'Postmark answered 500, code 0.' })
})

test('an unreachable Postmark leaves the mail waiting', async () => {
  await shop.start({ ...settings, POSTMARK_URL: 'http://127.0.0.1:1' })
  const id = await shop.post()

  const waiting = await shop.attempted(id)

  expect(waiting).toMatchObject({ status: 'queued', error: 'Postmark did not answer.' })
})
