import { createClientFlow, unwrap } from '@clientflow/sdk'
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { roles } from '../../generated/operations.ts'
import { waitForMail } from '../fuzz/mail.ts'
import type { Target } from '../fuzz/target.ts'
import type { Route } from '../generate/document.ts'
import { inAMonth, resourceMakers } from './resources.ts'

/** A business of its own, in which the samples of one language are tried. */
export interface Stage {
  readonly baseUrl: string
  readonly apiKey: string
  /** Of a session of its own each time, because some samples end the one that they run in. */
  readonly newAccessToken: () => Promise<string>
  /** The sample with the ids of fresh resources instead of those of the documentation. */
  readonly fill: (sample: string, route: Route) => Promise<string>
}

// In the documentation, the owner who takes over from a member who leaves, and the name of a business in its URL, which only one can have.
const exampleOwner = '01a1b2c3-0000-7000-8000-00000000a001'
const exampleSlug = 'harbour-hair'
// And until when nobody looks at a conversation, which will be over.
const exampleSnooze = '2027-01-05T09:00:00Z'
// And between which days somebody waits for a time.
const exampleWindow = ['2027-01-12T00:00:00Z', '2027-01-16T00:00:00Z'] as const
// When an appointment begins, which has been: whole hours at which every business here is open, each another one.
const exampleBeginnings = ['2026-01-12T17:00:00Z', '2026-01-13T18:00:00Z']
// What bodies name, with who makes it: a customer, the one who is merged into another, an account that carries a new channel, a channel, a member, a service.
const named = {
  '01a1b2c3-7d4e-7f60-8a9b-0c1d2e3f4a5b': 'customer_id',
  '01a1b2c3-7d4e-7f60-8a9b-0c1d2e3f4a5c': 'customer_id',
  '01a1b2c3-0000-7000-8000-000000001001': 'integration_id',
  '01a1b2c3-0000-7000-8000-00000000c401': 'channel_id',
  '01a1b2c3-0000-7000-8000-00000000a002': 'member_id',
  '01a1b2c3-0000-7000-8000-000000002001': 'service_id',
} as const

/** Makes the business the way everybody does, by the API and the mail. */
export async function setStage({ baseUrl, outbox }: Target, database: string, signal: AbortSignal): Promise<Stage> {
  const tokenFor = (email: string) => waitForMail(outbox, email, signal)
  // The password is not that of the examples, which would change it.
  const account = { email: `${randomUUID()}@example.com`, password: `samples ${randomUUID()}` }
  const anybody = createClientFlow({ baseUrl })
  const wanted = { email: account.email, full_name: 'Sam Sample', business_name: 'Samples and Sons', time_zone: 'Europe/Berlin' } as const
  await unwrap(anybody.POST('/v1/auth/sign-up', { body: wanted }))
  const verification = { token: await tokenFor(account.email), password: account.password }
  const { access_token: accessToken } = await unwrap(anybody.POST('/v1/auth/verify-email', { body: verification }))
  await lift(database)
  const person = createClientFlow({ baseUrl, accessToken })
  const owner = (await unwrap(person.GET('/v1/me'))).memberships[0]
  const { secret: apiKey } = await unwrap(person.POST('/v1/api-keys', { body: { name: 'Samples', scopes: roles.owner } }))
  const logIn = () => unwrap(anybody.POST('/v1/auth/log-in', { body: account }))
  const makers = resourceMakers(baseUrl, anybody, createClientFlow({ baseUrl, apiKey }), tokenFor, logIn)
  // By which messages leave when none is named.
  await makers.channel_id?.({})
  const beginnings = tuesdays()
  const nextBeginning = (): string => beginnings.next().value ?? ''
  return {
    baseUrl,
    apiKey,
    newAccessToken: async () => (await logIn()).access_token,
    fill: async (sample, { path, parameters }) => {
      let filled = sample
        .replaceAll(exampleOwner, owner?.member_id ?? '')
        .replaceAll(exampleSlug, `samples-${randomUUID()}`)
        .replaceAll(exampleSnooze, inAMonth())
        .replaceAll(exampleWindow[0], new Date().toISOString())
        .replaceAll(exampleWindow[1], inAMonth())
      for (const example of exampleBeginnings) if (filled.includes(example)) filled = filled.replaceAll(example, nextBeginning())
      const made: Record<string, string> = {}
      for (const { name, in: place, example } of parameters) {
        // Nobody is reminded of what has begun.
        const maker = name === 'appointment_id' && path.includes('/reminders') ? 'coming_appointment_id' : name
        const make = place === 'path' ? makers[maker] : undefined
        if (make !== undefined) filled = filled.replaceAll(String(example), (made[name] = await make(made)))
      }
      for (const [example, maker] of Object.entries(named)) {
        if (filled.includes(example)) filled = filled.replaceAll(example, (await makers[maker]?.({})) ?? '')
      }
      return filled
    },
  }
}

/** A plan for which so many members and keys are not too many. */
async function lift(database: string): Promise<void> {
  const client = new Client({ connectionString: database })
  await client.connect()
  try {
    await client.query("update businesses set plan = 'enterprise'")
  } finally {
    await client.end()
  }
}

/** Noon in UTC on the Tuesdays to come, from the week after next: within the hours of every business here. */
function* tuesdays(): Generator<string, undefined> {
  const day = new Date()
  day.setUTCHours(12, 0, 0, 0)
  for (day.setUTCDate(day.getUTCDate() + 7 + ((9 - day.getUTCDay()) % 7)); ; day.setUTCDate(day.getUTCDate() + 7)) yield day.toISOString()
}
