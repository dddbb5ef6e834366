/** Markup that is safe to be sent: it can only be made by `html`, which escapes every value that is not markup itself. */
export class Html {
  readonly text: string
  constructor(parts: TemplateStringsArray, values: readonly Value[]) {
    this.text = parts.map((part, index) => part + (index < values.length ? render(values[index]) : '')).join('')
  }
}

type Value = Html | string | number | undefined | readonly Html[]

/** A template whose values are escaped, in text as in quoted attributes; undefined is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts, values)
}

function render(value: Value): string {
  if (value === undefined) return ''
  if (value instanceof Html) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('\n')
  return String(value).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
