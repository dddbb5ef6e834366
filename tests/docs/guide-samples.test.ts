import { expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { daysOf } from '../../src/domain/availability/clock.ts'
import { goodPassword, newAccount } from '../support/accounts.ts'
import { newCustomer, rows, server } from '../support/api.ts'
import { expectOk, salonWith } from '../support/appointments.ts'
import { connectTwilio, sid } from '../support/providers.ts'
import { secured } from '../support/second-factor.ts'

// What the guide shows is run as it is pasted, each sample by a business of its own that is always open; the days of the samples are days to come.

const guide = readFileSync(join(projectFolder, 'openapi/guides/index.md'), 'utf8')
const titles = [...guide.matchAll(/^## (.*)$/gm)].map(([, title]) => title ?? '')
const told: readonly string[] = ['Why was I refused?', 'What happens on conflicts']

type Salon = Awaited<ReturnType<typeof salonWith>>
type Environment = Record<string, string>
type Body = Record<string, unknown>

test.each(titles.flatMap((title) => blocksOf(title, 'sh').map((block, index) => [title, index + 1, block] as const)))(
  '%s: sample %i works as it is pasted',
  async (_title, _number, block) => {
    const environment = await prepared(await salonWith(), block)

    const replies = await run(block, environment)

    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => expect.stringMatching(/^20[012]$/)))
    expect(replies).toHaveLength(block.match(/^curl /gm)?.length ?? 0)
  },
)

test.each(told.flatMap((title) => blocksOf(title, 'json').map((block) => [title, block] as const)))(
  '%s: a refusal looks as it is shown',
  async (_title, block) => {
    const shown = JSON.parse(block) as Body
    const salon = await salonWith()
    const starts_at = dated('2027-01-12T11:00:00.000Z')
    await salon.book({ starts_at })

    const { status, body } = await salon.owner.post('/v1/appointments', { ...salon.wanted, starts_at, source: 'staff' })

    expect(status).toBe(409)
    expect(body).toMatchObject({ code: shown.code, reasons: shown.reasons })
    expect(fieldsOf(body)).toEqual(expect.arrayContaining(fieldsOf(shown)))
  },
)

test('the guide explains every reason of the contract, in its order', () => {
  const { components } = JSON.parse(readFileSync(join(projectFolder, 'generated/openapi.json'), 'utf8')) as {
    components: { schemas: Record<string, { enum?: string[] }> }
  }
  const reasons = components.schemas.UnavailabilityReason?.enum
  const listed = /in this order: ([^.]+)\./.exec(sectionOf('How availability is computed'))?.[1] ?? ''
  const table = [...sectionOf('Why was I refused?').matchAll(/^\| (`.*?) \|/gm)].map(([, names]) => names ?? '').join()

  expect(wordsIn(listed)).toEqual(reasons)
  expect(wordsIn(table)).toEqual(reasons)
})

test('the clock changes as the guide says', () => {
  const [, skipped = '', date = '', shifted = ''] =
    /: (\d\d:\d\d) on (14 March 2027) in New York is (\d\d:\d\d)/.exec(sectionOf('Time zones and clock changes')) ?? []
  const day = Date.parse(`${date} UTC`)
  const days = [...daysOf('America/New_York', { start: day, end: day + 86_400_000 })]
  const [hour, minute] = skipped.split(':').map(Number)
  const instant = days.find((each) => each.date === '2027-03-14')?.at((hour ?? 0) * 60 + (minute ?? 0))

  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York', timeStyle: 'short' }).format(instant)
  expect([skipped, shown]).toEqual(['02:30', shifted])
})

/** What a reader has at hand by the time of the sample, by the name in which it takes that from the environment. */
async function prepared(salon: Salon, block: string): Promise<Environment> {
  const always = {
    BUSINESS_ID: salon.salon.id,
    SERVICE_ID: salon.wanted.service_id,
    CUSTOMER_ID: salon.wanted.customer_id,
    CLIENTFLOW_API_KEY: (await salon.salon.key()).token,
    ACCESS_TOKEN: salon.owner.token,
    ETAG: '"1"',
    AFTER: '0',
    TWILIO_ACCOUNT_SID: sid('AC'),
    TWILIO_AUTH_TOKEN: randomUUID().replaceAll('-', ''),
  }
  const more = Object.entries(preparations).filter(([what]) => block.includes(what))
  return Object.assign(always, ...(await Promise.all(more.map(([, prepare]) => prepare(salon))))) as Environment
}

const preparations: Readonly<Record<string, (salon: Salon) => Promise<Environment>>> = {
  async $PASSWORD() {
    const { email } = await newAccount()
    return { EMAIL: email, PASSWORD: goodPassword }
  },
  async $TOTP_CODE() {
    const { account, code } = await secured()
    return { EMAIL: account.email, TOTP_CODE: await code() }
  },
  async $OTHER_ID({ owner }) {
    return { OTHER_ID: String((await expectOk(owner.post('/v1/customers', newCustomer()))).id) }
  },
  async $CURSOR({ owner }) {
    await expectOk(owner.post('/v1/customers', newCustomer()))
    const { page } = await expectOk(owner.get('/v1/customers?limit=1'))
    return { CURSOR: (page as { next_cursor: string }).next_cursor }
  },
  async hair_type({ owner }) {
    const [straight, curly] = ['straight', 'curly'].map((value) => ({ value, label: value }))
    await expectOk(owner.post('/v1/custom-fields', { key: 'hair_type', label: 'Hair', type: 'single_choice', choices: [straight, curly] }))
    await expectOk(owner.post('/v1/custom-fields', { key: 'newsletter', label: 'Newsletter', type: 'boolean' }))
    return {}
  },
  async $INBOUND_WEBHOOK_ID({ salon }) {
    const { integrationId } = await connectTwilio(salon)
    const [receipt] = await rows<{ id: string }>(
      `insert into inbound_webhooks (business_id, integration_id, kind, provider_event_id, content_type, body, status)
       values ($1, $2, 'twilio_message', 'SM1', 'application/x-www-form-urlencoded', 'MessageSid=SM1', 'quarantined') returning id`,
      [salon.id, integrationId],
    )
    return { INBOUND_WEBHOOK_ID: receipt?.id ?? '' }
  },
  async $TOKEN({ book }) {
    const { manage_url: link } = await book({ starts_at: dated('2027-01-12T17:00:00Z') })
    return { TOKEN: String(link).split('/').at(-1) ?? '' }
  },
  async $STATE({ owner }) {
    const { authorization_url: page } = await expectOk(owner.post('/v1/calendar-connections', {}))
    const agreed = await fetch(String(page), { redirect: 'manual' })
    const said = new URL(agreed.headers.get('location') ?? '').searchParams
    return { STATE: said.get('state') ?? '', CODE: said.get('code') ?? '' }
  },
}

async function run(block: string, environment: Environment): Promise<{ status: string; body: string }[]> {
  const shown = `curl() { command curl --silent --show-error --write-out '\\n%{http_code}\\n' "$@"; }\n${dated(block)}`
  const env = { ...process.env, NODE_OPTIONS: '', CLIENTFLOW_URL: server.url, ...environment }
  const { stdout } = await promisify(execFile)('bash', ['-euc', shown], { env })
  return [...stdout.matchAll(/^(.*)\n(\d{3})$/gm)].map(([, body = '', status = '']) => ({ status, body }))
}

/** The same with a Tuesday two weeks ahead, or more, in place of the one that the guide names, and its days before and after. */
function dated(text: string): string {
  const named = Date.parse('2027-01-12')
  const weekMs = 7 * 86_400_000
  const shift = Math.ceil((Date.now() + 2 * weekMs - named) / weekMs) * weekMs
  return text.replaceAll(/2027-01-1\d/g, (day) => new Date(Date.parse(day) + shift).toISOString().slice(0, 10))
}

function sectionOf(title: string): string {
  const [, section] = guide.split(new RegExp(`^#+ ${title.replaceAll(/[?()]/g, '\\$&')}$`, 'm'))
  return section?.split(/^## /m)[0] ?? ''
}

function blocksOf(title: string, language: string): string[] {
  return [...sectionOf(title).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block]) => block ?? '')
}

/** The names of its fields, those of objects within it after its own. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return fieldsOf(value[0], `${path}[]`)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [`${path}.${name}`, ...fieldsOf(inner, `${path}.${name}`)])
}

function wordsIn(text: string): string[] {
  return [...text.matchAll(/`(\w+)`/g)].map(([, word]) => word ?? '')
}
