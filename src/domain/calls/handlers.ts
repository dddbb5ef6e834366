import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { changeCall, logCall, requireCall, transcriptOf } from './calls.ts'
import { presentCall } from './present.ts'
import { listCalls } from './queries.ts'
import { linkToRecording, recordingBehind } from './recordings.ts'

export const callHandlers = part({
  async listCalls({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'calls' },
      (window) => listCalls(ctx.read, query, window),
      presentCall,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createCall({ body, ctx }) {
    const call = await logCall(ctx.tx, body)
    return { status: 201, headers: { Location: `/v1/calls/${call.id}`, ETag: etag(call) }, body: presentCall(call) }
  },

  async getCall({ params, ctx }) {
    const call = await requireCall(ctx.read, params.call_id)
    return { status: 200, headers: { ETag: etag(call) }, body: presentCall(call) }
  },

  async updateCall({ params, body, ctx }) {
    const call = await changeCall(ctx.tx, params.call_id, body, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(call) }, body: presentCall(call) }
  },

  async getCallTranscript({ params, ctx }) {
    return { status: 200, body: await transcriptOf(ctx.read, params.call_id) }
  },

  async getCallRecording({ params, ctx }) {
    const { cipher, publicUrl } = ctx.services
    return { status: 200, body: await linkToRecording(ctx.tx, params.call_id, { cipher, publicUrl: publicUrl() }) }
  },

  async streamCallRecording({ params, ctx }) {
    const { db, cipher, fetchRecording } = ctx.services
    const { account, recordingId } = await recordingBehind(db, cipher, params.token)
    const { range, body } = await fetchRecording(account, recordingId, byteRange(ctx.header('range')))
    const headers = { 'Accept-Ranges': 'bytes', 'Cache-Control': 'private, no-store' } as const
    if (range === undefined) return { status: 200, headers, body }
    return { status: 206, headers: { ...headers, 'Content-Range': range }, body }
  },
})

// What is no range that we understand counts as not sent (RFC 9110, 14.2).
function byteRange(header: string | undefined): string | undefined {
  return header !== undefined && /^bytes=(?:\d{1,12}-\d{0,12}|-\d{1,12})$/.test(header) ? header : undefined
}
