import { randomUUID } from 'node:crypto'
import type { OperationId } from '../../../generated/operations.ts'
import { createLinkTokens } from '../../../src/crypto/link-tokens.ts'
import { anonymous, rows, secrets } from '../../support/api.ts'
import { dayMs, hourMs, letPass, noonIn, workingNoon } from '../../support/appointments.ts'
import { mailedToken, newAccount, newEmail, signUpForm } from '../../support/accounts.ts'
import { pushHeaders } from '../../support/calendars.ts'
import { connectPostmark, connectSmsProvider } from '../../support/providers.ts'
import type { Provider } from '../../support/providers.ts'
import type { Actor } from '../../support/http.ts'
import { invite } from '../../support/invitations.ts'
import { enrolled, secured } from '../../support/second-factor.ts'
import type { Cast } from './cast.ts'
import type { Caller } from './send.ts'

export interface Prepared {
  readonly fields: Readonly<Record<string, string>>
  /** Who calls instead of the owner; null for nobody. */
  readonly caller?: Caller | null
}

/** What an example cannot know: the tokens that were mailed, and somebody who has the password that it shows. */
export async function prepare(id: OperationId, example: string, cast: Cast): Promise<Prepared> {
  return (await preparations[id]?.(cast, example)) ?? { fields: {} }
}

/** Somebody who has a second factor, and what proves it. */
async function proof(_cast: Cast, example: string): Promise<Prepared> {
  const { account, code, recoveryCodes } = await secured()
  return { fields: { code: example === 'recovery_code' ? (recoveryCodes[0] ?? '') : await code() }, caller: account }
}

/** The provider of an integration, which proves what it sends. */
const asTwilio = ({ twilio }: Cast): Promise<Prepared> =>
  Promise.resolve({ fields: { integration_id: twilio.integrationId, AccountSid: twilio.accountSid }, caller: provider(twilio) })

async function asPostmark({ salon }: Cast): Promise<Prepared> {
  const postmark = await connectPostmark(salon)
  return { fields: { integration_id: postmark.integrationId }, caller: provider(postmark) }
}

const provider = ({ prove }: Provider): Caller => ({ token: '', prove })

/** The link that stands in a mail which was sent. */
async function asRecipient({ salon, owner }: Cast): Promise<Prepared> {
  const { integrationId } = await connectPostmark(salon)
  const address = `desk-${randomUUID()}@salon.example.com`
  const { body: channel } = await owner.post('/v1/channels', { type: 'email', integration_id: integrationId, address, name: 'Mail' })
  const content = { type: 'text', subject: 'Spring', body: 'Ten percent off.' }
  const mail = { to: `ada-${randomUUID()}@example.com`, channel_id: channel.id, category: 'marketing', content }
  const { body: message } = await owner.post('/v1/messages', mail)
  const tokens = createLinkTokens(secrets.TOKEN_KEY)
  return { fields: { unsubscribe_token: tokens.mint('unsubscribe', [salon.id, String(message.id)]) }, caller: null }
}

/** The appointment of the cast, begun an hour ago; so much of it has been done already. */
async function begun({ owner, ids }: Cast, ...done: readonly string[]): Promise<Prepared> {
  const id = ids.appointment_id ?? ''
  await letPass(id, Date.parse(noonIn(20)) - Date.now() + hourMs)
  for (const action of done) await owner.post(`/v1/appointments/${id}/${action}`)
  return { fields: { 'If-Match': `"${done.length + 1}"` } }
}

/** The link to the appointment of the cast. */
function asCustomer({ salon, ids }: Cast): Prepared {
  return { fields: { appointment_token: linkTo('appointment', salon.id, ids.appointment_id), starts_at: workingNoon(3) }, caller: null }
}

/** The time that the cast's hold keeps, offered to who waits there. */
async function offered({ ids }: Cast): Promise<Prepared> {
  await rows(
    `update waitlist_entries e set status = 'offered', hold_id = h.id, offer_member_id = h.member_id, offer_starts_at = h.starts_at,
       offer_ends_at = h.ends_at, offer_expires_at = h.expires_at from slot_holds h where e.id = $1 and h.id = $2`,
    [ids.waitlist_entry_id, ids.slot_hold_id],
  )
  return { fields: {} }
}

async function asOffered(cast: Cast): Promise<Prepared> {
  await offered(cast)
  return { fields: { offer_token: linkTo('waitlist_offer', cast.salon.id, cast.ids.waitlist_entry_id) }, caller: null }
}

function linkTo(purpose: 'appointment' | 'waitlist_offer', businessId: string, id = ''): string {
  return createLinkTokens(secrets.TOKEN_KEY).mint(purpose, [businessId, id])
}

/** An appointment of the cast's series, and an afternoon for it on which nothing is, nor a week later, and which a customer may choose too. */
async function inSeries({ owner, ids }: Cast): Promise<Prepared> {
  const { body } = await owner.get(`/v1/appointment-series/${ids.series_id ?? ''}`)
  const id = (body as { appointment_ids: string[] }).appointment_ids[0] ?? ''
  const afternoon = new Date(Date.parse(workingNoon(1)) + 3 * hourMs).toISOString()
  return { fields: { appointment_id: id, starts_at: afternoon } }
}

const preparations: Readonly<Partial<Record<OperationId, (cast: Cast, example: string) => Promise<Prepared>>>> = {
  receiveTwilioMessage: asTwilio,
  receiveTwilioMessageStatus: asTwilio,
  receiveTwilioVoice: asTwilio,
  receiveTwilioCallStatus: asTwilio,
  receiveTwilioRecording: asTwilio,
  receivePostmarkEvent: asPostmark,
  receivePostmarkInbound: asPostmark,
  async receiveGoogleCalendarPush({ ids }) {
    const id = ids.calendar_connection_id ?? ''
    const headers = await pushHeaders(rows, id)
    return { fields: { calendar_connection_id: id }, caller: { token: '', prove: () => headers } }
  },
  async completeCalendarConnection({ salon }) {
    const member = await salon.member('staff')
    const { body } = await member.post('/v1/calendar-connections', {})
    const { searchParams } = new URL((body as { authorization_url: string }).authorization_url)
    return { fields: { state: searchParams.get('state') ?? '' }, caller: member }
  },
  async receiveSmsProviderStatus({ salon }) {
    const sms = await connectSmsProvider(salon)
    return { fields: { integration_id: sms.integrationId }, caller: provider(sms) }
  },
  async logIn(_cast, example): Promise<Prepared> {
    if (example !== 'totp' && example !== 'recovery_code') return { fields: { email: (await newAccount()).email } }
    const { account, code, recoveryCodes } = await secured()
    return { fields: { email: account.email, totp_code: await code(), recovery_code: recoveryCodes[0] ?? '' } }
  },
  enrolTotp: async () => ({ fields: {}, caller: await newAccount() }),
  async confirmTotp() {
    const { account, code } = await enrolled()
    return { fields: { totp_code: await code() }, caller: account }
  },
  disableTotp: proof,
  replaceRecoveryCodes: proof,
  // That of the cast is in use.
  async deleteIntegration({ owner }) {
    const unused = { provider: 'postmark', name: 'Mail', server_token: 'the-token-of-the-tests' }
    return { fields: { integration_id: String((await owner.post('/v1/integrations', unused)).body.id) } }
  },
  getUnsubscription: asRecipient,
  unsubscribe: asRecipient,
  refreshSession: async () => ({ fields: { refresh_token: (await newAccount()).refreshToken } }),
  changePassword: async () => ({ fields: {}, caller: await newAccount() }),
  async verifyEmail() {
    const email = newEmail()
    await anonymous('POST', '/v1/auth/sign-up', signUpForm(email))
    return { fields: { token: await mailedToken(email) } }
  },
  async resetPassword() {
    const { email } = await newAccount()
    await anonymous('POST', '/v1/auth/password-reset', { email })
    return { fields: { token: await mailedToken(email) } }
  },
  async recordCustomerConsent({ owner, ids }) {
    const { body } = await owner.get(`/v1/customers/${ids.customer_id ?? ''}`)
    return { fields: { address: (body as { emails: [{ email: string }] }).emails[0].email } }
  },
  async transferOwnership() {
    const [owner, successor] = [await newAccount(), await newAccount()]
    const { id, slug } = await businessOf(owner)
    const join = "insert into team_members (business_id, person_id, role) values ($1, $2, 'staff') returning id"
    const [member] = await rows<{ id: string }>(join, [id, successor.personId])
    return { fields: { business_id: id, member_id: member?.id ?? '', confirmation: `transfer ownership of ${slug}` }, caller: owner }
  },
  async closeBusiness() {
    const owner = await newAccount()
    const { id, slug } = await businessOf(owner)
    return { fields: { business_id: id, confirmation: `close business ${slug}` }, caller: owner }
  },
  createAppointment(_cast, example) {
    const expiresAt = new Date(Date.now() + dayMs).toISOString()
    // With a hold, its time.
    return Promise.resolve({ fields: { starts_at: example === 'every field' ? workingNoon(2) : workingNoon(3), expires_at: expiresAt } })
  },
  createSlotHold: () => Promise.resolve({ fields: { starts_at: workingNoon(3) } }),
  rescheduleAppointment: () => Promise.resolve({ fields: { starts_at: workingNoon(3) } }),
  async confirmAppointment({ ids }) {
    await rows("update appointments set status = 'pending', expires_at = starts_at where id = $1", [ids.appointment_id])
    return { fields: {} }
  },
  cancelAppointmentSeries: inSeries,
  rescheduleAppointmentSeries: inSeries,
  acceptWaitlistOffer: offered,
  declineWaitlistOffer: offered,
  getWaitlistOffer: asOffered,
  claimWaitlistOffer: asOffered,
  rejectWaitlistOffer: asOffered,
  getManagedAppointment: (cast) => Promise.resolve(asCustomer(cast)),
  listManagedAppointmentSlots: (cast) => Promise.resolve(asCustomer(cast)),
  cancelManagedAppointment: (cast) => Promise.resolve(asCustomer(cast)),
  rescheduleManagedAppointment: (cast) => Promise.resolve(asCustomer(cast)),
  async confirmManagedAppointment(cast) {
    await rows("update appointments set status = 'pending', expires_at = starts_at where id = $1", [cast.ids.appointment_id])
    return asCustomer(cast)
  },
  completeAppointment: (cast) => begun(cast),
  markAppointmentNoShow: (cast) => begun(cast),
  correctAppointment: (cast) => begun(cast, 'no-show'),
  async retryMessage({ ids }) {
    await rows("update messages set status = 'failed', due_at = null where id = $1", [ids.message_id])
    return { fields: {} }
  },
  async acceptInvitation({ salon }, example) {
    const somebody = example === 'existing_person' ? await newAccount() : undefined
    const { token } = await invite(salon, somebody === undefined ? {} : { email: somebody.email })
    return { fields: { token }, caller: somebody ?? null }
  },
}

async function businessOf(owner: Actor): Promise<{ id: string; slug: string }> {
  const { body } = await owner.get('/v1/businesses')
  return (body as { data: [{ id: string; slug: string }] }).data[0]
}
