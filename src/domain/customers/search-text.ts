/** Text as it is searched: lower case, accents folded, each word after a space. */
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

/** Everything that a customer is found by, beginning with a space so that a word's beginning can be told from its middle. */
export function searchTextOf(parts: readonly (string | null)[]): string {
  return ` ${parts
    .filter((part) => part !== null)
    .map(fold)
    .join(' ')}`
}

const maxSortBytes = 150

/**
 * What a customer is sorted by: its names, or where it has none its first identity. Cut, because a cursor carries it, twice as long where each letter
 * has to be escaped, and because an index entry has its limit too: folding can make one letter eighteen.
 */
export function sortNameOf(names: readonly (string | null)[], identities: readonly (string | null)[]): string {
  const known = names.filter((name) => name !== null)
  const text = fold(known.length > 0 ? known.join(' ') : (identities.find((identity) => identity !== null) ?? ''))
  let cut = ''
  let bytes = 0
  for (const letter of text) {
    bytes += Buffer.byteLength(letter)
    if (bytes > maxSortBytes) break
    cut += letter
  }
  return cut
}

/**
 * The LIKE patterns for a search: each word must occur; a word of two letters only at a beginning, because a trigram index has nothing to say about
 * less than three. `%`, `_` and `\` are letters like others. A word of one letter adds nothing and is left out when there are others.
 */
export function patternsOf(q: string): string[] {
  const words = [...new Set(fold(q).split(' '))].filter((word) => word !== '')
  const telling = words.filter((word) => [...word].length > 1)
  return (telling.length > 0 ? telling : words).map((word) => {
    const literal = word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)
    return [...word].length < 3 ? `% ${literal}%` : `%${literal}%`
  })
}
