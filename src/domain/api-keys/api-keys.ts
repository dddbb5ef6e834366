import type { components } from '../../../generated/api.ts'
import { mintApiKey } from '../../crypto/api-key-format.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { problems } from '../../problems.ts'
import { requireScopes } from '../permissions/permissions.ts'
import type { Giver } from '../permissions/permissions.ts'
import { requireRoom } from '../plans/plans.ts'
import { presentApiKey } from './present.ts'
import { countApiKeys, insertApiKey, isSandbox, lockApiKey, lockApiKeysOf, retireApiKey, revokeApiKeys, updateApiKey } from './queries.ts'
import type { ApiKeyRow } from './queries.ts'

export { countApiKeys } from './queries.ts'
export type { ApiKeyRow } from './queries.ts'

type Schemas = components['schemas']
type CheckVersion = (row: ApiKeyRow) => void
/** A key and the secret that opens it. Nothing but its hash is kept. */
export interface MintedApiKey {
  readonly key: ApiKeyRow
  readonly secret: string
}

const longestYears = 5

/** Throws 403 for scopes that the giver does not have, 409 for an end that is not possible and for one key more than the plan allows. */
export async function createApiKey(tx: Tx, giver: Giver, wanted: Schemas['NewApiKey']): Promise<MintedApiKey> {
  requireScopes(giver, wanted.scopes)
  const expiresAt = wanted.expires_at === undefined ? null : requireExpiry(wanted.expires_at)
  await requireRoom(tx, 'max_api_keys', countApiKeys)
  const { name, scopes, ip_allowlist = [] } = wanted
  return mint(tx, giver, { name, scopes: [...scopes].sort(), ip_allowlist: [...ip_allowlist], expires_at: expiresAt })
}

/** Changes the fields that are sent. Throws 404, 412 when `checkVersion` objects, 409 for a key that is not active. */
export async function changeApiKey(
  tx: Tx,
  giver: Giver,
  id: string,
  changes: Schemas['ApiKeyChanges'],
  checkVersion: CheckVersion,
): Promise<ApiKeyRow> {
  const row = await lockActive(tx, id, checkVersion)
  requireScopes(giver, changes.scopes ?? [])
  const wanted = columnsOf(changes)
  const changed = changedFields(row, wanted)
  if (changed.length === 0) return row
  const written = await updateApiKey(tx, id, wanted)
  const data = { object: presentApiKey(written), previous_attributes: previousAttributes(presentApiKey(row), changed) }
  record(tx, {
    action: 'api_key.updated',
    resource: { type: 'api_key', id },
    changedFields: changed,
    event: { type: 'api_key.updated', data },
  })
  return written
}

/** Makes a successor with the same rights; the old key works for the overlap. Throws 404, 412, 403 for a key wider than the giver, 409 when not active. */
export async function rotateApiKey(
  tx: Tx,
  giver: Giver,
  id: string,
  overlapSeconds: number,
  checkVersion: CheckVersion,
): Promise<MintedApiKey> {
  const row = await lockActive(tx, id, checkVersion)
  requireScopes(giver, row.scopes)
  const { name, scopes, ip_allowlist, expires_at } = row
  const successor = await mint(tx, giver, { name, scopes, ip_allowlist, expires_at })
  recordEnd(tx, 'api_key.rotated', await retireApiKey(tx, id, successor.key.id, overlapSeconds))
  return successor
}

/** Ends a key. Throws 404, 412, 409 for one that has ended. */
export async function revokeApiKey(tx: Tx, id: string, checkVersion: CheckVersion): Promise<ApiKeyRow> {
  const row = await lock(tx, id, checkVersion)
  if (row.status !== 'active' && row.status !== 'rotating') throw problems.apiKeyNotActive()
  const [revoked] = (await revokeApiKeys(tx, [id])) as [ApiKeyRow]
  recordEnd(tx, 'api_key.revoked', revoked)
  return revoked
}

/** The keys that a member made and that work. */
export function apiKeysOf(tx: Tx, memberId: string): Promise<ApiKeyRow[]> {
  return lockApiKeysOf(tx, memberId)
}

/** Ends all these keys, which the caller has locked. */
export async function endApiKeys(tx: Tx, keys: readonly ApiKeyRow[]): Promise<void> {
  const revoked = await revokeApiKeys(
    tx,
    keys.map(({ id }) => id),
  )
  for (const row of revoked) recordEnd(tx, 'api_key.revoked', row)
}

/** Ends every key of the business, also one that takes the place of another at this moment. */
export async function endAllApiKeys(tx: Tx): Promise<void> {
  for (;;) {
    const keys = await lockApiKeysOf(tx)
    if (keys.length === 0) return
    await endApiKeys(tx, keys)
  }
}

function columnsOf({ scopes, ip_allowlist, expires_at, ...others }: Schemas['ApiKeyChanges']): Partial<ApiKeyRow> {
  const columns: { -readonly [K in keyof ApiKeyRow]?: ApiKeyRow[K] } = { ...others }
  if (scopes !== undefined) columns.scopes = [...scopes].sort()
  if (ip_allowlist !== undefined) columns.ip_allowlist = [...ip_allowlist]
  if (expires_at !== undefined) columns.expires_at = expires_at === null ? null : requireExpiry(expires_at)
  return columns
}

async function mint(
  tx: Tx,
  giver: Giver,
  wanted: Pick<ApiKeyRow, 'name' | 'scopes' | 'ip_allowlist' | 'expires_at'>,
): Promise<MintedApiKey> {
  const { secret, prefix, hash } = mintApiKey((await isSandbox(tx)) ? 'test' : 'live')
  const key = await insertApiKey(tx, { ...wanted, prefix, hash, created_by_member_id: giver.member?.id ?? null })
  const data = { object: presentApiKey(key) }
  record(tx, { action: 'api_key.created', resource: { type: 'api_key', id: key.id }, event: { type: 'api_key.created', data } })
  return { key, secret }
}

async function lock(tx: Tx, id: string, checkVersion: CheckVersion): Promise<ApiKeyRow> {
  const row = await lockApiKey(tx, id)
  if (row === undefined) throw problems.notFound('API key')
  checkVersion(row)
  return row
}

async function lockActive(tx: Tx, id: string, checkVersion: CheckVersion): Promise<ApiKeyRow> {
  const row = await lock(tx, id, checkVersion)
  if (row.status !== 'active') throw problems.apiKeyNotActive()
  return row
}

function requireExpiry(instant: string): string {
  const expiresAt = new Date(instant)
  const latest = new Date()
  latest.setFullYear(latest.getFullYear() + longestYears)
  if (expiresAt <= new Date() || expiresAt > latest) throw problems.apiKeyExpiryInvalid()
  return expiresAt.toISOString()
}

function recordEnd(tx: Tx, type: 'api_key.rotated' | 'api_key.revoked', row: ApiKeyRow): void {
  const data = { object: presentApiKey(row) }
  record(tx, { action: type, resource: { type: 'api_key', id: row.id }, event: { type, data } })
}
