import type { Cipher } from '../../crypto/cipher.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { findConnection, lockSeal, noteConnection } from './queries.ts'
import type { ConnectionRow } from './queries.ts'
import { seal, unseal } from './secrets.ts'

export { changeConnection, disconnect, disconnectMember, syncNow } from './changes.ts'
export { authorizeAgain, completeConsent, startConnection } from './consent.ts'
export type { Begun } from './consent.ts'
export { receivePush } from './pushes.ts'
export { lockConnection, noteConnection, updateConnection } from './queries.ts'
export type { ConnectionRow } from './queries.ts'
export { recordChange, recordConnection } from './record.ts'
export { hashOf, mintSecret, seal, unseal } from './secrets.ts'

/** Throws 404 when there is no such connection. Those that are over are there. */
export async function requireConnection(door: Read, id: string): Promise<ConnectionRow> {
  const row = await findConnection(door, id)
  if (row === undefined) throw problems.notFound('calendar connection')
  return row
}

/** Seals what opens an account with the present key, when another one has sealed it. */
export async function resealConnection(tx: Tx, cipher: Cipher, id: string): Promise<void> {
  const sealed = (await lockSeal(tx, id))?.refresh_token
  if (sealed === undefined || sealed === null || !cipher.isOutdated(sealed)) return
  await noteConnection(tx, id, { refresh_token: seal(cipher, id, 'refresh_token', unseal(cipher, id, 'refresh_token', sealed)) })
}
