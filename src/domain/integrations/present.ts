import type { components } from '../../../generated/api.ts'
import type { IntegrationRow } from './queries.ts'

type Schemas = components['schemas']

const paths: Readonly<
  Record<IntegrationRow['provider'], { readonly folder: string; readonly purposes: readonly [Schemas['InboundPurpose'], string][] }>
> = {
  twilio: {
    folder: 'twilio',
    purposes: [
      ['messages', '/messages'],
      ['message_status', '/message-status'],
      ['voice', '/voice'],
      ['call_status', '/call-status'],
      ['recording', '/recording'],
    ],
  },
  sms_provider: { folder: 'sms', purposes: [['message_status', '']] },
  postmark: {
    folder: 'postmark',
    purposes: [
      ['events', '/events'],
      ['inbound', '/inbound'],
    ],
  },
}

/** The name that Postmark sends with the secret. */
export const inboundUsername = 'clientflow'

/** An integration as the contract shows one. `publicUrl` is where the outside reaches this server. */
export function presentIntegration(row: IntegrationRow, publicUrl: string): Schemas['Integration'] {
  const { account_sid = null, base_url = null, broadcast_stream = null } = row.settings
  return {
    id: row.id,
    provider: row.provider,
    name: row.name,
    status: row.status,
    account_sid,
    base_url,
    broadcast_stream,
    secret_hint: row.secret_hint,
    previous_secret_until: row.previous_secret_until,
    inbound_urls: inboundUrls(row, publicUrl),
    inbound_username: row.provider === 'postmark' ? inboundUsername : null,
    last_event_at: row.last_event_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
    version: row.version,
  }
}

/** The addresses that the provider calls, each a whole URL. */
function inboundUrls({ id, provider }: Pick<IntegrationRow, 'id' | 'provider'>, publicUrl: string): Schemas['InboundUrl'][] {
  const { folder, purposes } = paths[provider]
  const base = `${publicUrl.replace(/\/+$/, '')}/webhooks/${folder}/${id}`
  return purposes.map(([purpose, path]) => ({ purpose, url: base + path }))
}
