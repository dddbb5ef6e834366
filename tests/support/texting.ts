import { randomUUID } from 'node:crypto'
import { createCipher } from '../../src/crypto/cipher.ts'
import { writeChanges } from '../../src/db/changes.ts'
import type { Tx } from '../../src/db/database.ts'
import { addChannel } from '../../src/domain/channels/channels.ts'
import type { ChannelRow } from '../../src/domain/channels/channels.ts'
import { openConversation } from '../../src/domain/conversations/conversations.ts'
import type { ConversationRow } from '../../src/domain/conversations/conversations.ts'
import { customerOfAddress } from '../../src/domain/customers/customers.ts'
import { connect } from '../../src/domain/integrations/integrations.ts'
import { queueMessage } from '../../src/domain/messages/messages.ts'
import type { MessageRow, WantedMessage } from '../../src/domain/messages/messages.ts'
import type { Behaviour } from '../vendors/behaviour.ts'
import type { Taken } from '../vendors/desk.ts'
import type { Vendors } from '../vendors/vendors.ts'
import { until } from './eventually.ts'
import type { WorkShop } from './worker.ts'

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

/** A business that texts by an account of its own at the stand-in for Twilio. */
export interface TextingSalon {
  readonly id: string
  readonly channel: ChannelRow
  readonly account: string
  /** The credential by which the stand-in is told how to treat this business. */
  readonly token: string
  /** A transaction in its name, whose changes are told. */
  act<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  thread(peer: string): Promise<ConversationRow>
  /** Takes a message to be sent to a number. */
  queue(peer: string, body: string, more?: Partial<WantedMessage>): Promise<MessageRow>
  message(id: string): Promise<MessageRow>
  /** The message, once it has one of these states. */
  settled(id: string, ...statuses: MessageRow['status'][]): Promise<MessageRow>
  /** How many messages there are of each status. */
  statuses(): Promise<Record<string, number>>
  /** What the stand-in has of it, in the order in which it came. */
  taken(): Taken[]
  next(...behaviours: Behaviour[]): void
  always(behaviour: Behaviour | undefined): void
}

/** A number in Germany, where quiet hours and registrations of the United States do not matter; another one for each place. */
export const numberAt = (place: number): string => `+49151${20_000_000 + place}`

export async function textingSalon(shop: Pick<WorkShop, 'rows' | 'transact' | 'secrets'>, vendors: Vendors): Promise<TextingSalon> {
  const business = 'insert into businesses (name, slug, time_zone, plan) values ($1, $2, $3, $4) returning id'
  const [made] = await shop.rows<{ id: string }>(business, ['Salon', `texting-${randomUUID()}`, 'Europe/Berlin', 'enterprise'])
  const id = made?.id ?? ''
  await shop.rows('insert into business_counters (business_id) values ($1)', [id])
  const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => shop.transact({ business: id }, work, (tx) => writeChanges(tx, origin))
  const [account, token] = [`AC${randomUUID().replaceAll('-', '')}`, randomUUID().replaceAll('-', '')]
  const tools = { cipher: createCipher(shop.secrets.ENCRYPTION_KEYS), publicUrl: 'http://127.0.0.1:1', allowsUrl: () => true }
  const channel = await act(async (tx) => {
    const { integration } = await connect(tx, tools, { provider: 'twilio', name: 'Twilio', account_sid: account, auth_token: token })
    return addChannel(tx, { type: 'sms', integration_id: integration.id, address: '+4915112345678', name: 'Front desk' })
  })
  const thread = (tx: Tx, peer: string): Promise<ConversationRow> =>
    customerOfAddress(tx, 'phone', peer, { create: true }).then((customer) =>
      openConversation(tx, { customerId: customer.id, channelType: 'sms', channelId: channel.id, peerAddress: peer }),
    )
  const message = async (wanted: string): Promise<MessageRow> => {
    const [row] = await shop.rows<MessageRow & Record<string, unknown>>('select * from messages where id = $1', [wanted])
    if (row === undefined) throw new Error(`There is no message ${wanted}.`)
    return row
  }
  return {
    id,
    channel,
    account,
    token,
    act,
    thread: (peer) => act((tx) => thread(tx, peer)),
    queue: (peer, body, more = {}) =>
      act(async (tx) =>
        queueMessage(tx, { conversation: await thread(tx, peer), body, category: 'conversational', senderType: 'agent', ...more }),
      ),
    message,
    settled: (wanted, ...statuses) =>
      until(
        `the message is ${statuses.join(' or ')}`,
        async () => {
          const row = await message(wanted)
          return statuses.includes(row.status) && row
        },
        30_000,
      ),
    async statuses() {
      const counted = await shop.rows<{ status: string; count: number }>(
        'select status, count(*)::integer from messages where business_id = $1 group by 1',
        [id],
      )
      return Object.fromEntries(counted.map(({ status, count }) => [status, count]))
    },
    taken: () => vendors.taken.filter((each) => each.account === account),
    next: (...behaviours) => vendors.behaviours.next(token, ...behaviours),
    always: (behaviour) => vendors.behaviours.always(token, behaviour),
  }
}

/** Lets all that waits for its next attempt have it now, as if the time had passed. */
export async function hurryMessages(shop: WorkShop): Promise<void> {
  await shop.rows("update messages set due_at = now() where status in ('queued', 'held', 'scheduled') and due_at > now()")
  await shop.hurry()
}
