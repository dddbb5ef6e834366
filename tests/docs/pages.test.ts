import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { freshenDocs } from '../../scripts/support/docs.ts'
import { errorCatalogue } from '../../src/error-catalogue.ts'
import { server } from '../support/api.ts'
import { findChromium, startBrowser } from '../support/browser.ts'
import type { Browser, Tab } from '../support/browser.ts'

// The logo in the corner is the last thing to come, when the page has come alive.
const rendered = `document.querySelector('h1')?.textContent.includes('ClientFlow') && document.querySelector('img') !== null`

beforeAll(freshenDocs)

test.each(['/docs', '/docs/', '/docs/errors'])('%s comes with a policy that names its scripts one by one', async (path) => {
  const reply = await fetch(server.url + path)

  const policy = reply.headers.get('Content-Security-Policy') ?? ''
  expect(reply.status).toBe(200)
  expect(policy).toMatch(/^default-src 'none'; script-src ('none'|'sha256-[^ ]+'( 'sha256-[^ ]+')*); /)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
})

test('who has the page already gets no second copy', async () => {
  const first = await fetch(`${server.url}/docs`, { method: 'HEAD' })

  // As a browser asks: fetch would add that it wants no answer from a cache.
  const asked = get(`${server.url}/docs`, { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } })
  const [second] = (await once(asked, 'response')) as [IncomingMessage]

  second.resume()
  expect(second.statusCode).toBe(304)
})

test('another page below /docs is a problem like everywhere', async () => {
  const [unknown, posted] = await Promise.all([fetch(`${server.url}/docs/other`), fetch(`${server.url}/docs`, { method: 'POST' })])

  expect(await unknown.json()).toMatchObject({ status: 404, code: 'not_found', instance: '/docs/other' })
  expect(await posted.json()).toMatchObject({ status: 405, code: 'method_not_allowed' })
})

const chromium = findChromium()
const inBrowser = chromium === undefined ? describe.skip : describe

inBrowser('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser(chromium ?? '')
  })
  afterAll(() => browser.close())

  test('the documentation renders under its policy, from nothing but itself', async () => {
    const tab = await browser.open(`${server.url}/docs`)
    await tab.until(rendered)
    await keep(tab, 'docs')

    expect(tab.complaints).toEqual([])
    expect(tab.requests.filter((url) => !/^(data|blob):/.test(url))).toEqual([`${server.url}/docs`])
  })

  test('every operation stands under its tag', async () => {
    const tab = await browser.open(`${server.url}/docs`)
    await tab.until(rendered)
    for (const [tag, summaries] of summariesByTag()) {
      await tab.evaluate(`document.querySelector('a[href="/${tag.toLowerCase().replaceAll(' ', '-')}"]').click()`)
      await tab.until(`document.body.innerText.includes(${JSON.stringify(summaries.at(-1))})`)
      const text = await tab.evaluate<string>('document.body.innerText')
      expect({ tag, missing: summaries.filter((summary) => !text.includes(summary)) }).toEqual({ tag, missing: [] })
    }
    expect(tab.complaints).toEqual([])
  })

  test('an operation shows its scope, its header and a request that works', async () => {
    const tab = await browser.open(`${server.url}/docs#/customers/createcustomer`)
    await tab.until(`document.body.innerText.includes('Create a customer')`)
    await keep(tab, 'docs-operation')

    const text = await tab.evaluate<string>('document.body.innerText')
    for (const shown of ['customers:write', 'Idempotency-Key', 'curl --request POST "$CLIENTFLOW_URL/v1/customers"'])
      expect(text).toContain(shown)
    expect(tab.complaints).toEqual([])
  })

  test('a link from a problem leads to its code', async () => {
    const tab = await browser.open(`${server.url}/docs/errors#duplicate_customer`)
    await keep(tab, 'docs-errors')

    expect(await tab.evaluate(`document.querySelector(':target').innerText`)).toContain('duplicate_customer')
    expect(await tab.evaluate(`[...document.querySelectorAll('section')].map(({ id }) => id)`)).toEqual(Object.keys(errorCatalogue).sort())
    expect(tab.complaints).toEqual([])
  })
})

function summariesByTag(): Map<string, string[]> {
  const { paths } = JSON.parse(readFileSync(join(projectFolder, 'generated/openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, { summary?: string; tags?: string[] }>>
  }
  const byTag = new Map<string, string[]>()
  for (const { summary, tags } of Object.values(paths).flatMap((path) => Object.values(path))) {
    const tag = tags?.[0]
    if (tag !== undefined && summary !== undefined) byTag.set(tag, [...(byTag.get(tag) ?? []), summary])
  }
  return byTag
}

/** To be looked at: reports/docs*.png. */
async function keep(tab: Tab, name: string): Promise<void> {
  mkdirSync(join(projectFolder, 'reports'), { recursive: true })
  writeFileSync(join(projectFolder, 'reports', `${name}.png`), await tab.screenshot())
}
