import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { Request, Response } from 'express'
import { errorCatalogue } from '../error-catalogue.ts'
import { problems } from '../problems.ts'
import { problemReply } from './problem-reply.ts'
import { requestIdOf } from './request-id.ts'
import { securityHeaders } from './security-headers.ts'
import type { Services } from './services.ts'

interface Page {
  /** Bytes, which all replies share: a text would be copied for each, and somebody may ask for many at once. */
  readonly html: Buffer
  readonly etag: string
  readonly policy: string
}

const redocFile = new URL('../../docs/api.html', import.meta.url)
const notBuilt =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Docs</title><p>Run <code>make docs</code> to build this page.</p></html>'

/** `/docs`, the Redoc page that `make docs` builds, and `/docs/errors`, a section for each error code. Each under a policy that allows its own scripts only. */
export function serveDocs(services: Services): (request: Request, response: Response) => void {
  const headers = securityHeaders()
  const errors = page(errorsHtml())
  const pages = new Map<string, () => Page>([
    ['/', redocPages()],
    ['/errors', () => errors],
  ])
  return (request, response) => {
    const requestId = requestIdOf(request)
    const page = pages.get(request.path)
    response.set({ ...headers, 'X-Request-Id': requestId })
    if (page === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      const problem = page === undefined ? problems.notFound('page') : problems.methodNotAllowed('GET, HEAD')
      const reply = problemReply(problem, services.publicUrl(), request.originalUrl.split('?')[0] ?? '', requestId)
      // As bytes, because to text a charset would be added, which this type does not have.
      response
        .status(reply.status)
        .set(reply.headers)
        .type('application/problem+json')
        .send(Buffer.from(JSON.stringify(reply.body)))
      return
    }
    const { html, etag, policy } = page()
    response.set({ ETag: etag, 'Content-Security-Policy': policy, 'Cache-Control': 'public, max-age=300' }).type('html').send(html)
  }
}

/** Read again when it has been built anew, so that `make docs` needs no restart. */
function redocPages(): () => Page {
  let writtenAt: number | undefined
  let latest = page(notBuilt)
  return () => {
    const now = statSync(redocFile, { throwIfNoEntry: false })?.mtimeMs
    if (now !== writtenAt) {
      latest = page(now === undefined ? notBuilt : readFileSync(redocFile, 'utf8'))
      writtenAt = now
    }
    return latest
  }
}

function errorsHtml(): string {
  const sections = Object.entries(errorCatalogue)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([code, { status, title, description, remedy }]) =>
        `<section id="${code}"><h2><code>${code}</code> · ${status} ${escape(title)}</h2><p>${escape(description)}</p><p><strong>What to do:</strong> ${escape(remedy)}</p></section>`,
    )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Error codes – ClientFlow API</title><link rel="icon" href="data:,">
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#1b1f24}h2{font-size:1.1rem;margin:0}section{margin:1rem -1rem;padding:.5rem 1rem;scroll-margin-top:1rem;border-radius:.5rem}section:target{background:#fff6d6}p{margin:.25rem 0}a{color:#0b5cad}</style>
<h1>Error codes</h1><p>Every code that the <a href="/docs">API</a> answers in a problem's <code>code</code>.</p>${sections.join('\n')}</html>`
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
}

function page(html: string): Page {
  const hashes = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script]) =>
      `'sha256-${createHash('sha256')
        .update(script ?? '')
        .digest('base64')}'`,
  )
  const scripts = hashes.length === 0 ? "'none'" : hashes.join(' ')
  return {
    html: Buffer.from(html),
    // Made once; Express would hash the megabytes of the page for each reply.
    etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 27)}"`,
    policy: `default-src 'none'; script-src ${scripts}; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  }
}
