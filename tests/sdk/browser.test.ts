import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { startOwnServer } from '../http/own-server.ts'
import { business } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { findChromium, startBrowser } from '../support/browser.ts'
import type { Browser, Tab } from '../support/browser.ts'
import { foreignProject } from './built-package.ts'
import { startSite } from './site.ts'
import type { Site } from './site.ts'

const project = foreignProject()
const page = { data: [], page: { next_cursor: null, has_more: false } }
const chromium = findChromium()
const inBrowser = chromium === undefined ? describe.skip : describe

inBrowser('in Chromium', () => {
  let browser: Browser
  let allowed: Site
  let other: Site
  let api: string
  let salon: Business

  beforeAll(async () => {
    browser = await startBrowser(chromium ?? '')
    allowed = await startSite(project.folder, failingOnce())
    other = await startSite(project.folder, (_, response) => response.writeHead(404).end())
    api = (await startOwnServer({ CORS_ORIGINS: `https://app.example.com, ${allowed.origin}` })).url
    salon = await business()
  })
  afterAll(async () => {
    await browser.close()
    for (const site of [allowed, other]) site.close()
  })

  async function openAt(site: Site): Promise<Tab> {
    const tab = await browser.open(`${site.origin}/`)
    await tab.until('globalThis.sdk !== undefined')
    return tab
  }
  /** What an asynchronous function gives in the page; it gets a client of the person who owns the business. */
  const inPage = <T>(tab: Tab, work: string, options: object = {}): Promise<T> =>
    tab.evaluate<T>(`(${work})(sdk.createClientFlow(${JSON.stringify({ baseUrl: api, accessToken: salon.owner.token, ...options })}))`)

  test('it runs as it is, and repeats there too', async () => {
    const tab = await openAt(allowed)

    const work = `async (client) => { const { data, response } = await client.GET('/v1/customers'); return [response.status, data] }`

    expect(await inPage(tab, work, { baseUrl: allowed.origin })).toEqual([200, page])
  })

  test('a page of an origin that is allowed makes every kind of call, and reads the headers that it needs', async () => {
    const tab = await openAt(allowed)

    const seen = await inPage(tab, visit(`${randomUUID()}@example.com`))

    expect(seen).toEqual({
      replayed: 'true',
      sameCustomer: true,
      etags: ['"1"', '"2"'],
      outdated: 'precondition_failed',
      deleted: 204,
      events: ['customer.created', 'customer.updated', 'customer.deleted'],
      headers: { 'x-request-id': true, ratelimit: true, 'ratelimit-policy': true },
      refusal: ['ClientFlowError', 404, 'not_found', true],
    })
    expect(tab.requests.filter((url) => url.startsWith(api)).length).toBeGreaterThan(5)
  })

  test('a page of another origin is stopped by the browser, and nothing happens', async () => {
    const tab = await openAt(other)
    const before = (await salon.owner.get('/v1/events?limit=100')).body.page.next_after as number

    const work = `async (client) => [
      await client.GET('/v1/me').then(() => 'answered', ({ name }) => name),
      await client.POST('/v1/customers', { body: { emails: [{ email: 'mallory@example.com' }] } }).then(() => 'answered', ({ name }) => name),
    ]`

    expect(await inPage(tab, work, { retries: { maxTries: 1 } })).toEqual(['TypeError', 'TypeError'])
    expect(tab.complaints.join('\n')).toContain('has been blocked by CORS policy')
    expect((await salon.owner.get(`/v1/events?after=${before}`)).body.data).toEqual([])
  })
})

/** The journey of a page: what crosses the border between two origins. */
const visit = (email: string) => `async (client) => {
  const init = { params: { header: { 'Idempotency-Key': 'from-a-page' } }, body: { first_name: 'Ada', emails: [{ email: '${email}' }] } }
  const first = await client.POST('/v1/customers', init)
  const again = await client.POST('/v1/customers', init)
  const path = { customer_id: first.data.id }
  const change = (etag, body) =>
    client.PATCH('/v1/customers/{customer_id}', { params: { path, header: { 'If-Match': etag } }, body })
  const etag = first.response.headers.get('ETag')
  const changed = await change(etag, { lifecycle_stage: 'customer' })
  const outdated = await change(etag, { lifecycle_stage: 'lead' })
  const deleted = await client.DELETE('/v1/customers/{customer_id}', { params: { path } })
  const events = []
  for await (const { data } of sdk.eventPages(client)) events.push(...data.map(({ type }) => type))
  const refusal = await sdk.unwrap(client.GET('/v1/customers/{customer_id}', { params: { path } })).catch((error) => error)
  return {
    replayed: again.response.headers.get('Idempotent-Replayed'),
    sameCustomer: first.data.id === again.data.id,
    etags: [etag, changed.response.headers.get('ETag')],
    outdated: outdated.error.code,
    deleted: deleted.response.status,
    events,
    headers: Object.fromEntries(['x-request-id', 'ratelimit', 'ratelimit-policy'].map((name) => [name, changed.response.headers.has(name)])),
    refusal: [refusal.name, refusal.status, refusal.code, typeof refusal.requestId === 'string'],
  }
}`

/** An API that is not there at the first call. */
function failingOnce(): Parameters<typeof startSite>[1] {
  let asked = 0
  return (_, response) => {
    if (++asked === 1) response.writeHead(503, { 'Retry-After': '0' }).end()
    else response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(page))
  }
}
