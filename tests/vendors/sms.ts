import { signBody } from '../../src/crypto/hmac-signature.ts'
import type { Callback } from './callbacks.ts'
import type { Answer, Desk, Taken, Vendor } from './desk.ts'

interface Text {
  readonly reference: string
  readonly from: string
  readonly to: string
  readonly text: string
  readonly status_url: string | null
}

/** A provider that speaks the small interface of the guide. `secrets` are the signing secrets that were entered for each API key. */
export function createSmsStandIn(desk: Desk, secrets: Map<string, string>): Vendor {
  const refuse = (status: number, code: number | string): Answer => ({ status, body: { code: String(code) } })

  const take = (apiKey: string, text: Text): Answer => {
    const id = `text-${desk.taken.length + 1}`
    const { from, to, text: body, reference, status_url: url } = text
    const taken: Taken = { vendor: 'sms', id, account: apiKey, from, to, body, reference, fields: { ...text }, at: Date.now() }
    desk.taken.push(taken)
    const secret = secrets.get(apiKey)
    if (secret !== undefined && url !== null)
      desk.callbacks.send(['sent', 'delivered'].map((status) => smsCallback(secret, url, statusOf(taken, status))))
    return { status: 201, body: { id } }
  }

  return {
    name: 'sms',
    refuse,
    sends: ({ method }) => method === 'POST',
    credential: ({ headers }) => (headers.authorization ?? '').replace(/^Bearer /, ''),
    answer({ method, path, query, headers, body }) {
      const apiKey = (headers.authorization ?? '').replace(/^Bearer /, '')
      if (apiKey === '' || desk.refused.has(apiKey)) return refuse(401, 'unauthorized')
      if (path === '/messages' && method === 'POST') return take(apiKey, JSON.parse(body) as Text)
      if (path === '/messages') {
        const found = desk.taken.filter((each) => each.account === apiKey && each.reference === query.get('reference'))
        return { status: 200, body: { messages: found.map(({ id }) => ({ id })) } }
      }
      return path === '/account' ? { status: 200, body: { name: 'Stand-in' } } : refuse(404, 'not_found')
    },
  }
}

function statusOf({ id, to, reference }: Taken, status: string): object {
  return { messageId: id, status, timestamp: new Date().toISOString(), phoneNumber: to, supplierReference: reference }
}

/** A status, signed with the secret that we made. */
export function smsCallback(secret: string, url: string, status: object): Callback {
  const body = JSON.stringify(status)
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = signBody(secret, timestamp, Buffer.from(body))
  return { url, headers: { 'Content-Type': 'application/json', 'X-SMS-Timestamp': timestamp, 'X-SMS-Signature': signature }, body }
}
