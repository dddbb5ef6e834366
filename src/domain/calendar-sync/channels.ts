import type { Tx } from '../../db/database.ts'
import { hashOf, mintSecret } from '../calendar-connections/calendar-connections.ts'
import type { OpenConnection } from './opening.ts'
import { deleteChannel, insertChannel, openChannel } from './queries.ts'
import type { ChannelRow, SyncedCalendar } from './queries.ts'

/** How long a channel is asked to live, in seconds: as long as Google gives events at most. */
export const channelSeconds = 7 * 86_400
// After so much of its life it gets a successor, and both live for a moment.
const renewAfter = 0.75

export interface NewChannel {
  readonly id: string
  /** With which the provider proves that a push is its own. Only its hash is kept. */
  readonly token: string
  readonly calendarId: string
}

/** Whether changes of a calendar concern us: other people's times, or what becomes of our events there. */
export function isRead({ direction }: Pick<OpenConnection, 'direction'>, { check_busy, write_target }: SyncedCalendar): boolean {
  return (direction !== 'push' && check_busy) || (direction === 'both' && write_target)
}

/** The calendars that need a channel, and the channels that nobody needs. */
export function channelPlan(
  connection: OpenConnection,
  now = Date.now(),
): { readonly wanted: readonly string[]; readonly idle: readonly ChannelRow[] } {
  const read = connection.calendars.filter((calendar) => isRead(connection, calendar)).map(({ calendar_id }) => calendar_id)
  const fresh = connection.channels.filter(({ resource_id, renew_at }) => resource_id !== null && Date.parse(renew_at) > now)
  const wanted = read.filter((id) => !fresh.some(({ calendar_id }) => calendar_id === id))
  const idle = connection.channels.filter((channel) => !fresh.includes(channel) || !read.includes(channel.calendar_id))
  return { wanted, idle }
}

/** A channel that is about to be opened. Its token is minted here and kept as a hash. */
export async function prepareChannel(tx: Tx, { id: connection_id }: OpenConnection, calendarId: string): Promise<NewChannel> {
  const token = mintSecret()
  const expires_at = new Date(Date.now() + channelSeconds * 1000).toISOString()
  const id = await insertChannel(tx, { connection_id, calendar_id: calendarId, token_hash: hashOf(token), expires_at })
  return { id, token, calendarId }
}

export async function noteOpened(tx: Tx, { id }: NewChannel, resourceId: string, expiresAt: string): Promise<void> {
  const life = Date.parse(expiresAt) - Date.now()
  await openChannel(tx, id, resourceId, new Date(Date.now() + life * renewAfter).toISOString(), expiresAt)
}

export function noteClosed(tx: Tx, id: string): Promise<void> {
  return deleteChannel(tx, id)
}
