import type { Call } from '../../http/handler.ts'
import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { problems } from '../../problems.ts'
import { answerCall, receiveText, receiveWebhook, reprocessWebhook } from './inbound-webhooks.ts'
import type { Delivery } from './inbound-webhooks.ts'
import { presentDetails, presentReceipt, presentStats } from './present.ts'
import { countReceipts, findReceipt, listReceipts } from './queries.ts'

// What Twilio takes for an answer: empty TwiML.
const nothingToDo = '<?xml version="1.0" encoding="UTF-8"?><Response/>'

export const inboundWebhookHandlers = part({
  async receiveTwilioMessage(call) {
    const { tx, services } = call.ctx
    await receiveText(tx, services.cipher, deliveryOf('twilio_message', call))
    return { status: 200, body: nothingToDo }
  },

  async receiveTwilioVoice(call) {
    const { tx, services } = call.ctx
    return { status: 200, body: await answerCall(tx, services.cipher, deliveryOf('twilio_voice', call)) }
  },

  receiveTwilioMessageStatus: (call) => take('twilio_message_status', call),
  receiveTwilioCallStatus: (call) => take('twilio_call_status', call),
  receiveTwilioRecording: (call) => take('twilio_recording', call),
  receiveSmsProviderStatus: (call) => take('sms_provider_status', call),
  receivePostmarkEvent: (call) => take('postmark_event', call),
  receivePostmarkInbound: (call) => take('postmark_inbound', call),

  async listInboundWebhooks({ query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: 'inbound-webhooks' },
      (window) => listReceipts(ctx.read, query, window),
      presentReceipt,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async getInboundWebhookStats({ query, ctx }) {
    return { status: 200, body: presentStats(await countReceipts(ctx.read, query.hours ?? 24)) }
  },

  async getInboundWebhook({ params, ctx }) {
    const receipt = await findReceipt(ctx.read, params.inbound_webhook_id)
    if (receipt === undefined) throw problems.notFound('inbound webhook')
    return { status: 200, headers: { ETag: etag(receipt) }, body: presentDetails(receipt) }
  },

  async reprocessInboundWebhook({ params, ctx }) {
    const receipt = await reprocessWebhook(ctx.tx, params.inbound_webhook_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 202, headers: { ETag: etag(receipt) }, body: presentReceipt(receipt) }
  },
})

// What all of them get; one has a query besides.
type Taken = Omit<Call<'receiveTwilioCallStatus'>, 'query'>

async function take(kind: Delivery['kind'], call: Taken): Promise<{ readonly status: 204 }> {
  await receiveWebhook(call.ctx.tx, call.ctx.services.cipher, deliveryOf(kind, call))
  return { status: 204 }
}

function deliveryOf(kind: Delivery['kind'], { params, body, ctx }: Taken): Delivery {
  const { services, header, url } = ctx
  return { kind, integrationId: params.integration_id.toLowerCase(), publicUrl: services.publicUrl(), url, header, ...body }
}
