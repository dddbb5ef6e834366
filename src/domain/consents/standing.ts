import type { ConsentRow, Standing } from './queries.ts'

type Kind = Pick<ConsentRow, 'channel' | 'purpose'>

/** What an address says to a purpose on a channel; undefined when it never said anything. */
export function standingOf(standings: readonly Standing[], { channel, purpose }: Kind): ConsentRow['action'] | undefined {
  return standings.find((standing) => standing.channel === channel && standing.purpose === purpose)?.action
}
