import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { rows, server } from '../support/api.ts'
import { noonIn } from '../support/appointments.ts'
import { findChromium, startBrowser } from '../support/browser.ts'
import type { Browser, Tab } from '../support/browser.ts'
import { linked } from './links.ts'

interface Shown {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** What a browser gets; redirects are not followed. */
async function get(path: string): Promise<Shown> {
  return shownBy(await fetch(server.url + path, { redirect: 'manual' }))
}

async function submit(path: string, fields: Readonly<Record<string, string>> = {}): Promise<Shown> {
  return shownBy(await fetch(server.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' }))
}

async function shownBy(reply: Response): Promise<Shown> {
  return { status: reply.status, headers: reply.headers, text: await reply.text() }
}

test('the page comes with a policy that lets nothing run and nothing in, and is kept nowhere', async () => {
  const { page } = await linked()

  const { status, headers, text } = await get(page)

  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none';style-src 'sha256-[^ ]+';form-action 'self';base-uri 'none';frame-ancestors 'none';img-src data:$/,
  )
  expect([headers.get('cache-control'), headers.get('referrer-policy'), headers.get('x-robots-tag')]).toEqual([
    'no-store',
    'no-referrer',
    'noindex, nofollow',
  ])
  expect(text).not.toMatch(/<script|javascript:|onclick|https?:\/\//)
  expect(headers.get('ratelimit')).toMatch(/^"address";/)
})

test('what people have written is shown as text', async () => {
  const { salon, page } = await linked({ name: '<b>Cut</b> & "go"' })
  await rows('update businesses set name = $1 where id = $2', ["<img src=x onerror='alert(1)'>", salon.id])

  const { text } = await get(page)

  expect(text).not.toMatch(/<img|<b>/)
  expect(text).toContain('&lt;b&gt;Cut&lt;/b&gt; &amp; &quot;go&quot;')
})

test('to look changes nothing, whoever looks and however often', async () => {
  const { page, now } = await linked()

  const seen = await Promise.all([get(page), get(`${page}/times`), get(`${page}/cancel`), get(`${page}?done=cancel`)])

  expect(seen.map(({ status }) => status)).toEqual([200, 200, 404, 200])
  expect(await now()).toMatchObject({ status: 'confirmed', version: 1 })
})

test('a form does what it says, and leads to what came of it', async () => {
  const { page, now } = await linked({}, { pending: true })

  const confirmed = await submit(`${page}/confirm`)
  const moved = await submit(`${page}/reschedule`, { starts_at: noonIn(12) })
  const cancelled = await submit(`${page}/cancel`, { reason: 'Ill.\r\nSorry!\u0000' })

  expect([confirmed, moved, cancelled].map(({ status, headers }) => [status, headers.get('location')])).toEqual([
    [303, `${page}?done=confirm`],
    [303, `${page}?done=reschedule`],
    [303, `${page}?done=cancel`],
  ])
  expect(await now()).toMatchObject({
    status: 'cancelled',
    starts_at: noonIn(12),
    cancellation: { by: 'customer', reason: 'Ill.\nSorry!' },
  })
  expect((await get(`${page}?done=cancel`)).text).toContain('Your appointment is cancelled.')
})

test('what cannot be done is said beside its form', async () => {
  const { page, book } = await linked({ cancel_notice_minutes: 60 * 24 * 20 })
  await book({ starts_at: noonIn(12) })

  const late = await submit(`${page}/cancel`)
  const taken = await submit(`${page}/reschedule`, { starts_at: noonIn(12) })
  const nothing = await submit(`${page}/reschedule`)
  const nonsense = await submit(`${page}/reschedule`, { starts_at: '2027-99-99T00:00:00.000Z' })

  expect([late.status, taken.status, nothing.status, nonsense.status]).toEqual([409, 409, 400, 400])
  expect(late.text).toMatch(/You cannot come\?<\/h2>\s*<div class="card fault" role="alert"[^>]*><p>It is too late for that now/)
  expect(taken.text).toContain('This time has just been taken. Please choose another one.')
  expect(taken.text).toContain('<h1>Choose another time</h1>')
  expect(nothing.text).toContain('Please choose one of the times.')
})

test.each([
  ['GET', '/manage', 404],
  ['GET', `/manage/${'A'.repeat(75)}`, 404],
  ['POST', `/manage/${'A'.repeat(75)}/cancel`, 404],
  ['GET', `/waitlist/${'A'.repeat(75)}`, 404],
  ['POST', `/waitlist/${'A'.repeat(75)}/accept`, 404],
  ['PUT', '/manage', 405],
])('%s %s is refused in words for people', async (method, path, status) => {
  const reply = await shownBy(await fetch(server.url + path, { method }))

  expect([reply.status, reply.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8'])
  expect(reply.text).toContain('role="alert"')
})

test('other paths and methods below a link, and a form that is too long, are refused', async () => {
  const { page, now } = await linked()

  const [other, deeper, posted, large, json] = [
    await get(`${page}/other`),
    await get(`${page}/times/more`),
    await submit(page),
    await submit(`${page}/cancel`, { reason: 'x'.repeat(20_000) }),
    // What is no form is read as an empty one.
    await shownBy(
      await fetch(`${server.url}${page}/reschedule`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }),
    ),
  ]
  const [headed] = [await fetch(server.url + page, { method: 'HEAD' })]

  expect([other, deeper, posted, large, json].map(({ status }) => status)).toEqual([404, 404, 405, 413, 400])
  expect([headed.status, await headed.text()]).toEqual([200, ''])
  expect((await now()).version).toBe(1)
})

const chromium = findChromium()
const inBrowser = chromium === undefined ? describe.skip : describe
const phone = { width: 375, height: 667 }
const smallest = { width: 320, height: 568 }

inBrowser('on a telephone', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser(chromium ?? '')
  })
  afterAll(() => browser.close())

  test('a customer chooses another time, and then cannot come at all', async () => {
    const { page, now } = await linked({ slot_interval_minutes: 60, cancel_notice_minutes: 1440 })
    const tab = await browser.open(server.url + page, phone)
    await keep(tab, 'manage')
    await tab.leave(`document.querySelector('a.button').click()`)
    await keep(tab, 'manage-times')
    await tab.evaluate(`[...document.querySelectorAll('input[type=radio]')].at(-1).click()`)
    const chosen = await tab.evaluate<string>(`document.querySelector('input:checked').value`)
    await tab.leave(`document.querySelector('button').click()`)
    const said = await tab.evaluate<string>(`document.querySelector('[role=status]').innerText`)
    const moved = await now()
    await tab.evaluate(`document.querySelector('textarea').value = 'I have caught a cold.'`)
    await tab.leave(`document.querySelector('button.danger').click()`)
    await keep(tab, 'manage-cancelled')

    expect(said).toBe('Your appointment has been moved.')
    expect(moved.starts_at).toBe(chosen)
    expect(await now()).toMatchObject({ status: 'cancelled', cancellation: { reason: 'I have caught a cold.' } })
    expect(await tab.evaluate(`document.querySelectorAll('form, a.button').length`)).toBe(0)
    expect(tab.complaints).toEqual([])
    expect(new Set(tab.requests.filter((url) => !url.startsWith('data:')).map((url) => new URL(url).origin))).toEqual(new Set([server.url]))
  })

  test.each(['', '/times'])('nothing sticks out of the smallest screen, and everything can be read and touched: %s', async (step) => {
    const { page } = await linked(
      { name: 'Balayage-und-Strähnchenverlängerung-mit-Haarwäsche', slot_interval_minutes: 60 },
      { pending: true },
    )
    const tab = await browser.open(`${server.url}${page}${step}`, smallest)

    expect(await tab.evaluate(`document.documentElement.scrollWidth`)).toBeLessThanOrEqual(320)
    expect(await tab.evaluate(`document.documentElement.lang`)).toBe('en')
    expect(await tab.evaluate(tooSmall)).toEqual([])
    expect(await tab.evaluate(unlabelled)).toEqual([])
    expect(await tab.evaluate(pale)).toEqual([])
    expect(tab.complaints).toEqual([])
  })

  test('a refusal is focused when the page is there', async () => {
    const { page, salon, wanted, owner } = await linked({ slot_interval_minutes: 60 })
    const tab = await browser.open(`${server.url}${page}/times`, phone)
    const time = await tab.evaluate<string>(`document.querySelector('input[type=radio]').value`)
    await owner.post('/v1/appointments', { ...wanted, starts_at: time, source: 'staff' })
    await tab.evaluate(`document.querySelector('input[type=radio]').click()`)

    await tab.leave(`document.querySelector('button').click()`)
    await keep(tab, 'manage-taken')

    expect(salon.id).toBeDefined()
    expect(await tab.evaluate(`document.activeElement.innerText`)).toBe('This time has just been taken. Please choose another one.')
  })
})

// Targets of 44 CSS pixels (WCAG 2.5.5), but for links within a sentence.
const tooSmall = `[...document.querySelectorAll('button, a.button, .times label')]
  .filter((each) => { const { width, height } = each.getBoundingClientRect(); return width < 44 || height < 44 }).map((each) => each.outerHTML)`
const unlabelled = `[...document.querySelectorAll('input, textarea')].filter((each) => each.labels.length === 0).map((each) => each.outerHTML)`
// Contrast of text and its ground (WCAG 1.4.3).
const pale = `(() => {
  const light = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => Number(part) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
  const ground = (each) => {
    const colour = getComputedStyle(each).backgroundColor
    return colour === 'rgba(0, 0, 0, 0)' && each.parentElement ? ground(each.parentElement) : colour === 'rgba(0, 0, 0, 0)' ? 'rgb(255, 255, 255)' : colour
  }
  const texts = [...document.querySelectorAll('main *')].filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
  return texts.filter((each) => {
    const [one, other] = [light(getComputedStyle(each).color), light(ground(each))].sort()
    const [dark, bright] = one < other ? [one, other] : [other, one]
    return (bright + 0.05) / (dark + 0.05) < 4.5
  }).map((each) => each.outerHTML)
})()`

/** To be looked at: reports/manage*.png. */
async function keep(tab: Tab, name: string): Promise<void> {
  mkdirSync(join(projectFolder, 'reports'), { recursive: true })
  writeFileSync(join(projectFolder, 'reports', `${name}.png`), await tab.screenshot())
}
