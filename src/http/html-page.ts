import { createHash } from 'node:crypto'

/** What a page says to somebody who followed a link from a mail. Everything in it is plain text. */
export interface PageContent {
  readonly title: string
  readonly paragraphs: readonly string[]
  /** What the one button says, which posts to the page's own address; undefined where there is nothing to decide. */
  readonly button?: string | undefined
}

const style =
  'body{font:18px/1.6 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;color:#1b1f24;background:#fff}' +
  'h1{font-size:1.4rem}button{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:.4rem;color:#fff;background:#0b5cad}'
const styleHash = createHash('sha256').update(style).digest('base64')

/** A page that works on a telephone, without scripts and without anything from elsewhere. */
export function layOutPage({ title, paragraphs, button }: PageContent): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>`
  const said = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')
  const form = button === undefined ? '' : `\n<form method="post"><button>${escapeHtml(button)}</button></form>`
  return `<!doctype html>\n<html lang="en">\n<head>${head}<style>${style}</style></head>\n<body><main>\n<h1>${escapeHtml(title)}</h1>\n${said}${form}\n</main></body>\n</html>\n`
}

/** What a browser may do with such a page: show its style, and send its form back here. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `default-src 'none';style-src 'sha256-${styleHash}';form-action 'self';base-uri 'none';frame-ancestors 'none'`,
}

/** Whether whoever asks would rather see a page: a browser says so, programs do not. */
export function wantsPage(accept: string | undefined): boolean {
  return /(?:^|,)\s*text\/html\s*(?:[;,]|$)/i.test(accept ?? '')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
