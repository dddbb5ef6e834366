import type { ConsentRow, Standing } from './queries.ts'

type Kind = Pick<ConsentRow, 'channel' | 'purpose'>

/**
 * What an address says to a purpose on a channel; undefined when it never said anything. Who revokes marketing texts has revoked marketing calls with
 * the same word, until calls are granted again.
 */
export function standingOf(standings: readonly Standing[], { channel, purpose }: Kind): ConsentRow['action'] | undefined {
  const own = of(standings, { channel, purpose })
  if (channel !== 'voice' || purpose !== 'marketing') return own?.action
  const texts = of(standings, { channel: 'sms', purpose })
  const revoked = texts?.action === 'revoked' && (own === undefined || own.occurred_at <= texts.occurred_at)
  return revoked ? 'revoked' : own?.action
}

function of(standings: readonly Standing[], { channel, purpose }: Kind): Standing | undefined {
  return standings.find((standing) => standing.channel === channel && standing.purpose === purpose)
}
