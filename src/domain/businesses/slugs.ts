import { randomInt } from 'node:crypto'

const longest = 60
const longestSuffix = 8

/** Slugs to try in turn: the name's own, then with a number that grows, since the numbers that are taken cannot be asked for. */
export function slugCandidates(name: string): string[] {
  const slug = slugFrom(name)
  return [slug, ...[100, 10_000, 1_000_000, 10_000_000].map((end) => `${slug}-${randomInt(2, end)}`)]
}

/** A slug from a name: ASCII letters and digits, joined by hyphens. A name that has too few of them gives `business`. */
function slugFrom(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join('-')
    .slice(0, longest - longestSuffix)
    .replace(/-$/, '')
  return words.length < 2 ? 'business' : words
}
