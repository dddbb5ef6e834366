import type { components } from '../../../generated/api.ts'
import type { Read } from '../../db/database.ts'
import { defaultChannel } from '../channels/channels.ts'
import { requireCustomer } from '../customers/customers.ts'
import type { CustomerRow } from '../customers/customers.ts'
import { judgeWays } from '../sending-gate/sending-gate.ts'
import type { Judgement, Way } from '../sending-gate/sending-gate.ts'

type Schemas = components['schemas']
type ContactChannel = Schemas['ContactChannel']

interface Question {
  readonly category: Schemas['MessageCategory']
  readonly channel: ContactChannel | undefined
  readonly at: Date
}
type OwnWay = Way & { readonly isPrimary: boolean }
export type JudgedWay = OwnWay & { readonly judgement: Judgement }

/** What would become of a message to each address of a customer. Throws 404 when there is no such customer. */
export async function contactabilityOf(door: Read, id: string, { category, channel, at }: Question): Promise<JudgedWay[]> {
  const customer = await requireCustomer(door, id)
  const channels = channel === undefined ? (['sms', 'email', 'voice'] as const) : [channel]
  const found = await Promise.all(channels.map((each) => waysFrom(door, customer, each)))
  const ways = found.flat()
  const judgements = await judgeWays(door, { customer, category, at, ways })
  return ways.map((way, index) => ({ ...way, judgement: judgements[index] as Judgement }))
}

async function waysFrom(door: Read, customer: CustomerRow, channel: ContactChannel): Promise<OwnWay[]> {
  const ways = waysOn(customer, channel)
  if (ways.length === 0) return []
  const sender = (await defaultChannel(door, channel)) ?? null
  return ways.map((way) => ({ ...way, channel, sender }))
}

function waysOn({ emails, phones }: CustomerRow, channel: ContactChannel): { readonly address: string; readonly isPrimary: boolean }[] {
  return channel === 'email'
    ? emails.map(({ email, is_primary }) => ({ address: email, isPrimary: is_primary }))
    : phones.map(({ e164, is_primary }) => ({ address: e164, isPrimary: is_primary }))
}
