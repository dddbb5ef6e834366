import type { components } from '../../../generated/api.ts'
import type { AccessTokens } from '../../crypto/access-tokens.ts'
import { hashToken, mintRefreshToken, successorOf } from '../../crypto/refresh-tokens.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { postMail } from '../mails/mails.ts'
import { presentPerson, requirePerson } from '../people/people.ts'
import type { PersonRow } from '../people/people.ts'
import {
  findTokenOwner,
  findTokenState,
  insertSession,
  insertToken,
  lockSession,
  markTokenReplaced,
  prolongSession,
  revokeSession,
  revokeSessions,
} from './session-queries.ts'
import type { Client } from './session-queries.ts'

export type { Client } from './session-queries.ts'

type SessionTokens = components['schemas']['SessionTokens']

/** Begins a session of a person whom the transaction acts for. */
export async function beginSession(tx: Tx, accessTokens: AccessTokens, person: PersonRow, client: Client): Promise<SessionTokens> {
  const sessionId = await insertSession(tx, client)
  const refreshToken = mintRefreshToken()
  await insertToken(tx, sessionId, hashToken(refreshToken))
  return tokensOf(accessTokens, person, sessionId, refreshToken)
}

/** What came of a refresh: the next tokens, or why not. Reuse has ended the session, and that must be kept. */
export type Refreshed =
  | { readonly outcome: 'refreshed'; readonly tokens: SessionTokens }
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'reused'; readonly sessionId: string }

/**
 * Exchanges a refresh token for its successor. Asked again within ten seconds it gives the same successor; later, somebody holds a copy, and
 * whose session it is cannot be told any more, so it ends.
 */
export async function refreshSession(
  tx: Tx,
  accessTokens: AccessTokens,
  tokenKey: string,
  token: string,
  client: Client,
): Promise<Refreshed> {
  const hash = hashToken(token)
  const owner = await findTokenOwner(tx, hash)
  if (owner === undefined) return { outcome: 'refused' }
  const { session_id: sessionId, person_id: personId } = owner
  await tx.become({ person: personId })
  if (!(await lockSession(tx, sessionId))) return { outcome: 'refused' }
  const state = await findTokenState(tx, hash)
  if (state === undefined) return { outcome: 'refused' }
  if (state.replaced && !state.lately) {
    await revokeSession(tx, sessionId)
    const { email, locale } = await requirePerson(tx, personId)
    await postMail(tx, email, locale, { kind: 'session_ended', person_id: personId })
    return { outcome: 'reused', sessionId }
  }
  const successor = successorOf(token, sessionId, tokenKey)
  if (!state.replaced) {
    await markTokenReplaced(tx, hash)
    await insertToken(tx, sessionId, hashToken(successor))
    await prolongSession(tx, sessionId, client)
  }
  return { outcome: 'refreshed', tokens: await tokensOf(accessTokens, await requirePerson(tx, personId), sessionId, successor) }
}

/** Ends one session of the person. Throws 404 for what is not theirs; one that has ended already is ended again. */
export async function endSession(tx: Tx, sessionId: string): Promise<void> {
  if ((await revokeSession(tx, sessionId)) === undefined) throw problems.notFound('session')
}

/** Ends the sessions of the person, all or all but one. Returns the ids of those that ended. */
export async function endSessions(tx: Tx, except: string | null = null): Promise<string[]> {
  return (await revokeSessions(tx, except)).map(({ id }) => id)
}

async function tokensOf(accessTokens: AccessTokens, person: PersonRow, sessionId: string, refreshToken: string): Promise<SessionTokens> {
  return {
    access_token: await accessTokens.sign(person.id, sessionId),
    token_type: 'Bearer',
    expires_in: accessTokens.lifetimeSeconds,
    refresh_token: refreshToken,
    session_id: sessionId,
    person: presentPerson(person),
  }
}
