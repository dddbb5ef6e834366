import { business, newCustomer, rows, signIn } from '../../support/api.ts'
import type { Business, Member } from '../../support/api.ts'
import { newConnection } from '../../support/calendars.ts'
import { connectTwilio } from '../../support/providers.ts'
import type { Twilio } from '../../support/providers.ts'
import { dateIn, noonIn, workingNoon } from '../../support/appointments.ts'
import type { Sent } from './requests.ts'

/** A business in which something is there for every id that a request can name. */
export interface Cast {
  readonly salon: Business
  readonly owner: Member
  readonly twilio: Twilio
  /** By the name of the parameter or field that takes it. */
  readonly ids: Readonly<Record<string, string>>
}

const hairTypes = ['straight', 'wavy', 'curly'].map((value) => ({ value, label: value }))
/** By the business, whatever the hours. */
const visit = { source: 'staff', override_reason: 'For the tests.' }
const monthMs = 30 * 24 * 60 * 60 * 1000

export async function makeCast(): Promise<Cast> {
  const salon = await business()
  const { owner } = salon
  const [staff, key, session, source, field] = await Promise.all([
    salon.member('staff'),
    salon.key(['customers:read']),
    signIn(owner.person),
    idOf(owner.post('/v1/customers', newCustomer())),
    idOf(owner.post('/v1/custom-fields', { key: 'hair_type', label: 'Hair type', type: 'single_choice', choices: hairTypes })),
  ])
  const customer = await idOf(owner.post('/v1/customers', newCustomer({ tags: ['vip'], custom_fields: { hair_type: 'wavy' } })))
  const [rename] = await rows<{ id: string }>(
    "insert into tag_renames (business_id, from_tag, to_tag, status, completed_at) values ($1, 'old', 'older', 'completed', now()) returning id",
    [salon.id],
  )
  const twilio = await connectTwilio(salon)
  const number = { type: 'sms', integration_id: twilio.integrationId, address: '+14155550199', name: 'Texts' }
  const channel = await idOf(owner.post('/v1/channels', number))
  const note = await idOf(owner.post(`/v1/customers/${customer}/notes`, { body: 'Prefers mornings.' }))
  const call = await newCall(salon, twilio.integrationId)
  const invitation = await idOf(owner.post('/v1/invitations', { email: `guest-${customer}@example.com`, role: 'staff' }))
  const [receipt] = await rows<{ id: string }>(
    `insert into inbound_webhooks (business_id, integration_id, kind, provider_event_id, content_type, body, status)
     values ($1, $2, 'twilio_message', 'SM1', 'application/x-www-form-urlencoded', 'MessageSid=SM1', 'failed') returning id`,
    [salon.id, twilio.integrationId],
  )
  const consent = await idOf(
    owner.post(`/v1/customers/${customer}/consents`, { channel: 'email', purpose: 'marketing', action: 'granted', source: 'verbal' }),
  )
  const suppression = await idOf(owner.post('/v1/suppressions', { channel: 'sms', address: '+14155550188' }))
  const mail = { channel: 'email', category: 'transactional', name: 'Invoice', subject: 'Your invoice', body: 'Thank you.' }
  const template = await idOf(owner.post('/v1/message-templates', mail))
  const text = { channel: 'sms', category: 'transactional', name: 'Missed call', body: 'Sorry that we missed you.' }
  const textTemplate = await idOf(owner.post('/v1/message-templates', text))
  const later = new Date(Date.now() + monthMs).toISOString()
  const thread = { customer_id: customer, channel_type: 'sms', channel_id: channel, peer_address: '+4915112345677' }
  const conversation = await idOf(owner.post('/v1/conversations', thread))
  const written = { content: { type: 'text', body: 'See you next month.' }, scheduled_for: later }
  const message = await idOf(owner.post(`/v1/conversations/${conversation}/messages`, written))
  const service = await idOf(owner.post('/v1/services', { name: 'Dry cut', member_ids: [staff.memberId] }))
  const holiday = { member_id: staff.memberId, starts_at: later, ends_at: new Date(Date.parse(later) + monthMs).toISOString() }
  const timeOff = await idOf(owner.post('/v1/time-off', holiday))
  const time = { service_id: service, member_id: staff.memberId, starts_at: workingNoon(2) }
  const visitors = { customer_id: customer, service_id: service, member_id: staff.memberId }
  const hold = await idOf(owner.post('/v1/slot-holds', time))
  const appointment = await idOf(
    owner.post('/v1/appointments', {
      ...visit,
      customer_id: customer,
      service_id: service,
      member_id: staff.memberId,
      starts_at: noonIn(20),
    }),
  )
  const connection = await newConnection(rows, salon.id, (await salon.member('staff')).memberId)
  const another = { trigger: { type: 'offset', minutes_before: 45 } }
  const reminder = await idOf(owner.post(`/v1/appointments/${appointment}/reminders`, another))
  // After the holiday.
  const weekly = { ...visitors, rule: 'FREQ=WEEKLY;BYDAY=WE;COUNT=2', starts_on: dateIn(70), starts_time: '12:00', source: 'staff' }
  const series = await idOf(owner.post('/v1/appointment-series', weekly))
  const window = { wanted_from: new Date().toISOString(), wanted_before: later }
  const waiting = await idOf(owner.post('/v1/waitlist-entries', { customer_id: customer, service_id: service, ...window }))
  const events = (await owner.get('/v1/events')).body as { data: { id: string }[] }
  const ids = {
    business_id: salon.id,
    customer_id: customer,
    note_id: note,
    consent_id: consent,
    suppression_id: suppression,
    message_template_id: template,
    custom_field_id: field,
    tag_rename_id: rename?.id ?? '',
    member_id: staff.memberId,
    service_id: service,
    service_ids: service,
    member_ids: staff.memberId,
    add_member_ids: owner.memberId,
    remove_member_ids: staff.memberId,
    time_off_id: timeOff,
    slot_hold_id: hold,
    hold_id: hold,
    appointment_id: appointment,
    reminder_id: reminder,
    rebooked_from_id: appointment,
    series_id: series,
    waitlist_entry_id: waiting,
    api_key_id: key.id,
    integration_id: twilio.integrationId,
    calendar_connection_id: connection,
    channel_id: channel,
    scope_channel_id: channel,
    default_channel_id: channel,
    template_in_hours_id: textTemplate,
    template_after_hours_id: textTemplate,
    call_id: call,
    invitation_id: invitation,
    AccountSid: twilio.accountSid,
    inbound_webhook_id: receipt?.id ?? '',
    conversation_id: conversation,
    message_id: message,
    template_id: textTemplate,
    assignee_id: staff.memberId,
    snoozed_until: later,
    event_id: events.data[0]?.id ?? '',
    session_id: session.sessionId,
    owner_member_id: staff.memberId,
    reassign_to: owner.memberId,
    source_id: source,
    resource_id: customer,
    actor_id: owner.person.id,
    'X-Business-Id': salon.id,
    // What an example shows of these fits one business, one version, one day.
    slug: `salon-${salon.id}`,
    'If-Match': '"1"',
    expires_at: later,
    ...window,
    starts_on: dateIn(70),
  }
  return { salon, owner, twilio, ids }
}

/** A call that was recorded and written down, which no request makes. */
async function newCall({ id }: Business, integrationId: string): Promise<string> {
  const segment = { speaker: 'agent', start_seconds: 0, end_seconds: 1, text: 'Hello.' }
  const [call] = await rows<{ id: string }>(
    `insert into calls (business_id, direction, status, result, from_address, to_address, started_at, ended_at, integration_id, provider_call_id,
       provider_recording_id, recording_kind, transcript)
     values ($1, 'inbound', 'completed', 'answered', '+14155550134', '+14155550199', now(), now(), $2, 'CA1', 'RE1', 'call', $3) returning id`,
    [id, integrationId, JSON.stringify({ language: null, provider: null, segments: [segment] })],
  )
  return call?.id ?? ''
}

async function idOf(reply: Promise<{ status: number; text: string; body: unknown }>): Promise<string> {
  const { status, text, body } = await reply
  if (status !== 201) throw new Error(`The cast could not be made: ${text}`)
  return (body as { id: string }).id
}

/** The request with its ids leading to what is there; `ids` knows those by their names. */
export function withIds(sent: Sent, ids: Cast['ids']): Sent {
  const known = (name: string, value: string): string => ids[name] ?? value
  const named = (values: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, known(name, value)]))
  return {
    ...sent,
    params: named(sent.params),
    headers: named(sent.headers),
    query: sent.query.map(([name, value]) => [name, known(name, value)]),
    body: inBody(sent.body, ids),
  }
}

function inBody(value: unknown, ids: Cast['ids']): unknown {
  if (Array.isArray(value)) return value.map((item) => inBody(item, ids))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, typeof part === 'string' ? (ids[name] ?? part) : inField(name, part, ids)]),
  )
}

/** A list of ids leads to the one that is there. */
function inField(name: string, value: unknown, ids: Cast['ids']): unknown {
  return Array.isArray(value) && value.length > 0 && ids[name] !== undefined ? [ids[name]] : inBody(value, ids)
}
