import type { components } from '../../../generated/api.ts'
import type { ChannelRow } from './queries.ts'

type Schemas = components['schemas']

/** A channel as the contract shows one. */
export function presentChannel(row: ChannelRow): Schemas['Channel'] {
  return {
    id: row.id,
    type: row.type,
    integration_id: row.integration_id,
    address: row.address,
    name: row.name,
    a2p_status: row.a2p_status,
    a2p_code: row.a2p_code,
    is_default: row.is_default,
    voice: row.type === 'voice' ? voiceOf(row) : null,
    status: row.status,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

/** What happens to a call. A channel that was never told takes messages and records nothing. */
export function voiceOf({ settings }: Pick<ChannelRow, 'settings'>): Schemas['ChannelVoice'] {
  const text = (name: string): string | null => (typeof settings[name] === 'string' ? settings[name] : null)
  return { forward_to: text('forward_to'), greeting: text('greeting'), record: settings.record === true, announce: text('announce') }
}
