import { channelPlan, channelSeconds, listChannels, noteClosed, noteOpened, prepareChannel } from '../domain/calendar-sync/calendar-sync.ts'
import { CalendarFailure } from '../integrations/calendar-failure.ts'
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
  const unwatched = new Set<string>()
  for (const calendarId of wanted) {
    const channel = await transact((tx) => prepareChannel(tx, connection, calendarId))
    try {
      const opened = await client.watch(calendarId, { id: channel.id, token: channel.token, address, seconds: channelSeconds })
      await transact((tx) => noteOpened(tx, channel, opened.resourceId, opened.expiresAt))
    } catch (error) {
      await transact((tx) => noteClosed(tx, channel.id))
      // Some calendars, such as those of holidays, cannot be watched.
      if (!(error instanceof CalendarFailure) || error.kind === 'revoked') throw error
      unwatched.add(calendarId)
    }
  }
  for (const { id, calendar_id, resource_id: resource, expires_at } of idle) {
    // Without a successor the old one tells until its end.
    if (unwatched.has(calendar_id) && resource !== null && Date.parse(expires_at) > Date.now()) continue
    if (resource !== null) await client.stopWatching(id, resource).catch(ifRefused)
    await transact((tx) => noteClosed(tx, id))
  }
  const now = new Date().toISOString()
  const renewals = (await listChannels(door, connection.id)).map(({ renew_at }) => renew_at).filter((renewAt) => renewAt > now)
  return renewals.sort()[0]
}

/** What cannot be stopped ends by itself within a week, and holds up nothing meanwhile. */
function ifRefused(error: unknown): void {
  if (!(error instanceof CalendarFailure) || error.kind === 'revoked') throw error
}
