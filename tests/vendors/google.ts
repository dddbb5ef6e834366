import { randomUUID } from 'node:crypto'
import type { Answer, Asked, Desk, Vendor } from './desk.ts'
import type { GoogleAccount, GoogleAccounts } from './google-accounts.ts'
import type { GoogleCalendar, GoogleChannel, GoogleEvent, Written } from './google-calendars.ts'
import { pushOf } from './google-calendars.ts'

type Fields = Readonly<Record<string, unknown>>

/** Google as far as we call it: consent, tokens, calendars, events, channels. */
export function createGoogleStandIn(desk: Desk, accounts: GoogleAccounts): Vendor {
  const whose = ({ headers }: Asked): GoogleAccount | undefined => accounts.bearer((headers.authorization ?? '').replace(/^Bearer /, ''))
  return {
    name: 'google',
    refuse,
    sends: ({ path }) => path.startsWith('/calendar/') || path === '/token' || path === '/revoke',
    credential: (asked) => whose(asked)?.email ?? '',
    purpose,
    answer(asked) {
      const { path, body } = asked
      if (path === '/o/oauth2/v2/auth') return consent(accounts, asked.query)
      if (path === '/token') {
        const granted = accounts.token(new URLSearchParams(body))
        return granted === 'invalid_grant' ? { status: 400, body: { error: granted } } : { status: 200, body: granted }
      }
      if (path === '/revoke')
        return accounts.revoke(new URLSearchParams(body).get('token') ?? '')
          ? { status: 200, body: {} }
          : { status: 400, body: { error: 'invalid_token' } }
      const account = whose(asked)
      return account === undefined ? refuse(401, 'authError') : answerFor(desk, account, asked)
    },
  }
}

function purpose({ method, path }: Asked): 'list' | 'other' | 'stop' | 'watch' | 'write' {
  if (path === '/calendar/v3/channels/stop') return 'stop'
  if (path.endsWith('/events/watch')) return 'watch'
  if (!path.includes('/events')) return 'other'
  return method === 'GET' ? (path.endsWith('/events') ? 'list' : 'other') : 'write'
}

function refuse(status: number, reason: number | string): Answer {
  return { status, body: { error: { code: status, message: String(reason), errors: [{ domain: 'global', reason: String(reason) }] } } }
}

/** Whoever comes agrees at once, as the account that `login_hint` names; `deny` refuses. */
function consent(accounts: GoogleAccounts, query: URLSearchParams): Answer {
  const text = (name: string): string => query.get(name) ?? ''
  const back = new URL(text('redirect_uri'))
  back.searchParams.set('state', text('state'))
  if (query.has('deny')) back.searchParams.set('error', 'access_denied')
  else {
    const email = query.get('login_hint') ?? 'demo@example.com'
    const agreed = { email, challenge: text('code_challenge'), redirectUri: text('redirect_uri'), scope: text('scope') }
    back.searchParams.set('code', accounts.agree(agreed))
    back.searchParams.set('scope', text('scope'))
  }
  return { status: 302, headers: { Location: back.toString() } }
}

function answerFor(desk: Desk, account: GoogleAccount, asked: Asked): Answer {
  const { method, path, body } = asked
  if (path === '/calendar/v3/users/me/calendarList')
    return { status: 200, body: { items: [...account.calendars.values()].map((each) => listed(account, each)) } }
  if (path === '/calendar/v3/channels/stop') return stop(account, JSON.parse(body) as { id: string; resourceId: string })
  const [, id = '', rest = ''] = /^\/calendar\/v3\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/.exec(path) ?? []
  const calendar = account.calendars.get(decodeURIComponent(id))
  if (calendar === undefined) return refuse(404, 'notFound')
  if (rest === 'watch') return watch(desk, calendar, JSON.parse(body) as Fields)
  if (rest === '' && method === 'GET') return list(calendar, asked.query)
  if (method !== 'GET' && calendar.accessRole === 'reader') return refuse(403, 'requiredAccessLevel')
  if (rest === '') return insert(calendar, JSON.parse(body) as Fields & { id: string })
  return one(calendar, decodeURIComponent(rest), asked)
}

function listed(account: GoogleAccount, { id, summary, timeZone, accessRole }: GoogleCalendar): object {
  return { id, summary, timeZone, accessRole, ...(account.primary.id === id && { primary: true }) }
}

function list(calendar: GoogleCalendar, query: URLSearchParams): Answer {
  // What goes with a token and what does not: https://developers.google.com/workspace/calendar/api/v3/reference/events/list
  const foreign = ['timeMin', 'timeMax', 'orderBy', 'q', 'iCalUID'].some((name) => query.has(name))
  if (query.has('syncToken') && foreign) return refuse(400, 'invalid')
  const page = calendar.page(query)
  return page === 'gone' ? refuse(410, 'fullSyncRequired') : { status: 200, body: page }
}

function insert(calendar: GoogleCalendar, event: Fields & { readonly id: string }): Answer {
  if (!/^[a-v0-9]{5,1024}$/.test(event.id)) return refuse(400, 'invalid')
  // A deleted event keeps its name.
  if (calendar.events.has(event.id)) return refuse(409, 'duplicate')
  note(calendar, event.id, 'insert')
  return { status: 200, body: calendar.add(event) }
}

function one(calendar: GoogleCalendar, id: string, { method, headers, body }: Asked): Answer {
  const event = calendar.events.get(id)
  if (event === undefined) return refuse(404, 'notFound')
  if (method === 'GET') return { status: 200, body: event }
  if (headers['if-match'] !== undefined && headers['if-match'] !== event.etag) return refuse(412, 'conditionNotMet')
  if (method === 'DELETE') {
    if (event.status === 'cancelled') return refuse(410, 'deleted')
    note(calendar, id, 'delete')
    calendar.delete(id)
    return { status: 204 }
  }
  note(calendar, id, 'update')
  // PUT is all that there is to say, PATCH leaves what it does not name.
  const fields = JSON.parse(body) as GoogleEvent
  return { status: 200, body: method === 'PUT' ? calendar.replace(id, fields) : calendar.change(id, fields) }
}

function watch(desk: Desk, calendar: GoogleCalendar, { id, token, address, params }: Fields): Answer {
  const { ttl } = params as { ttl: string }
  if (calendar.channels.has(String(id))) return refuse(400, 'channelIdNotUnique')
  const channel: GoogleChannel = {
    id: String(id),
    token: String(token),
    address: String(address),
    resourceId: randomUUID(),
    expiration: Date.now() + Number(ttl) * 1000,
  }
  calendar.channels.set(channel.id, channel)
  desk.callbacks.send([pushOf(channel, 'sync')])
  return { status: 200, body: { kind: 'api#channel', id, resourceId: channel.resourceId, expiration: String(channel.expiration) } }
}

function stop(account: GoogleAccount, { id, resourceId }: { readonly id: string; readonly resourceId: string }): Answer {
  for (const { channels } of account.calendars.values())
    if (channels.get(id)?.resourceId === resourceId) {
      channels.delete(id)
      return { status: 204 }
    }
  return refuse(404, 'channelNotFound')
}

function note(calendar: GoogleCalendar, id: string, what: Written['what']): void {
  calendar.written.push({ calendar: calendar.id, id, what })
}
