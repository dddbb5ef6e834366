import { createHash } from 'node:crypto'
import { twilioSignature } from '../../src/crypto/twilio-signature.ts'
import type { Callback } from './callbacks.ts'
import type { Answer, Desk, Taken, Vendor } from './desk.ts'

// The numbers that Twilio keeps for trying its errors out, and what it answers for each.
const magicNumbers: Readonly<Record<string, number>> = {
  '+15005550001': 21211,
  '+15005550002': 21612,
  '+15005550003': 21408,
  '+15005550004': 21610,
  '+15005550009': 21614,
}
const recording = Buffer.alloc(64 * 1024, 'ID3 a recording that nobody spoke ')

/** Twilio's API as far as we call it: messages, an account, calls and recordings. */
export function createTwilioStandIn(desk: Desk): Vendor {
  const refuse = (status: number, code: number | string): Answer => ({
    status,
    body: { code: Number(code), message: 'Refused by the stand-in.', more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  })
  const messagesOf = (account: string): Taken[] => desk.taken.filter((each) => each.vendor === 'twilio' && each.account === account)

  const create = (account: string, token: string, form: URLSearchParams): Answer => {
    const [from, to, body] = ['From', 'To', 'Body'].map((name) => form.get(name) ?? '') as [string, string, string]
    const magic = magicNumbers[to]
    if (magic !== undefined) return refuse(400, magic)
    const id = `SM${createHash('md5').update(`${account}:${desk.taken.length}:${to}:${body}`).digest('hex')}`
    const taken: Taken = {
      vendor: 'twilio',
      id,
      account,
      from,
      to,
      body,
      reference: null,
      fields: Object.fromEntries(form),
      at: Date.now(),
    }
    desk.taken.push(taken)
    const url = form.get('StatusCallback')
    if (url !== null) desk.callbacks.send(['queued', 'sent', 'delivered'].map((status) => statusCallback(taken, token, url, status)))
    return { status: 201, body: shown(taken) }
  }

  return {
    name: 'twilio',
    refuse,
    sends: ({ method }) => method === 'POST',
    credential: ({ headers }) => basic(headers.authorization)[1],
    answer({ method, path, query, headers, body }) {
      const [account, token] = basic(headers.authorization)
      if (account === '' || desk.refused.has(token)) return refuse(401, 20003)
      const [, , of, kind, id = ''] = path.replace(/^\//, '').split('/')
      if (kind === undefined) return { status: 200, body: accountOf(of?.replace('.json', '') ?? '') }
      if (kind === 'Messages.json' && method === 'POST') return create(account, token, new URLSearchParams(body))
      if (kind === 'Messages.json') return { status: 200, body: pageOf(messagesOf(account), query) }
      if (kind === 'Messages') return found(messagesOf(account).find((each) => each.id === id.replace('.json', '')))
      if (kind === 'Calls')
        return { status: 200, body: { sid: id.replace('.json', ''), account_sid: account, status: 'completed', duration: '42' } }
      return kind === 'Recordings' ? soundOf(headers.range) : refuse(404, 20404)
    },
  }

  function found(message: Taken | undefined): Answer {
    return message === undefined ? refuse(404, 20404) : { status: 200, body: shown(message) }
  }
}

function basic(authorization = ''): [string, string] {
  const [account = '', token = ''] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
    .toString()
    .split(':')
  return [account, token]
}

function shown({ id, account, from, to, body, at }: Taken): object {
  const created = new Date(at).toUTCString().replace('GMT', '+0000')
  const uri = `/2010-04-01/Accounts/${account}/Messages/${id}.json`
  const nothing = { error_code: null, error_message: null, price: null, price_unit: 'USD', messaging_service_sid: null, date_sent: null }
  return {
    ...nothing,
    sid: id,
    account_sid: account,
    from,
    to,
    body,
    status: 'queued',
    direction: 'outbound-api',
    num_segments: '1',
    num_media: '0',
    api_version: '2010-04-01',
    date_created: created,
    date_updated: created,
    uri,
    subresource_uris: {},
  }
}

/** Newest first, as Twilio lists. */
function pageOf(messages: readonly Taken[], query: URLSearchParams): object {
  const [from, to] = [query.get('From'), query.get('To')]
  const fitting = messages.filter((each) => (from === null || each.from === from) && (to === null || each.to === to)).toReversed()
  const size = Number(query.get('PageSize') ?? 50)
  return {
    messages: fitting.slice(0, size).map(shown),
    page: 0,
    page_size: size,
    start: 0,
    end: 0,
    uri: '',
    next_page_uri: null,
    previous_page_uri: null,
  }
}

function accountOf(sid: string): object {
  const day = 'Mon, 05 Jan 2026 09:30:00 +0000'
  return {
    sid,
    status: 'active',
    type: 'Full',
    friendly_name: 'Stand-in',
    date_created: day,
    date_updated: day,
    owner_account_sid: sid,
    uri: '',
  }
}

function soundOf(range: string | undefined): Answer {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  const headers = { 'Content-Type': 'audio/mpeg', 'Accept-Ranges': 'bytes' }
  if (from === undefined) return { status: 200, bytes: recording, headers }
  const [first, last] = [Number(from), to === '' || to === undefined ? recording.length - 1 : Number(to)]
  const part = recording.subarray(first, last + 1)
  return {
    status: 206,
    bytes: part,
    headers: { ...headers, 'Content-Range': `bytes ${first}-${first + part.length - 1}/${recording.length}` },
  }
}

/** What Twilio tells of a message, signed as Twilio does. */
function statusCallback({ id, account, from, to }: Taken, token: string, url: string, status: string): Callback {
  return twilioCallback(token, url, {
    SmsSid: id,
    SmsStatus: status,
    MessageStatus: status,
    To: to,
    MessageSid: id,
    AccountSid: account,
    From: from,
    ApiVersion: '2010-04-01',
  })
}

/** A form, signed with the account's token. */
export function twilioCallback(token: string, url: string, fields: Readonly<Record<string, string>>): Callback {
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'User-Agent': 'TwilioProxy/1.1',
    'X-Twilio-Signature': twilioSignature(token, url, fields),
  }
  return { url, headers, body: new URLSearchParams(fields).toString() }
}
