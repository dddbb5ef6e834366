import type { Request, Response } from 'express'
import express from 'express'
import { isUnavailable } from '../db/errors.ts'
import { Problem, problems } from '../problems.ts'
import { html } from './html.ts'
import { addressKey, consume, exceeded, limitHeaders } from './limits.ts'
import type { Usage } from './limits.ts'
import { layout, pageHeaders } from './page-layout.ts'
import { requestIdOf } from './request-id.ts'
import { maxFormBytes } from './request-limits.ts'
import { securityHeaders } from './security-headers.ts'
import type { Services } from './services.ts'

/** What a page is asked. */
export interface PageCall {
  readonly method: 'GET' | 'POST'
  /** The parts of the path below the page's own. */
  readonly parts: readonly string[]
  readonly query: URLSearchParams
  /** What the form holds; nothing for a GET. */
  readonly form: URLSearchParams
  readonly requestId: string
  readonly ipAddress: string
  readonly services: Services
}
/** A page in HTML, or where to go on after a form was taken, so that reloading sends nothing twice. */
export type PageReply = { readonly status: number; readonly html: string } | { readonly seeOther: string }
/** Answers people's browsers below one path. A Problem that it throws is shown in plain words. */
export type Page = (call: PageCall) => Promise<PageReply>

const readForm = express.text({ limit: maxFormBytes, inflate: false, type: 'application/x-www-form-urlencoded', defaultCharset: 'utf-8' })

/**
 * Serves a page for people. It stands beside the contract, because what a browser shows is no interface for programs; everything that can be done here
 * is an operation as well.
 */
export function servePage(
  services: Services,
  isOverloaded: () => boolean,
  page: Page,
): (request: Request, response: Response) => Promise<void> {
  const headers = {
    ...securityHeaders(),
    ...pageHeaders,
    'X-Robots-Tag': 'noindex, nofollow',
  }
  const answer = async (request: Request, response: Response, usages: Usage[]): Promise<PageReply> => {
    if (isOverloaded()) throw problems.serviceUnavailable()
    usages.push(await consume(services.limits.address, addressKey(request.ip ?? '')))
    const limited = exceeded(usages)
    if (limited !== undefined) throw limited
    const method = request.method === 'HEAD' ? 'GET' : request.method
    if (method !== 'GET' && method !== 'POST') throw problems.methodNotAllowed('GET, HEAD, POST')
    const form = method === 'POST' ? await formOf(request, response) : ''
    const [path = '', query = ''] = request.url.split('?', 2)
    return page({
      method,
      parts: path.split('/').filter((part) => part !== ''),
      query: new URLSearchParams(query),
      form: new URLSearchParams(form),
      requestId: requestIdOf(request),
      ipAddress: request.ip ?? '',
      services,
    })
  }

  return async (request, response) => {
    const startedAt = performance.now()
    const usages: Usage[] = []
    const reply = await answer(request, response, usages).catch((error: unknown) => refusal(services, request, error))
    const shown = 'seeOther' in reply ? { status: 303, html: '', headers: { Location: reply.seeOther } } : { headers: {}, ...reply }
    if (!request.complete) response.shouldKeepAlive = false
    response
      .status(shown.status)
      .set({ ...headers, 'X-Request-Id': requestIdOf(request), ...limitHeaders(usages), ...shown.headers })
      .type('html')
      // As bytes: of a text Express would make a tag to compare.
      .end(request.method === 'HEAD' ? undefined : Buffer.from(shown.html))
    services.log.info(
      {
        requestId: requestIdOf(request),
        page: request.baseUrl,
        method: request.method,
        status: shown.status,
        durationMs: Math.round(performance.now() - startedAt),
      },
      'Answered',
    )
  }
}

async function formOf(request: Request, response: Response): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    readForm(request, response, (error?: unknown) => {
      if (error === undefined) resolve()
      else reject(problems.payloadTooLarge('16 KiB'))
    })
  })
  // What came in another type was not read.
  return typeof request.body === 'string' ? request.body : ''
}

type Refusal = Exclude<PageReply, { readonly seeOther: string }> & { readonly headers: Readonly<Record<string, string>> }

function refusal({ log }: Services, request: Request, error: unknown): Refusal {
  const problem = error instanceof Problem ? error : isUnavailable(error) ? problems.serviceUnavailable() : problems.internalError()
  if (!(error instanceof Problem)) log.error({ err: error, requestId: requestIdOf(request), page: request.baseUrl }, 'Request failed')
  const [title, text] = words[problem.status] ?? words[409] ?? ['', '']
  const content = html`<h1>${title}</h1>
    <div class="card fault" role="alert"><p>${text}</p></div>`
  return { status: problem.status, headers: problem.headers, html: layout(title, content) }
}

// For people who have never heard of a status.
const words: Readonly<Record<number, readonly [title: string, text: string]>> = {
  404: ['This link does not work', 'It is incomplete, or its time is over. Please take the link from your newest message, or call us.'],
  405: ['This does not work', 'Please open the link from your message again.'],
  409: ['This is not possible now', 'Please call us, we will help you.'],
  413: ['This is too long', 'Please go back and write less.'],
  429: ['One moment, please', 'There were too many requests from your network. Please try again in a minute.'],
  500: ['Something went wrong', 'This is our fault. Please try again later, or call us.'],
  503: ['One moment, please', 'We cannot answer right now. Please try again in a minute.'],
}
