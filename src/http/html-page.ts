import { html } from './html.ts'
import { layout } from './page-layout.ts'

/** What a page says to somebody who followed a link from a mail. Everything in it is plain text. */
export interface PageContent {
  readonly title: string
  readonly paragraphs: readonly string[]
  /** What the one button says, which posts to the page's own address; undefined where there is nothing to decide. */
  readonly button?: string | undefined
}

/** A page that says something, and has one button at most. */
export function layOutPage({ title, paragraphs, button }: PageContent): string {
  const form = button === undefined ? undefined : html`<form method="post"><button>${button}</button></form>`
  return layout(
    title,
    html`<h1>${title}</h1>
      ${paragraphs.map((text) => html`<p>${text}</p>`)} ${form}`,
  )
}

/** Whether whoever asks would rather see a page: a browser says so, programs do not. */
export function wantsPage(accept: string | undefined): boolean {
  return /(?:^|,)\s*text\/html\s*(?:[;,]|$)/i.test(accept ?? '')
}
