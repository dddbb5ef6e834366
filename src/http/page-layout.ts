import { createHash } from 'node:crypto'
import { html } from './html.ts'
import type { Html } from './html.ts'

// Plain enough for any phone: one column, the system's own letters, colours with a contrast of at least 4.5 to 1, targets of 44 pixels.
const style = `
:root{color-scheme:light}*{box-sizing:border-box}
body{margin:0;background:#f4f5f7;color:#1b1f24;font:1.0625rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .25rem}h2{font-size:1.125rem;margin:0 0 .5rem}h3{font-size:1rem;margin:1.25rem 0 .5rem}
p{margin:0 0 .75rem}.lead{color:#4a525c}
section,.card{background:#fff;border:1px solid #d5d9df;border-radius:.75rem;padding:1rem;margin:1rem 0}
dl{margin:0}dt{color:#4a525c;font-size:.9375rem}dd{margin:0 0 .75rem;font-weight:600}dd:last-child{margin-bottom:0}
button,.button{display:block;width:100%;min-height:2.75rem;padding:.625rem 1rem;border:2px solid #0b5cad;border-radius:.5rem;background:#0b5cad;color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.quiet{background:#fff;color:#0b5cad}.danger{background:#fff;color:#a3160b;border-color:#a3160b}
label{display:block;font-weight:600;margin-bottom:.25rem}textarea{width:100%;font:inherit;padding:.5rem;border:1px solid #5b6470;border-radius:.5rem;margin-bottom:.75rem}
fieldset{border:0;margin:0 0 1rem;padding:0}legend{font-weight:600;padding:0;margin-bottom:.5rem}
.times{display:grid;grid-template-columns:repeat(auto-fill,minmax(6.5rem,1fr));gap:.5rem}
.times label{display:flex;align-items:center;gap:.5rem;min-height:2.75rem;margin:0;padding:.25rem .75rem;border:1px solid #5b6470;border-radius:.5rem;background:#fff}
input[type=radio]{width:1.25rem;height:1.25rem;margin:0;flex:none}
a{color:#0b5cad}:focus-visible{outline:3px solid #b35900;outline-offset:2px}
.said{border-left:.375rem solid #1a7f37}.fault{border-left:.375rem solid #a3160b}.said p,.fault p{margin:0}
`.trim()

/** What the browser may do with a page: show it in its own style and send its forms back here. Nothing runs, and nothing is fetched. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // For an icon that is none, so that no browser asks for one.
    'img-src data:',
  ].join(';'),
}

/** A page for people, in the look that all of them have. */
export function layout(title: string, content: Html): string {
  const head = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>`
  const body = html`</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`
  // The style has signs that would be escaped.
  return head.text + style + body.text
}
