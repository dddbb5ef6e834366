import type { Read, Tx } from '../db/database.ts'
import type { OpenIntegration } from '../domain/integrations/integrations.ts'
import { claimMessage, confirmClaim, knownProviderIds, recordRefused, recordTaken } from '../domain/messages/messages.ts'
import type { Claim, Refusal } from '../domain/messages/messages.ts'
import { ProviderFailure } from '../integrations/message-provider.ts'
import type { Handover, MessageProvider } from '../integrations/message-provider.ts'
import type { JobContext } from './context.ts'
import { letterOf } from './message-letter.ts'

/** Where the messages of one business are sent from, for as long as one job runs. */
export interface Desk {
  readonly businessId: string
  readonly door: Read
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** What a lane is busy with. */
  readonly busy: Set<string>
  /** What is being sent now, with the number of its attempt. */
  readonly claims: Map<string, number>
  /** An account with what opens it, asked for once. */
  account(id: string): Promise<OpenIntegration>
  /** Channels whose provider is left alone for now. */
  readonly closed: Set<string>
}
export interface Delivery {
  /** The channel whose provider is not even asked, because it failed too often of late. */
  readonly closed?: string
}

// So long a message waits when too much is being tried again already.
const patience = 15

/** Claims a message, hands it to its provider, and notes what came of it: three steps, and no transaction is open while the provider is asked. */
export async function deliver(context: JobContext, desk: Desk, id: string): Promise<Delivery> {
  const claim = await desk.transact((tx) => claimMessage(tx, id))
  if (claim === undefined) return {}
  desk.claims.set(id, claim.attempt)
  try {
    if (mayTry(context, claim)) return await handOver(context, desk, claim)
    await refused(context, desk, claim, { code: 'circuit_open', permanent: false, retryAfter: patience, uncertain: claim.lookFirst })
    return {}
  } finally {
    desk.claims.delete(id)
  }
}

async function handOver(context: JobContext, desk: Desk, claim: Claim): Promise<Delivery> {
  const { log, vendors } = context
  // Whether it may be out there: until the provider has said no, somebody has to look before it is sent again.
  let uncertain = claim.lookFirst
  try {
    const account = await desk.account(claim.channel.integration_id)
    requireActive(account)
    const provider = vendors.messages(account)
    const found = claim.lookFirst ? await look(desk, provider, claim) : undefined
    const last = found === undefined ? await cleared(context, desk, claim) : claim
    if (last === undefined) return {}
    uncertain = false
    const handover = found ?? (await provider.send(letterOf(context, desk.businessId, last, account.provider)))
    const { providerMessageId, segments } = handover
    const row = await desk.transact((tx) => recordTaken(tx, last, { provider: account.provider, providerMessageId, segments }))
    if (row === undefined) log.warn({ messageId: claim.message.id }, 'A message was handed over by somebody whose lease was over')
    return {}
  } catch (error) {
    return refused(context, desk, claim, refusalOf(error, uncertain))
  }
}

/** First attempts are free and earn retries. Who died while sending is no failure of the provider's, so what was left behind is free as well. */
function mayTry({ retryBudget }: JobContext, { attempt, channel, lookFirst }: Claim): boolean {
  const account = channel.integration_id
  if (attempt === 1) retryBudget.earn(account)
  return attempt === 1 || lookFirst || retryBudget.spend(account)
}

/** What the provider has that can be this message and is no other of ours. */
async function look({ door }: Desk, provider: MessageProvider, { message, channel, address }: Claim): Promise<Handover | undefined> {
  const since = new Date(message.first_attempt_at ?? message.created_at)
  const found = await provider.find({ id: message.id, from: channel.address, to: address, body: message.body, since })
  const known = await knownProviderIds(
    door,
    channel.id,
    found.map(({ providerMessageId }) => providerMessageId),
  )
  return found.find(({ providerMessageId }) => !known.has(providerMessageId))
}

/** The claim with which the message is really sent: one that was only looked for has to pass the gate first. */
async function cleared({ log }: JobContext, desk: Desk, claim: Claim): Promise<Claim | undefined> {
  if (!claim.lookFirst) return claim
  const confirmed = await desk.transact((tx) => confirmClaim(tx, claim))
  if (confirmed === undefined) return undefined
  desk.claims.set(confirmed.message.id, confirmed.attempt)
  // The window that remains: the provider does not know it now, and could have taken it all the same.
  log.warn(
    { messageId: claim.message.id, attempt: confirmed.attempt },
    'Sends a message again whose earlier attempt may have got through unseen',
  )
  return confirmed
}

async function refused({ log }: JobContext, desk: Desk, claim: Claim, refusal: Refusal): Promise<Delivery> {
  const attempt = desk.claims.get(claim.message.id) ?? claim.attempt
  const ending = await desk.transact((tx) => recordRefused(tx, { ...claim, attempt }, refusal))
  const { code, providerCode, permanent } = refusal
  log.warn({ messageId: claim.message.id, attempt, code, providerCode, permanent, ending }, 'A message was not taken')
  return refusal.code === 'circuit_open' ? { closed: claim.channel.id } : {}
}

function requireActive({ status }: OpenIntegration): void {
  if (status !== 'active') throw new ProviderFailure('The integration is disabled.', { permanent: true, code: 'account_suspended' })
}

function refusalOf(error: unknown, uncertain: boolean): Refusal {
  if (!(error instanceof ProviderFailure)) throw error
  const { code, permanent, providerCode, retryAfter } = error
  return { code, permanent, providerCode, retryAfter, uncertain: uncertain || error.uncertain }
}
