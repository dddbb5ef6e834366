import { timingSafeEqual } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { channelsOf } from './queries.ts'
import { hashOf } from './secrets.ts'
import { wakeCalendar } from '../calendar-events/calendar-events.ts'

/** The headers of a push: it has no body. */
export interface Push {
  readonly connectionId: string
  readonly channelId: string | undefined
  readonly token: string | undefined
  readonly state: string | undefined
}

/**
 * Takes the word that something has changed, which says not what. Channel and token are compared as hashes, and with each channel that there is, so that
 * the time it takes tells nothing. Throws 404, and then nothing of it is left.
 */
export async function receivePush(tx: Tx, { connectionId, channelId = '', token = '', state }: Push): Promise<void> {
  const [id, secret] = [hashOf(channelId), hashOf(token)]
  const proven = (await channelsOf(tx, connectionId)).filter((channel) => {
    const [isChannel, isToken] = [timingSafeEqual(hashOf(channel.id), id), timingSafeEqual(channel.token_hash, secret)]
    return isChannel && isToken
  })
  const [channel] = proven
  if (channel === undefined) throw problems.channelUnknown()
  // With this a channel begins: nothing has changed yet.
  if (state === 'sync') return
  await tx.become({ business: channel.business_id })
  await wakeCalendar(tx, connectionId)
}
