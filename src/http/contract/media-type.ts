/** Of the types that a reply may have, the one for this body: a text is no JSON where another type is promised, such as a page. */
export function mediaTypeFor(types: readonly string[], body: unknown): string | undefined {
  const [first] = types
  return typeof body === 'string' ? (types.find((type) => type !== 'application/json') ?? first) : first
}
