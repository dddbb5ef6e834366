import type { Cipher } from '../../crypto/cipher.ts'
import type { Read, Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { inboundSecret, seal, unseal } from './credentials.ts'
import type { Credentials } from './credentials.ts'
import { findInbound, findSealed, lockSeals, markEvent, writeSeals } from './queries.ts'
import type { InboundRow, IntegrationRow } from './queries.ts'

// The few places where credentials are opened. What they give stays in memory, for as long as one call, one request or one slice of sending takes.

export interface OpenIntegration extends Pick<IntegrationRow, 'id' | 'provider' | 'status' | 'settings'> {
  readonly credentials: Credentials
  /** In a sandbox: nothing is really sent. */
  readonly simulated: boolean
}

/** An account with what opens it, for whoever is about to call its provider. Throws 404. */
export async function openIntegration(door: Read, cipher: Cipher, id: string): Promise<OpenIntegration> {
  const row = await findSealed(door, id)
  if (row === undefined) throw problems.notFound('integration')
  const { provider, status, settings, simulated } = row
  return { id, provider, status, settings, simulated, credentials: unseal(cipher, id, 'credentials', row.credentials) }
}

export interface InboundIntegration extends Pick<InboundRow, 'provider' | 'status' | 'settings'> {
  readonly businessId: string
  readonly businessStatus: InboundRow['business_status']
  /** What the provider may prove itself with: the present secret and, during a rotation, the one before. */
  readonly secrets: readonly string[]
}

/** Whom a request from outside concerns, and how it can prove where it comes from; undefined when there is no such integration. */
export async function findInboundIntegration(door: Read, cipher: Cipher, id: string): Promise<InboundIntegration | undefined> {
  const row = await findInbound(door, id)
  if (row === undefined) return undefined
  const { provider, status, settings, credentials, previous_credentials: previous } = row
  const opened = [unseal(cipher, id, 'credentials', credentials)]
  if (previous !== null) opened.push(unseal(cipher, id, 'previous_credentials', previous))
  const secrets = opened.map((each) => inboundSecret(provider, each))
  return { businessId: row.business_id, businessStatus: row.business_status, provider, status, settings, secrets }
}

/** Notes that the provider sent something that was accepted. */
export function noteInboundEvent(tx: Tx, id: string): Promise<void> {
  return markEvent(tx, id)
}

/** Seals the same secrets with the present key, when another one has sealed them. */
export async function resealIntegration(tx: Tx, cipher: Cipher, id: string): Promise<void> {
  const row = await lockSeals(tx, id)
  if (row === undefined) return
  const { credentials, previous_credentials: previous } = row
  if (!cipher.isOutdated(credentials) && (previous === null || !cipher.isOutdated(previous))) return
  await writeSeals(tx, id, {
    credentials: seal(cipher, id, 'credentials', unseal(cipher, id, 'credentials', credentials)),
    previous_credentials: previous && seal(cipher, id, 'previous_credentials', unseal(cipher, id, 'previous_credentials', previous)),
  })
}
