import fc from 'fast-check'
import { beforeAll, expect, test } from '@jest/globals'
import { business, server } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { receiptsOf } from '../support/inbound.ts'
import { trying } from '../support/properties.ts'
import { connectPostmark, connectSmsProvider, connectTwilio, formOf, newNumber } from '../support/providers.ts'
import { requestBytes, sendRaw } from '../support/raw-socket.ts'

// One bit is changed in what a provider has signed: in the body, in the path or in the proof. Nothing of that may be taken.

interface Original {
  readonly path: string
  readonly type: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** A password says nothing of the body. */
  readonly covers: readonly ('body' | 'proof')[]
}

const form = 'application/x-www-form-urlencoded'
let salon: Business
let originals: Readonly<Record<string, Original>>

beforeAll(async () => {
  salon = await business()
  const [twilio, sms, postmark] = [await connectTwilio(salon), await connectSmsProvider(salon), await connectPostmark(salon)]
  const text = formOf({ MessageSid: 'SM1', AccountSid: twilio.accountSid, From: newNumber(), To: newNumber(), Body: 'Hello, world & all' })
  const report = JSON.stringify({ messageId: 'm1', status: 'delivered' })
  const messages = `/webhooks/twilio/${twilio.integrationId}/messages`
  originals = {
    twilio: { path: messages, type: form, body: text, headers: twilio.prove(messages, text), covers: ['body', 'proof'] },
    sms: {
      path: `/webhooks/sms/${sms.integrationId}`,
      type: 'application/json',
      body: report,
      headers: sms.prove('', report),
      covers: ['body', 'proof'],
    },
    postmark: {
      path: `/webhooks/postmark/${postmark.integrationId}/events`,
      type: 'application/json',
      body: '{"RecordType":"Open"}',
      headers: postmark.prove('', ''),
      covers: ['proof'],
    },
  }
})

test.each(['twilio', 'sms', 'postmark'])('%s: one bit of the body or of the proof, and it is refused', async (name) => {
  const original = originals[name] as Original
  const places = original.covers.map((place) => fc.tuple(fc.constant(place), fc.nat(), fc.nat({ max: 7 })))

  await fc.assert(
    fc.asyncProperty(fc.oneof(...places), async ([place, at, bit]) => {
      const changed = place === 'body' ? { ...original, bytes: flip(original.body, at, bit) } : withOtherProof(original, at)
      fc.pre(!means(changed, original))
      const reply = await sendRaw(server.url, requestOf(changed))
      expect([reply.status, (reply.body as { code: string }).code]).toEqual([403, 'not_from_provider'])
    }),
    trying(120),
  )

  expect((await receiptsOf(salon)).filter(({ kind }) => kind.startsWith(name))).toEqual([])
  expect([200, 204]).toContain((await sendRaw(server.url, requestOf({ ...original, bytes: Buffer.from(original.body) }))).status)
})

interface Changed extends Original {
  readonly bytes: Buffer
}

function flip(text: string, at: number, bit: number): Buffer {
  const bytes = Buffer.from(text)
  const place = at % bytes.length
  bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
  return bytes
}

/** Another letter in the one header that proves it. The timestamp is a part of the proof. */
function withOtherProof(original: Original, at: number): Changed {
  const names = Object.keys(original.headers)
  const name = names[at % names.length] ?? ''
  const value = original.headers[name] ?? ''
  const place = name === 'Authorization' ? 6 + (at % (value.length - 8)) : at % (value.length - 1)
  const letter = /[0-9]/.test(value[place] ?? '') ? (value[place] === '1' ? '2' : '1') : value[place] === 'b' ? 'c' : 'b'
  const headers = { ...original.headers, [name]: value.slice(0, place) + letter + value.slice(place + 1) }
  return { ...original, headers, bytes: Buffer.from(original.body) }
}

// In a form some bytes can be written in two ways, and the last bits of Base64 say nothing: those are the same thing.
function means({ bytes, headers, type }: Changed, original: Original): boolean {
  const isSameBody = type === form ? spelled(bytes.toString()) === spelled(original.body) : bytes.equals(Buffer.from(original.body))
  return isSameBody && JSON.stringify(headers) === JSON.stringify(original.headers)
}

const spelled = (text: string): string => JSON.stringify([...new URLSearchParams(text)])

function requestOf({ path, type, headers, bytes }: Changed): Buffer {
  const lines = [
    `Content-Type: ${type}`,
    `Content-Length: ${bytes.length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  return requestBytes('POST', path, lines, bytes)
}
