/** A JSON object, or the fields of a form. */
export type Fields = Readonly<Record<string, unknown>>

/** What the body says; undefined when it is not what its type promises. Of a field that stands twice the first one counts. */
export function readFields(type: string, bytes: Buffer): Fields | undefined {
  if (type === 'application/x-www-form-urlencoded') return readForm(bytes.toString('utf8'))
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : undefined
  } catch {
    return undefined
  }
}

function readForm(text: string): Fields {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) if (!fields.has(name)) fields.set(name, value)
  return Object.fromEntries(fields)
}

/** A field as text without what no text of ours may hold; undefined when it is absent or empty. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  const text = typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
  const clean = text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]/g, '')
    .trim()
  return clean === '' ? undefined : clean
}

/** A field that is a provider's name for something; undefined also where it is none that a provider gives. */
export function idOf(fields: Fields, name: string): string | undefined {
  const text = textOf(fields, name)
  return text !== undefined && /^[\x21-\x7E]{1,250}$/.test(text) ? text : undefined
}

/** All fields that are texts. */
export function textsOf(fields: Fields): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, textOf(fields, name)]))
}

/** A field that is an object. */
export function partOf(fields: Fields, name: string): Fields {
  const value = fields[name]
  return value !== null && typeof value === 'object' ? (value as Fields) : {}
}
