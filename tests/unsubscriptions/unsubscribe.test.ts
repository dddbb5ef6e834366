import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { createLinkTokens } from '../../src/crypto/link-tokens.ts'
import { conversationWith, messagingSalon, sent, textTo } from '../messages/messaging.ts'
import type { MessagingSalon } from '../messages/messaging.ts'
import { anonymous, rows, secrets, server } from '../support/api.ts'

const tokens = createLinkTokens(secrets.TOKEN_KEY)
const oneClick = { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } }

/** The way to what stands in a mail of offers to this address. */
async function linkIn(salon: MessagingSalon, to: string): Promise<string> {
  const content = { type: 'text', subject: 'Spring offers', body: 'Ten percent off.' }
  const { id } = await sent(salon, { to, channel_type: 'email', category: 'marketing', content })
  return `/v1/public/unsubscribe/${tokens.mint('unsubscribe', [salon.id, id])}`
}

/** A customer who wants offers by mail. */
async function subscriber(salon: MessagingSalon) {
  const email = `ada-${randomUUID()}@example.com`
  const { id } = (await salon.owner.post('/v1/customers', { emails: [{ email }] })).body as { id: string }
  const consent = { channel: 'email', purpose: 'marketing', action: 'granted', source: 'web_form' }
  await salon.owner.post(`/v1/customers/${id}/consents`, consent)
  return { id, email, link: await linkIn(salon, email) }
}

// In Berlin, and on a weekday: quiet hours are somebody else's.
const noon = '2026-06-01T10:00:00Z'

const decision = async (salon: MessagingSalon, id: string, category: string) =>
  (await salon.owner.get(`/v1/customers/${id}/contactability?category=${category}&channel=email&at=${noon}`)).body.ways[0] as {
    decision: string
    reasons: { code: string }[]
  }

test('to look at a link changes nothing, however often', async () => {
  const salon = await messagingSalon()
  const { id, email, link } = await subscriber(salon)

  const replies = [await anonymous('GET', link), await anonymous('GET', link)]

  const expected = { business_name: 'Test Salon', address: `a***@example.com`, unsubscribed: false }
  expect(replies.map(({ status, body }) => [status, body])).toEqual([
    [200, expected],
    [200, expected],
  ])
  expect((await salon.owner.get(`/v1/suppressions?address=${encodeURIComponent(email)}`)).body.data).toEqual([])
  expect((await decision(salon, id, 'marketing')).decision).not.toBe('refuse')
})

test('the button of a mail program ends marketing to the address, and what was asked for still comes', async () => {
  const salon = await messagingSalon()
  const { id, email, link } = await subscriber(salon)

  const reply = await fetch(server.url + link, { ...oneClick, headers: { ...oneClick.headers, 'user-agent': 'Mailer/1 é' } })

  expect(reply.status).toBe(200)
  expect(await reply.json()).toEqual({ business_name: 'Test Salon', address: 'a***@example.com', unsubscribed: true })
  const [suppression] = (await salon.owner.get(`/v1/suppressions?address=${encodeURIComponent(email)}`)).body.data
  expect(suppression).toMatchObject({ channel: 'email', address: email, reason: 'unsubscribe_link', scope_channel_id: null, active: true })
  const [record] = (await salon.owner.get(`/v1/customers/${id}/consents`)).body.data
  expect(record).toMatchObject({ action: 'revoked', purpose: 'marketing', channel: 'email', source: 'web_form', recorded_by: null })
  expect(record.evidence).toEqual({ message_id: expect.any(String), ip_address: expect.any(String), user_agent: 'Mailer/1 ' })
  expect(await decision(salon, id, 'marketing')).toMatchObject({
    decision: 'refuse',
    reasons: [{ code: 'suppressed' }, { code: 'consent_revoked' }],
  })
  expect((await decision(salon, id, 'transactional')).decision).toBe('send')
  expect((await anonymous('GET', link)).body.unsubscribed).toBe(true)
})

test('however often it is pressed, also by two at once, it is told once', async () => {
  const salon = await messagingSalon()
  const { id, email, link } = await subscriber(salon)
  const other = await linkIn(salon, email)

  const replies = await Promise.all([link, link, other].map((path) => fetch(server.url + path, oneClick)))
  const again = await anonymous('POST', link, {})

  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(again.status).toBe(200)
  const { data } = (await salon.owner.get('/v1/events?limit=100')).body as { data: { type: string; data: { object: { id: string } } }[] }
  expect(data.filter(({ type }) => type === 'suppression.created')).toHaveLength(1)
  expect((await salon.owner.get(`/v1/customers/${id}/consents?channel=email`)).body.data).toHaveLength(2)
  expect(data.filter(({ type }) => type === 'customer.opted_out').map((event) => event.data.object.id)).toEqual([id])
})

test('a person in a browser gets a page with a button, and then one that says that it is done', async () => {
  const salon = await messagingSalon()
  await rows('update businesses set name = $2 where id = $1', [salon.id, 'Scissors & <Sons>'])
  const { link } = await subscriber(salon)
  const headers = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

  const before = await anonymous('GET', link, undefined, headers)
  const after = await fetch(server.url + link, { method: 'POST', body: new URLSearchParams(), headers })

  expect([before.status, before.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(before.headers.get('content-security-policy')).toMatch(/^default-src 'none';style-src 'sha256-[\w+/]+=';form-action 'self'/)
  expect(before.text).toContain('<title>Mails from Scissors &amp; &lt;Sons&gt;</title>')
  expect(before.text).toContain('<form method="post"><button>Unsubscribe</button></form>')
  const page = await after.text()
  expect(page).toContain('You are unsubscribed')
  expect(page).not.toContain('<button>')
})

test('the mail of somebody who was deleted since, or is somebody else by now, still ends what goes to the address', async () => {
  const salon = await messagingSalon()
  const { id, email, link } = await subscriber(salon)
  await salon.owner.delete(`/v1/customers/${id}`)
  await fetch(server.url + link, oneClick)
  const { body: next } = await salon.owner.post('/v1/customers', { emails: [{ email }] })

  expect((await decision(salon, next.id, 'marketing')).reasons.map(({ code }) => code)).toEqual(['suppressed', 'consent_revoked'])
})

test('whoever unsubscribed can be opened by the team, and can unsubscribe once more', async () => {
  const salon = await messagingSalon()
  const { id, email, link } = await subscriber(salon)
  await fetch(server.url + link, oneClick)
  const [{ id: suppression }] = (await salon.owner.get(`/v1/suppressions?address=${encodeURIComponent(email)}`)).body.data
  await salon.owner.post(`/v1/suppressions/${suppression}/lift`)
  await salon.owner.post(`/v1/customers/${id}/consents`, { channel: 'email', purpose: 'marketing', action: 'granted', source: 'verbal' })
  expect((await anonymous('GET', link)).body.unsubscribed).toBe(false)

  await fetch(server.url + link, oneClick)

  expect((await anonymous('GET', link)).body.unsubscribed).toBe(true)
  expect((await decision(salon, id, 'marketing')).reasons.map(({ code }) => code)).toEqual(['suppressed', 'consent_revoked'])
})

test('in another business nothing changes', async () => {
  const [salon, neighbour] = [await messagingSalon(), await messagingSalon()]
  const { email, link } = await subscriber(salon)
  await fetch(server.url + link, oneClick)
  const theirs = await linkIn(neighbour, email)

  expect((await anonymous('GET', theirs)).body.unsubscribed).toBe(false)
})

test('a link that was altered, made up, or made for something else leads nowhere', async () => {
  const salon = await messagingSalon()
  const neighbour = await messagingSalon()
  const { link } = await subscriber(salon)
  const token = link.slice(link.lastIndexOf('/') + 1)
  const conversation = await conversationWith(salon, { channel_type: 'in_person' })
  const { body: logged } = await salon.owner.post(`/v1/conversations/${conversation.id}/messages`, {
    content: { type: 'text', body: 'Hello' },
  })
  const { id: text } = await sent(salon, textTo('+4915120000009'))
  const { id: foreign } = await sent(
    neighbour,
    textTo('ada@example.com', { channel_type: 'email', content: { type: 'text', subject: 'A', body: 'B' } }),
  )
  const wrong = [
    token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'),
    `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`,
    token.slice(0, -4),
    'A'.repeat(75),
    tokens.mint('invitation', [salon.id, randomUUID()]),
    tokens.mint('unsubscribe', [salon.id]),
    tokens.mint('unsubscribe', [salon.id, randomUUID()]),
    tokens.mint('unsubscribe', [salon.id, logged.id]),
    tokens.mint('unsubscribe', [salon.id, text]),
    tokens.mint('unsubscribe', [salon.id, foreign]),
    createLinkTokens(Buffer.alloc(32, 7).toString('base64')).mint('unsubscribe', [salon.id, foreign]),
  ]

  for (const each of wrong) {
    const replies = [await anonymous('GET', `/v1/public/unsubscribe/${each}`), await anonymous('POST', `/v1/public/unsubscribe/${each}`)]
    expect([each, replies.map(({ status, body }) => [status, body.code])]).toEqual([
      each,
      [
        [404, 'not_found'],
        [404, 'not_found'],
      ],
    ])
  }
})

test.each(['suspended', 'closed'])('in a business that is %s nothing changes, and it says so', async (status) => {
  const salon = await messagingSalon()
  const { email, link } = await subscriber(salon)
  await rows('update businesses set status = $2 where id = $1', [salon.id, status])

  const reply = await anonymous('POST', link)

  expect([reply.status, reply.body.code]).toEqual([409, `business_${status}`])
  expect(await rows('select from suppressions where business_id = $1 and address = $2', [salon.id, email])).toEqual([])
})
