import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createBehaviours } from './behaviour.ts'
import { createCallbacks } from './callbacks.ts'
import { control } from './control.ts'
import type { Asked, Desk, Vendor } from './desk.ts'
import { serve } from './desk.ts'
import type { GoogleAccounts } from './google-accounts.ts'
import { createGoogleAccounts } from './google-accounts.ts'
import { createGoogleStandIn } from './google.ts'
import type { PostmarkWebhook } from './postmark.ts'
import { createPostmarkStandIn } from './postmark.ts'
import { createSmsStandIn } from './sms.ts'
import { createTwilioStandIn } from './twilio.ts'

export interface Vendors extends Desk {
  readonly url: string
  /** What the settings GOOGLE_URL, TWILIO_API_URL and POSTMARK_URL, and the base_url of an integration, are to say. */
  readonly googleUrl: string
  readonly twilioUrl: string
  readonly postmarkUrl: string
  readonly smsUrl: string
  /** By the server token, and by the API key: what somebody would enter in the vendor's pages. */
  readonly webhooks: Map<string, PostmarkWebhook>
  readonly secrets: Map<string, string>
  /** Accounts at Google: what their owners do in Google's own pages. */
  readonly google: GoogleAccounts
  /** Forgets everything that was sent and ordered. */
  reset(): void
  stop(): Promise<void>
}

/** Starts stand-ins for Google, Twilio, Postmark and a generic SMS provider, each below a path of one server. Nothing outside of this machine is called. */
export async function startVendors(port = 0): Promise<Vendors> {
  const desk: Desk = { behaviours: createBehaviours(), callbacks: createCallbacks(), taken: [], requests: [], refused: new Set() }
  const webhooks = new Map<string, PostmarkWebhook>()
  const secrets = new Map<string, string>()
  const google = createGoogleAccounts((pushes) => desk.callbacks.send(pushes))
  const standIns = new Map<string, Vendor>([
    ['google', createGoogleStandIn(desk, google)],
    ['twilio', createTwilioStandIn(desk)],
    ['postmark', createPostmarkStandIn(desk, webhooks)],
    ['sms', createSmsStandIn(desk, secrets)],
  ])
  const reset = (): void => {
    desk.behaviours.reset()
    desk.callbacks.mode('usual')
    desk.taken.length = desk.requests.length = desk.callbacks.statuses.length = 0
    desk.refused.clear()
    google.reset()
  }
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://stand-in')
    const [, place = '', rest = ''] = /^\/(\w+)(\/.*)?$/.exec(pathname) ?? []
    const { method = 'GET', headers } = request
    const asked: Asked = { method, path: rest, query, headers, body: await text(request) }
    const vendor = standIns.get(place)
    if (vendor !== undefined) await serve(desk, vendor, asked, response)
    else control(vendors, asked, response)
  }
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const urls = { url, googleUrl: `${url}/google`, twilioUrl: `${url}/twilio`, postmarkUrl: `${url}/postmark`, smsUrl: `${url}/sms` }
  const vendors: Vendors = { ...desk, ...urls, webhooks, secrets, google, reset, stop: () => close(server) }
  return vendors
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
