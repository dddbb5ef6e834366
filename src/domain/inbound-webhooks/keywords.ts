import type { Tx } from '../../db/database.ts'
import { channelByAddress } from '../channels/channels.ts'
import { canonicalAddress, recordConsent } from '../consents/consents.ts'
import { classifyReply } from '../opt-out-keywords/opt-out-keywords.ts'
import type { Reply } from '../opt-out-keywords/opt-out-keywords.ts'
import { lockRecipient } from '../sending-gate/sending-gate.ts'
import { liftByOptIn, suppress, suppressionsOf } from '../suppressions/suppressions.ts'
import type { TwilioMessage } from './twilio.ts'

/** What a message did to consent when it was taken. */
export type ConsentEffect = 'none' | 'stopped' | 'started'

export interface Heard {
  readonly effect: ConsentEffect
  /** What is to be answered: one confirmation of a STOP or a START, and help whenever it is asked for. */
  readonly answer?: 'stop' | 'start' | 'help'
}

const nothing: Heard = { effect: 'none' }
// Numbers of people. Short codes and names are senders to which nothing of ours is ever sent.
const number = /^\+[1-9][0-9]{6,14}$/

/**
 * Obeys a keyword in the transaction that takes the message: whoever is about to send to the number waits for its lock and then finds what holds. Done
 * later, an earlier START could undo a STOP that had come after it.
 */
export async function obeyKeyword(tx: Tx, message: TwilioMessage): Promise<Heard> {
  // Most messages are none of these, and cost nothing here.
  if (!isKeyword(meaningOf(message, true)) || !number.test(message.from)) return nothing
  const address = message.from
  await lockRecipient(tx, { channel: 'sms', address })
  const channel = await channelByAddress(tx, 'sms', message.to)
  const scope = { channel: 'sms', address, scopeChannelId: channel?.id ?? null } as const
  const active = await suppressionsOf(tx, canonicalAddress(address))
  const optedOut = active.some(
    (row) => row.reason === 'keyword_stop' && row.channel === 'sms' && row.scope_channel_id === scope.scopeChannelId,
  )
  const meaning = meaningOf(message, optedOut)
  // What the provider has understood by itself it has answered by itself.
  const answers = message.optOutType === undefined
  if (meaning === 'stop') {
    await suppress(tx, { ...scope, reason: 'keyword_stop', providerRef: message.id })
    return { effect: 'stopped', ...(answers && !optedOut && { answer: 'stop' as const }) }
  }
  if (meaning === 'start') {
    const lifted = await liftByOptIn(tx, scope)
    return lifted.length === 0 ? nothing : { effect: 'started', ...(answers && { answer: 'start' as const }) }
  }
  return meaning === 'help' && answers ? { effect: 'none', answer: 'help' } : nothing
}

/**
 * Adds to the ledger what the message said, once the customer is known. A wish in a sentence ends marketing, and no more than that; whether it was one is
 * answered.
 */
export async function recordWish(
  tx: Tx,
  message: TwilioMessage,
  effect: ConsentEffect,
  { customerId, occurredAt }: { readonly customerId: string; readonly occurredAt: string },
): Promise<boolean> {
  const wishes = effect === 'none' && meaningOf(message, false) === 'wish_to_stop'
  if ((effect === 'none' && !wishes) || !number.test(message.from)) return false
  const action = effect === 'started' ? 'granted' : 'revoked'
  const said = { customerId, address: message.from, purpose: 'marketing', action, source: 'keyword', occurredAt } as const
  const evidence = { wording: message.body.slice(0, 500) }
  await recordConsent(tx, { ...said, channel: 'sms', evidence })
  return wishes
}

function meaningOf({ body, optOutType }: TwilioMessage, optedOut: boolean): Reply {
  return classifyReply(body, { optedOut, ...(optOutType !== undefined && { optOutType }) })
}

function isKeyword(meaning: Reply): boolean {
  return meaning === 'stop' || meaning === 'start' || meaning === 'help'
}
