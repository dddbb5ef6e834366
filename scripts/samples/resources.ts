import type { ClientFlow, Schemas } from '@clientflow/sdk'
import { createClientFlow, unwrap } from '@clientflow/sdk'
import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** Makes what a path parameter names, and answers its id; `made` has those that stand before it in the path. */
type Maker = (made: Readonly<Record<string, string>>) => Promise<string>

/** Soon enough for what may not be put off for years. */
export const inAMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString()

export function resourceMakers(
  baseUrl: string,
  anybody: ClientFlow,
  client: ClientFlow,
  tokenFor: (email: string) => Promise<string>,
  logIn: () => Promise<Schemas['SessionTokens']>,
): Readonly<Record<string, Maker>> {
  const someone = () => `${randomUUID()}@example.com`
  const invite = (email: string) => unwrap(client.POST('/v1/invitations', { body: { email, role: 'staff' } }))
  const connect = async () => {
    const body = {
      provider: 'twilio',
      name: 'To be shown',
      account_sid: `AC${'0'.repeat(32)}`,
      auth_token: 'ThisIsAnExampleAndNoTwilioToken0',
    } as const
    return (await unwrap(client.POST('/v1/integrations', { body }))).id
  }
  const newMember = async () => {
    const email = someone()
    await invite(email)
    const body = { token: await tokenFor(email), full_name: 'Mel Member', password: `member ${randomUUID()}` }
    return (await unwrap(anybody.POST('/v1/invitations/accept', { body }))).member.id
  }
  const newNumber = () => `+1${2_000_000_000 + randomInt(7_000_000_000)}`
  const newChannel = async () => {
    const number = { type: 'sms', address: newNumber(), name: 'To be shown', a2p_status: 'approved' } as const
    const body = { ...number, integration_id: await connect(), is_default: true }
    return (await unwrap(client.POST('/v1/channels', { body }))).id
  }
  const newTag = async () => {
    const tag = `label-${randomUUID().slice(0, 8)}`
    await unwrap(client.POST('/v1/customers', { body: { emails: [{ email: someone() }], tags: [tag] } }))
    return tag
  }
  return {
    api_key_id: async () => (await unwrap(client.POST('/v1/api-keys', { body: { name: 'To be shown', scopes: ['customers:read'] } }))).id,
    calendar_connection_id: async () => {
      const { access_token: accessToken } = await logIn()
      const person = createClientFlow({ baseUrl, accessToken })
      return (await unwrap(person.POST('/v1/calendar-connections', { body: { member_id: await newMember() } }))).id
    },
    call_id: async () => {
      const call = { direction: 'inbound', from: newNumber(), to: newNumber(), started_at: '2026-01-05T09:30:00Z' } as const
      const { id: call_id } = await unwrap(client.POST('/v1/calls', { body: call }))
      const segments = [{ speaker: 'agent', start_seconds: 0, end_seconds: 1, text: 'Hello.' }] as const
      const transcript = { language: 'en-US', provider: null, segments }
      await unwrap(client.PATCH('/v1/calls/{call_id}', { params: { path: { call_id } }, body: { transcript } }))
      return call_id
    },
    channel_id: newChannel,
    conversation_id: async () => {
      const { id: customer_id } = await unwrap(client.POST('/v1/customers', { body: { emails: [{ email: someone() }] } }))
      return (await unwrap(client.POST('/v1/conversations', { body: { customer_id, channel_type: 'in_person' } }))).id
    },
    coming_appointment_id: async () => {
      const { id: customer_id } = await unwrap(client.POST('/v1/customers', { body: { emails: [{ email: someone() }] } }))
      const visit = { customer_id, starts_at: inAMonth(), duration_minutes: 30, source: 'staff', override_reason: 'To be shown.' } as const
      return (await unwrap(client.POST('/v1/appointments', { body: visit }))).id
    },
    // One that began an hour ago, whoever else is there, so that everything can be done with it but to confirm or correct it.
    appointment_id: async () => {
      const { id: customer_id } = await unwrap(client.POST('/v1/customers', { body: { emails: [{ email: someone() }] } }))
      const starts_at = new Date(Math.floor(Date.now() / 60_000 - 60) * 60_000).toISOString()
      const visit = { customer_id, starts_at, duration_minutes: 30, source: 'staff', override_reason: 'To be shown.' } as const
      return (await unwrap(client.POST('/v1/appointments', { body: visit }))).id
    },
    // Of one that is to come, whoever else is there.
    appointment_token: async () => {
      const { id: customer_id } = await unwrap(client.POST('/v1/customers', { body: { emails: [{ email: someone() }] } }))
      const visit = { customer_id, starts_at: inAMonth(), duration_minutes: 30, source: 'staff', override_reason: 'To be shown.' } as const
      const { manage_url } = await unwrap(client.POST('/v1/appointments', { body: visit }))
      return manage_url?.split('/').at(-1) ?? ''
    },
    // On some Tuesday of the years after next, so that no two of them meet: on Mondays the documentation has a pause.
    series_id: async () => {
      const { id: customer_id } = await unwrap(client.POST('/v1/customers', { body: { emails: [{ email: someone() }] } }))
      const starts_on = new Date(Date.now() + (400 + randomInt(1_000)) * 86_400_000).toISOString().slice(0, 10)
      const starts_time = `${10 + randomInt(6)}:${10 + randomInt(50)}`
      const body = {
        customer_id,
        rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=1',
        starts_on,
        starts_time,
        duration_minutes: 5,
        source: 'staff',
      } as const
      return (await unwrap(client.POST('/v1/appointment-series', { body }))).id
    },
    waitlist_entry_id: async () => {
      const { id: customer_id } = await unwrap(client.POST('/v1/customers', { body: { emails: [{ email: someone() }] } }))
      const { id: service_id } = await unwrap(client.POST('/v1/services', { body: { name: 'To be waited for' } }))
      const body = { customer_id, service_id, wanted_from: new Date().toISOString(), wanted_before: inAMonth() }
      return (await unwrap(client.POST('/v1/waitlist-entries', { body }))).id
    },
    integration_id: connect,
    business_id: async () => (await unwrap(client.GET('/v1/me'))).business_id ?? '',
    customer_id: async () => (await unwrap(client.POST('/v1/customers', { body: { emails: [{ email: someone() }] } }))).id,
    consent_id: async ({ customer_id = '' }) => {
      const body = { channel: 'email', purpose: 'marketing', action: 'granted', source: 'verbal' } as const
      return (await unwrap(client.POST('/v1/customers/{customer_id}/consents', { params: { path: { customer_id } }, body }))).id
    },
    custom_field_id: async () => {
      const body = { key: `field_${randomUUID().slice(0, 8)}`, label: 'To be shown', type: 'text' } as const
      return (await unwrap(client.POST('/v1/custom-fields', { body }))).id
    },
    event_id: async () => (await unwrap(client.GET('/v1/events'))).data[0]?.id ?? '',
    inbound_webhook_id: () => receive(baseUrl, client),
    invitation_id: async () => (await invite(someone())).id,
    member_id: newMember,
    // One that waits, so that it can be cancelled.
    message_id: async () => {
      const words = {
        content: { type: 'text', body: 'See you soon.' },
        category: 'transactional',
        scheduled_for: inAMonth(),
      } as const
      const body = { channel_id: await newChannel(), to: newNumber(), ...words }
      return (await unwrap(client.POST('/v1/messages', { body }))).id
    },
    message_template_id: async () => {
      const body = { name: `To be shown ${randomUUID()}`, channel: 'sms', category: 'transactional', body: 'See you soon.' } as const
      return (await unwrap(client.POST('/v1/message-templates', { body }))).id
    },
    note_id: async ({ customer_id = '' }) => {
      const note = { params: { path: { customer_id } }, body: { body: 'Prefers mornings.' } }
      return (await unwrap(client.POST('/v1/customers/{customer_id}/notes', note))).id
    },
    service_id: async () => (await unwrap(client.POST('/v1/services', { body: { name: 'To be shown' } }))).id,
    slot_hold_id: async () => {
      const { id: service_id } = await unwrap(client.POST('/v1/services', { body: { name: 'To be held', slot_interval_minutes: 5 } }))
      const range = { from: new Date().toISOString(), before: inAMonth() }
      const { data } = await unwrap(client.GET('/v1/availability/slots', { params: { query: { service_id, ...range } } }))
      const { starts_at = '' } = data[randomInt(data.length)] ?? {}
      return (await unwrap(client.POST('/v1/slot-holds', { body: { service_id, starts_at } }))).id
    },
    reminder_id: async ({ appointment_id = '' }) => {
      const wanted = { params: { path: { appointment_id } }, body: { trigger: { type: 'offset', minutes_before: 45 } } } as const
      return (await unwrap(client.POST('/v1/appointments/{appointment_id}/reminders', wanted))).id
    },
    session_id: async () => (await logIn()).session_id,
    suppression_id: async () => (await unwrap(client.POST('/v1/suppressions', { body: { channel: 'email', address: someone() } }))).id,
    tag: newTag,
    time_off_id: async () => {
      const body = { member_id: null, starts_at: '2027-08-02T22:00:00Z', ends_at: '2027-08-03T22:00:00Z' }
      return (await unwrap(client.POST('/v1/time-off', { body }))).id
    },
    tag_rename_id: async () => {
      const rename = { params: { path: { tag: await newTag() } }, body: { name: `new-${randomUUID().slice(0, 8)}` } }
      return (await unwrap(client.POST('/v1/tags/{tag}/rename', rename))).id
    },
  }
}

/** Something of Postmark's that nobody understands, and that can be processed once more when it has been found so. */
async function receive(baseUrl: string, client: ClientFlow): Promise<string> {
  const body = { provider: 'postmark', name: 'To be shown', server_token: 'the-token-of-the-samples' } as const
  const { id: integration, secret } = await unwrap(client.POST('/v1/integrations', { body }))
  const headers = { authorization: `Basic ${Buffer.from(`clientflow:${secret}`).toString('base64')}`, 'content-type': 'application/json' }
  const telegram = JSON.stringify({ RecordType: 'Telegram', Number: randomInt(1_000_000) })
  await fetch(`${baseUrl}/webhooks/postmark/${integration}/events`, { method: 'POST', headers, body: telegram })
  for (;;) {
    const { data } = await unwrap(client.GET('/v1/inbound-webhooks'))
    const found = data.find((each) => each.integration_id === integration)
    if (found?.status === 'quarantined') return found.id
    await sleep(50)
  }
}
