import type { components } from '../../../generated/api.ts'
import type { Cipher } from '../../crypto/cipher.ts'
import { openTicket, sealTicket } from '../../crypto/recording-tokens.ts'
import { record } from '../../db/changes.ts'
import type { Database, Tx } from '../../db/database.ts'
import { reading } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { openIntegration } from '../integrations/integrations.ts'
import { presentRecording } from './present.ts'
import { findCall } from './queries.ts'

type OpenIntegration = Awaited<ReturnType<typeof openIntegration>>

const linkMinutes = 10

/** A link to the recording of a call; that it was asked for is noted. Throws 404 when there is no such call, or nothing was recorded. */
export async function linkToRecording(
  tx: Tx,
  callId: string,
  { cipher, publicUrl }: { readonly cipher: Cipher; readonly publicUrl: string },
): Promise<components['schemas']['CallRecordingLink']> {
  const row = await findCall(tx, callId)
  const facts = row === undefined ? null : presentRecording(row)
  const businessId = tx.business()
  if (row === undefined || facts === null || businessId === undefined) throw problems.notFound('recording')
  const expiresAt = new Date(Date.now() + linkMinutes * 60_000)
  record(tx, { action: 'call.recording_accessed', resource: { type: 'call', id: row.id } })
  return {
    url: `${publicUrl.replace(/\/+$/, '')}/v1/public/call-recordings/${sealTicket(cipher, { businessId, callId: row.id, expiresAt })}`,
    expires_at: expiresAt.toISOString(),
    content_type: 'audio/mpeg',
    ...facts,
  }
}

/** Where the recording is that a link leads to. Throws 404 when the link is altered or over, or the account is no longer connected. */
export async function recordingBehind(
  db: Database,
  cipher: Cipher,
  token: string,
): Promise<{ readonly account: OpenIntegration; readonly recordingId: string }> {
  const ticket = openTicket(cipher, token, new Date())
  if (ticket === undefined) throw problems.notFound('recording')
  const door = reading(db, { business: ticket.businessId })
  const row = await findCall(door, ticket.callId)
  const { integration_id: integrationId = null, provider_recording_id: recordingId = null } = row ?? {}
  if (integrationId === null || recordingId === null) throw problems.notFound('recording')
  return { account: await openIntegration(door, cipher, integrationId), recordingId }
}
