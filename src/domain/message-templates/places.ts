/** A place for a value, as it stands in the words. */
const place = /\{\{ ?([a-z][a-z0-9_]{0,39}) ?\}\}/g

/** The names of the places in a text, each once. */
export function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(place)].map(([, name = '']) => name))]
}

/** Whether braces stand there that are no place, so that somebody would read them. */
export function hasStrayBraces(text: string): boolean {
  return /\{\{|\}\}/.test(text.replaceAll(place, ''))
}

/** The text with its places filled. */
export function filled(text: string, value: (name: string) => string): string {
  return text.replaceAll(place, (_all, name: string) => value(name))
}
