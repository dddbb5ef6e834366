import { unwrap } from '@clientflow/sdk'
import type { ClientFlow } from '@clientflow/sdk'

export const account = { account_sid: `AC${'a'.repeat(32)}`, auth_token: 'TheTokenOfThisJourney00000000000' }
export const own = '+14155550100'

/** A number for texts, at an account that is connected. */
export async function textLine(client: ClientFlow) {
  const made = await unwrap(client.POST('/v1/integrations', { body: { provider: 'twilio', name: 'Twilio', ...account } }))
  const number = { type: 'sms', integration_id: made.id, address: own, name: 'Texts', a2p_status: 'approved' } as const
  const { id: channelId } = await unwrap(client.POST('/v1/channels', { body: number }))
  const urlOf = (wanted: string): string => made.inbound_urls.find(({ purpose }) => purpose === wanted)?.url ?? ''
  return { integrationId: made.id, channelId, urlOf }
}
