import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { connect } from './devtools.ts'
import type { Session } from './devtools.ts'

export interface Browser {
  /** In a window, or on a telephone of that size in CSS pixels. */
  readonly open: (url: string, phone?: { readonly width: number; readonly height: number }) => Promise<Tab>
  readonly close: () => Promise<void>
}

export interface Tab {
  /** What the page's console or the browser said against it, and what did not load. */
  readonly complaints: readonly string[]
  readonly requests: readonly string[]
  /** The value of an expression in the page. */
  readonly evaluate: <T>(expression: string) => Promise<T>
  /** Does something that leads to another page, and returns when that one is there. */
  readonly leave: (expression: string) => Promise<void>
  /** Returns when the expression has become true. */
  readonly until: (expression: string) => Promise<void>
  readonly screenshot: () => Promise<Buffer>
}

const patienceMs = 60_000

/** Where a Chromium is. When there is none, a line says so, and the tests that need one are skipped. */
export function findChromium(): string | undefined {
  const names = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome']
  const found = names.find((name) => name !== undefined && spawnSync(name, ['--version']).status === 0)
  if (found === undefined) process.stderr.write('chromium is not installed: the tests in a browser are skipped.\n')
  return found
}

/** A headless Chromium with a profile of its own, driven over a pipe: it opens no port. */
export async function startBrowser(command: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'clientflow-chromium-'))
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--window-size=1440,1000',
  ]
  const child = spawn(command, [...flags, `--user-data-dir=${profile}`, '--remote-debugging-pipe', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const session = connect(child.stdio[4] as Readable, child.stdio[3] as Writable)
  return {
    open: (url, phone) => openTab(session, url, phone),
    close: async () => {
      void session.send('Browser.close').catch(() => undefined)
      await exited
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function openTab(browser: Session, url: string, phone?: { readonly width: number; readonly height: number }): Promise<Tab> {
  const { targetId } = await browser.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await browser.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true })
  const tab = browser.of(sessionId)
  const complaints: string[] = []
  const requests: string[] = []
  tab.on('Log.entryAdded', ({ entry }) => complaints.push(`${entry.level}: ${entry.text} ${entry.url ?? ''}`))
  tab.on('Runtime.exceptionThrown', ({ exceptionDetails }) =>
    complaints.push(`exception: ${exceptionDetails.exception?.description ?? ''}`),
  )
  tab.on('Runtime.consoleAPICalled', ({ type, args }) => {
    if (type === 'error' || type === 'warning') complaints.push(`${type}: ${args.map(({ value }) => String(value)).join(' ')}`)
  })
  tab.on('Network.loadingFailed', ({ errorText, blockedReason }) => complaints.push(`not loaded: ${errorText} ${blockedReason ?? ''}`))
  tab.on('Network.requestWillBeSent', ({ request }) => requests.push(request.url))
  for (const domain of ['Log', 'Runtime', 'Network', 'Page']) await tab.send(`${domain}.enable`)
  if (phone !== undefined) await tab.send('Emulation.setDeviceMetricsOverride', { ...phone, deviceScaleFactor: 2, mobile: true })
  const nextPage = (): Promise<unknown> => new Promise((resolve) => tab.on('Page.loadEventFired', resolve))
  const loaded = nextPage()
  await tab.send('Page.navigate', { url })
  await loaded
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await tab.send<Evaluated<T>>('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description)
    return result.value
  }
  return {
    complaints,
    requests,
    evaluate,
    leave: async (expression) => {
      const arrived = nextPage()
      await evaluate(expression)
      await arrived
    },
    until: (expression) => evaluate(untilTrue(expression)),
    screenshot: async () => {
      const { data } = await tab.send<{ data: string }>('Page.captureScreenshot')
      return Buffer.from(data, 'base64')
    },
  }
}

type Evaluated<T> = { result: { value: T }; exceptionDetails?: { exception?: { description?: string } } }

const untilTrue = (expression: string) => `new Promise((resolve, reject) => {
  const giveUp = performance.now() + ${patienceMs}
  const look = () => {
    if (${expression}) resolve()
    else if (performance.now() > giveUp) reject(new Error(${JSON.stringify(`Not within ${patienceMs} ms: ${expression}`)}))
    else requestAnimationFrame(look)
  }
  look()
})`
