import { expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDemoKey } from '../../scripts/demo/key.ts'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { allScopes, anonymous, rows, secrets, server, withToken } from '../support/api.ts'
import { feed, walk } from '../support/walk.ts'

const logIn = { email: 'olivia@harbour-lane.example.com' }

function seed(environment: Record<string, string> = {}) {
  const env = { ...process.env, NODE_OPTIONS: '', DATABASE_URL: server.urls.application, ...environment }
  return spawnSync(process.execPath, [join(projectFolder, 'scripts/seed.ts')], { env, encoding: 'utf8' })
}

async function everything() {
  const tables = [
    'people',
    'person_passwords',
    'businesses',
    'business_counters',
    'team_members',
    'customers',
    'customer_notes',
    'services',
    'service_members',
    'schedules',
    'time_blocks',
    'appointments',
    'appointment_history',
    'events',
    'audit_logs',
  ]
  return Promise.all(tables.map((table) => rows(`select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`)))
}

test('makes a business with a team and about two hundred customers, and a second run changes nothing', async () => {
  const first = seed()
  const before = await everything()
  const second = seed()

  expect(first).toMatchObject({ status: 0, stderr: '' })
  expect(second).toMatchObject({ status: 0, stderr: '', stdout: first.stdout })
  expect(await everything()).toEqual(before)
})

test('what it made is what the API shows, and the key opens all of it', async () => {
  seed()
  const secret = (await makeDemoKey(server.urls.application)) ?? ''
  const key = withToken(secret)

  const customers = await walk<Record<string, unknown>>(key, '/v1/customers')
  const members = await walk<{ role: string }>(key, '/v1/team-members')
  const events = await feed(key)
  const { data: tags } = (await key.get('/v1/tags')).body

  expect(secret).toMatch(/^cf_live_/)
  expect(customers).toHaveLength(200)
  expect(members.map((member) => member.role).sort()).toEqual(['manager', 'owner', 'staff'])
  expect(tags.length).toBeGreaterThan(5)
  expect(events.map((event) => event.sequence)).toEqual(events.map((_, index) => index + 1))
  const written = JSON.stringify(customers)
  for (const script of ['Han', 'Arabic', 'Cyrillic', 'Devanagari', 'Hangul', 'Hiragana', 'Greek', 'Latin']) {
    expect(written).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'))
  }
  const [entry] = (await key.get('/v1/audit-logs')).body.data
  expect(entry).toMatchObject({ action: 'api_key.created', actor: { type: 'person' } })
  const { data: keys } = (await key.get('/v1/api-keys?limit=1')).body
  expect(keys[0]).toMatchObject({ name: 'Demo', scopes: [...allScopes].sort() })
})

test('it can be booked: services of every kind, hours, and two members who keep hours of their own', async () => {
  seed()
  const key = withToken((await makeDemoKey(server.urls.application)) ?? '')
  const { business_id: businessId } = (await key.get('/v1/me')).body as { business_id: string }

  const services = await walk<{ member_ids: string[]; capacity: number }>(key, '/v1/services')
  const hours = (await key.get(`/v1/businesses/${businessId}/hours`)).body
  const members = [...new Set(services.flatMap(({ member_ids }) => member_ids))]
  const own = await Promise.all(members.map(async (id) => (await key.get(`/v1/team-members/${id}/working-hours`)).body.weekly))

  expect(services).toHaveLength(8)
  expect(services.filter(({ capacity }) => capacity > 1)).toHaveLength(1)
  expect(hours.weekly).toHaveLength(5)
  expect(own).toEqual([expect.any(Array), expect.any(Array)])
})

test('its calendar has weeks behind it and weeks to come, with everything that can become of an appointment', async () => {
  seed()
  const key = withToken((await makeDemoKey(server.urls.application)) ?? '')

  const appointments = await walk<{ status: string; ends_at: string }>(key, '/v1/appointments?sort=starts_at')

  expect(appointments.length).toBeGreaterThan(80)
  expect([...new Set(appointments.map(({ status }) => status))].sort()).toEqual([
    'cancelled',
    'completed',
    'confirmed',
    'no_show',
    'pending',
  ])
  const now = new Date().toISOString()
  expect(appointments.filter(({ status, ends_at }) => /completed|no_show/.test(status) && ends_at > now)).toEqual([])
})

test('nobody real is named: addresses end in example.com, and numbers are kept for fiction', async () => {
  seed()
  const key = withToken((await makeDemoKey(server.urls.application)) ?? '')
  interface Listed {
    readonly emails: { email: string }[]
    readonly phones: { e164: string }[]
  }

  const customers = await walk<Listed>(key, '/v1/customers')

  const emails = customers.flatMap((each) => each.emails.map(({ email }) => email))
  const phones = customers.flatMap((each) => each.phones.map(({ e164 }) => e164))
  expect(emails.filter((email) => !email.endsWith('@example.com'))).toEqual([])
  expect(phones.filter((e164) => !/^\+(1\d{3}55501\d\d|447700900\d{3}|3363998\d{4}|493023125\d{3}|612555\d{5})$/.test(e164))).toEqual([])
  expect(emails.length + phones.length).toBeGreaterThan(300)
})

test('where the vendors are stand-ins, the business is connected to them, once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vendors-'))
  const file = join(folder, 'vendors.json')
  const environment = { ENCRYPTION_KEYS: secrets.ENCRYPTION_KEYS, VENDORS_CALL: 'http://127.0.0.1:8080', VENDORS_FILE: file }

  const runs = [seed(environment), seed(environment)]

  const known = JSON.parse(readFileSync(file, 'utf8')) as { postmark: { path: string; password: string } }
  rmSync(folder, { recursive: true })
  expect(runs).toMatchObject([{ status: 0, stderr: '' }, { status: 0 }])
  const key = withToken((await makeDemoKey(server.urls.application)) ?? '')
  const { data: integrations } = (await key.get('/v1/integrations')).body as {
    data: { id: string; provider: string; secret_hint: string }[]
  }
  const { data: channels } = (await key.get('/v1/channels')).body as { data: { type: string; address: string; is_default: boolean }[] }
  expect(integrations.map(({ provider }) => provider).sort()).toEqual(['postmark', 'twilio'])
  const postmark = integrations.find(({ provider }) => provider === 'postmark')
  expect(known.postmark.path).toBe(`/webhooks/postmark/${postmark?.id}/events`)
  expect(known.postmark.password.slice(-4)).toBe(postmark?.secret_hint)
  expect(channels.map(({ type, address, is_default }) => [type, address, is_default]).sort()).toEqual([
    ['email', 'hello@harbour-lane.example.com', true],
    ['sms', '+14155550100', true],
    ['voice', '+14155550100', true],
  ])
})

test('the password that it prints lets its people in', async () => {
  const password = /password (\S+)/.exec(seed().stdout)?.[1]

  const reply = await anonymous('POST', '/v1/auth/log-in', { ...logIn, password })

  expect(reply.status).toBe(200)
})

test('refuses to run in production', () => {
  const run = seed({ NODE_ENV: 'production' })

  expect(run.status).toBe(1)
  expect(run.stderr).toContain('production')
})
