interface Dialect {
  readonly quote: (text: string) => string
  readonly key: (name: string) => string
  readonly words: Readonly<Record<string, string>>
  /** What stands between an opening brace and what follows on the same line. */
  readonly padding: string
  readonly indent: string
}

const singleQuoted = (text: string) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

export const typescript: Dialect = {
  quote: singleQuoted,
  key: (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : singleQuoted(name)),
  words: { true: 'true', false: 'false', null: 'null' },
  padding: ' ',
  indent: '  ',
}
export const python: Dialect = {
  quote: (text) => JSON.stringify(text),
  key: (name) => JSON.stringify(name),
  words: { true: 'True', false: 'False', null: 'None' },
  padding: '',
  indent: '    ',
}

/** A JSON value as a literal of a language: on one line where it fits into `width`, else with one entry a line. */
export function literal(value: unknown, dialect: Dialect, indent = '', width = 88): string {
  const oneLine = flat(value, dialect)
  if (indent.length + oneLine.length <= width || value === null || typeof value !== 'object') return oneLine
  const inner = indent + dialect.indent
  const entries = Array.isArray(value)
    ? value.map((item) => literal(item, dialect, inner, width))
    : present(value).map(([name, item]) => `${dialect.key(name)}: ${literal(item, dialect, inner, width)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`
}

function flat(value: unknown, dialect: Dialect): string {
  if (typeof value === 'string') return dialect.quote(value)
  if (Array.isArray(value)) return `[${value.map((item) => flat(item, dialect)).join(', ')}]`
  if (value === null || typeof value !== 'object') return dialect.words[String(value)] ?? String(value)
  const entries = present(value).map(([name, item]) => `${dialect.key(name)}: ${flat(item, dialect)}`)
  return entries.length === 0 ? '{}' : `{${dialect.padding}${entries.join(', ')}${dialect.padding}}`
}

const present = (value: object) => Object.entries(value).filter(([, item]) => item !== undefined)
