import type { components } from '../../../generated/api.ts'
import type { Cipher } from '../../crypto/cipher.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { problems } from '../../problems.ts'
import { hintOf, mintedSecret, readAccount, requireStreams, rotated, seal, unseal } from './credentials.ts'
import { presentIntegration } from './present.ts'
import {
  endIntegration,
  hasActiveChannels,
  holdRow,
  insertIntegration,
  lockIntegration,
  newIntegrationId,
  replaceSecrets,
  updateIntegration,
} from './queries.ts'
import type { IntegrationRow, SealedRow } from './queries.ts'

export { findInboundIntegration, noteInboundEvent, openIntegration, resealIntegration } from './opening.ts'
export type { InboundIntegration, OpenIntegration } from './opening.ts'
export { inboundUsername } from './present.ts'
export type { IntegrationRow } from './queries.ts'

type Schemas = components['schemas']
type CheckVersion = (row: { readonly version: number }) => void

export interface Tools {
  readonly cipher: Cipher
  /** Where the outside reaches this server. */
  readonly publicUrl: string
  /** Whether a provider may be at this URL. */
  readonly allowsUrl: (url: string) => boolean
}
/** An integration and the secret that was made for it; null when the provider brings its own. */
export interface Minted {
  readonly integration: IntegrationRow
  readonly secret: string | null
}

/** Connects an account. Throws 409 for fields that do not go with the provider, and for a URL at which no provider may be. */
export async function connect(tx: Tx, tools: Tools, wanted: Schemas['NewIntegration']): Promise<Minted> {
  const { provider, name } = wanted
  const { settings, credentials } = readAccount(wanted)
  if (settings.base_url !== undefined && !tools.allowsUrl(settings.base_url)) throw problems.urlNotAllowed()
  const id = await newIntegrationId(tx)
  const integration = await insertIntegration(tx, {
    id,
    provider,
    name,
    settings: JSON.stringify(settings),
    credentials: seal(tools.cipher, id, 'credentials', credentials),
    secret_hint: hintOf(provider, credentials),
  })
  const event = { type: 'integration.created', data: { object: presentIntegration(integration, tools.publicUrl) } } as const
  record(tx, { action: event.type, resource: resource(id), changedFields: ['name', 'provider', ...Object.keys(settings)].sort(), event })
  return { integration, secret: mintedSecret(provider, credentials) }
}

/** Changes what is sent. Throws 404, 412 when `checkVersion` objects, 409 for a field of another provider. */
export async function changeIntegration(
  tx: Tx,
  { publicUrl }: Pick<Tools, 'publicUrl'>,
  id: string,
  { broadcast_stream, ...changes }: Schemas['IntegrationChanges'],
  checkVersion: CheckVersion,
): Promise<IntegrationRow> {
  const row = await lock(tx, id, checkVersion)
  if (broadcast_stream !== undefined) requireStreams(row.provider)
  const settings = broadcast_stream === undefined ? row.settings : { ...row.settings, broadcast_stream }
  if (changedFields(row, { ...changes, settings }).length === 0) return row
  const written = await updateIntegration(tx, id, { ...changes, settings: JSON.stringify(settings) })
  tell(tx, 'integration.updated', row, written, publicUrl)
  return written
}

/** Replaces what is secret; the old secret verifies what comes in for a while. Throws 404, 412, 409 for fields that do not go with the provider. */
export async function rotateSecret(
  tx: Tx,
  { cipher, publicUrl }: Pick<Tools, 'cipher' | 'publicUrl'>,
  id: string,
  { overlap_seconds: overlap, ...given }: Schemas['IntegrationRotation'],
  checkVersion: CheckVersion,
): Promise<Minted> {
  const row = await lock(tx, id, checkVersion)
  const before = unseal(cipher, id, 'credentials', row.credentials)
  const after = rotated(row.provider, before, given)
  const secrets = {
    credentials: seal(cipher, id, 'credentials', after),
    secret_hint: hintOf(row.provider, after),
    previous: overlap === 0 ? null : seal(cipher, id, 'previous_credentials', before),
  }
  const integration = await replaceSecrets(tx, id, secrets, overlap)
  tell(tx, 'integration.secret_rotated', row, integration, publicUrl)
  return { integration, secret: mintedSecret(row.provider, after) }
}

/** Deletes an integration and its secrets. Throws 404, 412, 409 while active channels use it. */
export async function disconnect(tx: Tx, id: string, checkVersion: CheckVersion): Promise<void> {
  await lock(tx, id, checkVersion)
  // Asked once the row is locked: whoever adds a channel holds it until that is committed.
  if (await hasActiveChannels(tx, id)) throw problems.integrationInUse()
  const object = { id, deleted_at: await endIntegration(tx, id) }
  const event = { type: 'integration.deleted', data: { object } } as const
  record(tx, { action: event.type, resource: resource(id), changedFields: ['deleted_at'], event })
}

/** The integration, which stays until the transaction ends; undefined when there is none. */
export function holdIntegration(tx: Tx, id: string): Promise<IntegrationRow | undefined> {
  return holdRow(tx, id)
}

async function lock(tx: Tx, id: string, checkVersion: CheckVersion): Promise<SealedRow> {
  const row = await lockIntegration(tx, id)
  if (row === undefined) throw problems.notFound('integration')
  checkVersion(row)
  return row
}

/** The change as everybody sees it: names of fields and never a secret. */
function tell(
  tx: Tx,
  type: 'integration.updated' | 'integration.secret_rotated',
  before: IntegrationRow,
  after: IntegrationRow,
  publicUrl: string,
): void {
  const [old, object] = [presentIntegration(before, publicUrl), presentIntegration(after, publicUrl)]
  const changed = changedFields(old, object).filter((name) => name !== 'version' && name !== 'updated_at')
  const data = { object, previous_attributes: previousAttributes(old, changed) }
  record(tx, { action: type, resource: resource(after.id), changedFields: changed, event: { type, data } })
}

function resource(id: string): { readonly type: string; readonly id: string } {
  return { type: 'integration', id }
}
