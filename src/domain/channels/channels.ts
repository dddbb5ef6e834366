import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { takeTurn } from '../../db/in-turn.ts'
import { problems } from '../../problems.ts'
import type { IntegrationRow } from '../integrations/integrations.ts'
import { holdIntegration } from '../integrations/integrations.ts'
import { presentChannel } from './present.ts'
import { findByAddress, findChannel, findDefault, insertChannel, lockChannel, updateChannel } from './queries.ts'
import type { ChannelRow, ChannelType } from './queries.ts'

export { voiceOf } from './present.ts'
export type { ChannelRow, ChannelType } from './queries.ts'

type Schemas = components['schemas']
type CheckVersion = (row: ChannelRow) => void

const carried: Readonly<Record<IntegrationRow['provider'], readonly ChannelType[]>> = {
  twilio: ['sms', 'voice'],
  sms_provider: ['sms'],
  postmark: ['email'],
}

/** Adds a channel. Throws 404 for an integration that is not there, 409 for what does not go together and for an address that is taken. */
export async function addChannel(tx: Tx, wanted: Schemas['NewChannel']): Promise<ChannelRow> {
  const { type, integration_id, name, voice, a2p_code = null } = wanted
  const address = addressOf(type, wanted.address)
  requireVoice(type, voice)
  const integration = await holdIntegration(tx, integration_id)
  if (integration === undefined) throw problems.referenceNotFound('integration_id')
  if (!carried[integration.provider].includes(type)) throw problems.channelTypeUnsupported(type)
  // Two at once would both be the first of their type.
  await takeTurn(tx)
  const present = await findDefault(tx, type)
  const isDefault = wanted.is_default ?? present === undefined
  if (isDefault) await cease(tx, present)
  const row = await insertChannel(tx, {
    type,
    integration_id,
    address,
    name,
    a2p_code,
    a2p_status: wanted.a2p_status ?? usualA2p(type, address),
    is_default: isDefault,
    settings: JSON.stringify(voice ?? {}),
  })
  if (row === undefined) throw problems.channelAddressTaken((await findByAddress(tx, type, address))?.id ?? '')
  const event = { type: 'channel.created', data: { object: presentChannel(row) } } as const
  record(tx, { action: event.type, resource: resource(row), changedFields: Object.keys(wanted).sort(), event })
  return row
}

/** Changes what is sent. Throws 404, 412 when `checkVersion` objects, 409 for an archived channel and for settings that do not go with it. */
export async function changeChannel(
  tx: Tx,
  id: string,
  { voice, ...changes }: Schemas['ChannelChanges'],
  checkVersion: CheckVersion,
): Promise<ChannelRow> {
  if (changes.is_default === true) await takeTurn(tx)
  const row = await lock(tx, id, checkVersion)
  if (row.status === 'archived') throw problems.channelArchived()
  requireVoice(row.type, voice)
  if (changes.is_default === true && !row.is_default) await cease(tx, await findDefault(tx, row.type))
  return write(tx, row, 'channel.updated', voice === undefined ? changes : { ...changes, settings: { ...voice } })
}

/** Takes a channel out of use, once. Throws 404, 412. */
export async function archiveChannel(tx: Tx, id: string, checkVersion: CheckVersion): Promise<ChannelRow> {
  const row = await lock(tx, id, checkVersion)
  return write(tx, row, 'channel.archived', { status: 'archived', is_default: false })
}

/** Throws 404 when there is no such channel. Archived ones are there. */
export async function requireChannel(door: Read, id: string): Promise<ChannelRow> {
  const row = await findChannel(door, id)
  if (row === undefined) throw problems.notFound('channel')
  return row
}

/** The channel of a type that is used where nobody chooses one; undefined when none is. */
export function defaultChannel(door: Read, type: ChannelType): Promise<ChannelRow | undefined> {
  return findDefault(door, type)
}

/** The active channel that has this address, as a provider writes it. */
export function channelByAddress(door: Read, type: ChannelType, address: string): Promise<ChannelRow | undefined> {
  return findByAddress(door, type, address.toLowerCase())
}

/** Throws 409 when the address is none that such a channel can have. */
function addressOf(type: ChannelType, address: string): string {
  if ((type === 'email') === address.startsWith('+')) throw problems.channelAddressInvalid(type)
  return address.toLowerCase()
}

function requireVoice(type: ChannelType, voice: Schemas['ChannelVoice'] | undefined): void {
  if (voice === undefined) return
  if (type !== 'voice') throw problems.channelSettingsInvalid('voice is for channels that carry calls.')
  if (voice.record && voice.announce === null) throw problems.channelSettingsInvalid('What is recorded is announced: send announce.')
}

/** In North America carriers refuse texts of senders that they do not know. */
function usualA2p(type: ChannelType, address: string): ChannelRow['a2p_status'] {
  return type === 'sms' && address.startsWith('+1') ? 'unregistered' : 'not_required'
}

/** Another channel is to be the default; it is our turn, so nobody makes one meanwhile. */
async function cease(tx: Tx, present: ChannelRow | undefined): Promise<void> {
  if (present === undefined) return
  const row = await lockChannel(tx, present.id)
  if (row?.is_default === true) await write(tx, row, 'channel.updated', { is_default: false })
}

async function lock(tx: Tx, id: string, checkVersion: CheckVersion): Promise<ChannelRow> {
  const row = await lockChannel(tx, id)
  if (row === undefined) throw problems.notFound('channel')
  checkVersion(row)
  return row
}

/** Writes what differs, and tells it. */
async function write(
  tx: Tx,
  row: ChannelRow,
  type: 'channel.updated' | 'channel.archived',
  changes: Partial<ChannelRow>,
): Promise<ChannelRow> {
  const changed = changedFields(row, changes)
  if (changed.length === 0) return row
  const { settings, ...columns } = changes
  const written = await updateChannel(tx, row.id, { ...columns, ...(settings !== undefined && { settings: JSON.stringify(settings) }) })
  const names = changed.map((name) => (name === 'settings' ? 'voice' : name))
  const data = { object: presentChannel(written), previous_attributes: previousAttributes(presentChannel(row), names) }
  record(tx, { action: type, resource: resource(row), changedFields: names, event: { type, data } })
  return written
}

function resource({ id }: ChannelRow): { readonly type: string; readonly id: string } {
  return { type: 'channel', id }
}
