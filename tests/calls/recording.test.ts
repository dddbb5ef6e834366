import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { createCipher } from '../../src/crypto/cipher.ts'
import { sealTicket } from '../../src/crypto/recording-tokens.ts'
import { business, rows, secrets, server } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { actor } from '../support/http.ts'
import type { Actor } from '../support/http.ts'
import { startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'
import { startVendors } from '../vendors/vendors.ts'
import type { Vendors } from '../vendors/vendors.ts'

let vendors: Vendors
let api: TestServer
beforeAll(async () => {
  vendors = await startVendors()
  api = await startTestServer({ ...secrets, DATABASE_URL: server.urls.application, TWILIO_API_URL: vendors.twilioUrl })
})
afterAll(async () => {
  await api.stop()
  await vendors.stop()
})

const recordingId = `RE${'0'.repeat(32)}`
const account = { provider: 'twilio', name: 'Twilio', account_sid: `AC${'0'.repeat(32)}`, auth_token: 'NoTokenOfAnybodyAtTwilio00000000' }

async function recorded(greeted = true): Promise<{ salon: Business; owner: Actor; callId: string; path: string }> {
  const salon = await business()
  const owner = actor(api.url, salon.owner.token)
  const { body: integration } = await owner.post('/v1/integrations', account)
  const [call] = await rows<{ id: string }>(
    `insert into calls (business_id, direction, status, result, started_at, ended_at, integration_id, provider_call_id, greeted,
       provider_recording_id, recording_kind, recording_seconds)
     values ($1, 'inbound', 'completed', 'answered', now(), now(), $2, $3, $4, $5, 'call', 184) returning id`,
    [salon.id, integration.id, randomUUID(), greeted, recordingId],
  )
  const callId = call?.id ?? ''
  return { salon, owner, callId, path: `/v1/calls/${callId}/recording` }
}

test('the link plays the recording, whole or in parts, without a credential', async () => {
  const { owner, path } = await recorded()

  const { status, body: link } = await owner.get(path)

  expect(status).toBe(200)
  expect(link).toEqual({
    url: expect.stringMatching(new RegExp(`^${api.url}/v1/public/call-recordings/`)),
    expires_at: expect.any(String),
    content_type: 'audio/mpeg',
    kind: 'call',
    duration_seconds: 184,
    consent_announced: true,
  })
  const whole = await fetch(link.url)
  const bytes = Buffer.from(await whole.arrayBuffer())
  expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([200, 'audio/mpeg', 'bytes'])
  expect(bytes).toHaveLength(Number(whole.headers.get('content-length')))
  const part = await fetch(link.url, { headers: { Range: 'bytes=100-199' } })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${bytes.length}`])
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200))
  const head = await fetch(link.url, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  const asked = vendors.requests.filter((each) => each.path.includes(recordingId))
  expect(asked.map(({ headers }) => headers.range)).toContain('bytes=100-199')
})

test('who asked for the link stands in the audit log, each time', async () => {
  const { owner, callId, path } = await recorded()

  await owner.get(path)
  await owner.get(path)

  const { data } = (await owner.get('/v1/audit-logs?action=call.recording_accessed')).body
  expect(data).toHaveLength(2)
  expect(data[0]).toMatchObject({ actor: { type: 'person' }, resource: { type: 'call', id: callId }, changed_fields: [] })
})

test('is for staff, and a recording that is not ours was not announced by us', async () => {
  const { salon, owner, path } = await recorded(false)
  const viewer = actor(api.url, (await salon.member('viewer')).token)

  expect((await viewer.get(path)).status).toBe(403)
  expect((await owner.get('/v1/audit-logs?action=call.recording_accessed')).body.data).toEqual([])
  expect((await owner.get(path)).body.consent_announced).toBe(false)
})

test('without a recording, and for a call of another business, there is no link', async () => {
  const { owner } = await recorded()
  const { path: foreign } = await recorded()
  const call = { direction: 'inbound', from: '+14155550134', to: '+14155550100', started_at: '2026-01-05T09:30:00Z' }
  const { body } = await owner.post('/v1/calls', call)

  for (const path of [`/v1/calls/${body.id}/recording`, foreign, `/v1/calls/${randomUUID()}/recording`]) {
    expect((await owner.get(path)).status).toBe(404)
  }
})

test('a link that was altered, made up, or is over plays nothing', async () => {
  const { salon, owner, callId, path } = await recorded()
  const { url } = (await owner.get(path)).body as { url: string }
  const cipher = createCipher(secrets.ENCRYPTION_KEYS)
  const ticket = { businessId: salon.id, callId }
  const over = sealTicket(cipher, { ...ticket, expiresAt: new Date(Date.now() - 1) })
  const foreign = createCipher(`other:${Buffer.alloc(32, 7).toString('base64')}`)
  const forged = sealTicket(foreign, { ...ticket, expiresAt: new Date(Date.now() + 60_000) })
  const base = url.slice(0, url.lastIndexOf('/') + 1)
  const token = url.slice(base.length)
  const altered = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')

  for (const wrong of [over, forged, altered, token.slice(0, -8), 'A'.repeat(60)]) {
    const reply = await fetch(base + wrong)
    expect([wrong, reply.status]).toEqual([wrong, 404])
    await reply.body?.cancel()
  }
})

test('an account that Twilio does not let in any more is a 503, and so is a Twilio that is away', async () => {
  const { owner, path } = await recorded()
  const { url } = (await owner.get(path)).body as { url: string }
  const unreachable = await startTestServer({ ...secrets, DATABASE_URL: server.urls.application, TWILIO_API_URL: 'http://127.0.0.1:1' })

  vendors.refused.add(account.auth_token)
  const refused = await fetch(url)
  vendors.refused.clear()
  const away = await fetch(url.replace(api.url, unreachable.url))
  await unreachable.stop()

  expect([refused.status, away.status]).toEqual([503, 503])
})
