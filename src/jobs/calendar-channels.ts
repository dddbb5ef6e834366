import { channelPlan, channelSeconds, listChannels, noteClosed, noteOpened, prepareChannel } from '../domain/calendar-sync/calendar-sync.ts'
import { CalendarFailure, isKind } from '../integrations/calendar-failure.ts'
import type { CalendarDesk } from './calendars-sync.ts'
import type { JobContext } from './context.ts'

/**
 * Keeps a channel open to each calendar that is read: a successor is opened before the old one is stopped, so that no change falls between them. Answers
 * when the next one is to be renewed. Without channels everything is found all the same, a quarter of an hour later.
 */
export async function keepChannels(
  desk: CalendarDesk,
  { calendars, publicUrl }: Pick<JobContext, 'calendars' | 'publicUrl'>,
): Promise<string | undefined> {
  const { client, connection, door, transact } = desk
  const address = calendars.pushAddress(publicUrl, connection.id)
  if (address === undefined) return undefined
  const { wanted, idle } = channelPlan(connection)
  for (const calendarId of wanted) {
    const channel = await transact((tx) => prepareChannel(tx, connection, calendarId))
    try {
      const opened = await client.watch(calendarId, { id: channel.id, token: channel.token, address, seconds: channelSeconds })
      await transact((tx) => noteOpened(tx, channel, opened.resourceId, opened.expiresAt))
    } catch (error) {
      await transact((tx) => noteClosed(tx, channel.id))
      // Some calendars, such as those of holidays, cannot be watched.
      if (!(error instanceof CalendarFailure) || error.kind === 'revoked') throw error
    }
  }
  for (const { id, resource_id: resource } of idle) {
    if (resource !== null) await client.stopWatching(id, resource).catch(ifGone)
    await transact((tx) => noteClosed(tx, id))
  }
  const renewals = (await listChannels(door, connection.id)).map(({ renew_at }) => renew_at)
  return renewals.sort()[0]
}

function ifGone(error: unknown): void {
  if (!isKind(error, 'gone', 'not_found')) throw error
}
