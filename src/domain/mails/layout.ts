/** What a mail says, before it is laid out. Everything in it is plain text. */
export interface Content {
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** Words of another person. */
  readonly quote?: string
  readonly link?: { readonly label: string; readonly url: string; readonly token: string; readonly until: string }
  readonly closing: string
}

// Whoever works with the API alone has no page to which the link could lead.
const tokenNote = 'Working with the API directly? This is the token:'

export function layOutText({ paragraphs, quote, link, closing }: Content): string {
  const blocks = [
    ...paragraphs,
    ...(quote === undefined ? [] : [quote.replace(/^/gm, '> ')]),
    ...(link === undefined ? [] : [`${link.label} (until ${instant(link.until)}):\n${link.url}`, `${tokenNote}\n${link.token}`]),
    closing,
  ]
  return `${blocks.join('\n\n')}\n`
}

export function layOutHtml({ subject, paragraphs, quote, link, closing }: Content): string {
  const blocks = [
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...(quote === undefined ? [] : [`<blockquote>${escapeHtml(quote).replace(/\n/g, '<br>\n')}</blockquote>`]),
    ...(link === undefined
      ? []
      : [
          `<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a> (until ${instant(link.until)})</p>`,
          `<p>${tokenNote}<br>\n<code>${escapeHtml(link.token)}</code></p>`,
        ]),
    `<p>${escapeHtml(closing)}</p>`,
  ]
  const head = `<meta charset="utf-8"><title>${escapeHtml(subject)}</title>`
  return `<!doctype html>\n<html lang="en">\n<head>${head}</head>\n<body>\n${blocks.join('\n')}\n</body>\n</html>\n`
}

function instant(time: string): string {
  return new Date(time).toUTCString()
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
