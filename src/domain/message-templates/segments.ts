/** How a text travels: in which alphabet, in how many parts, and how many units of that alphabet it takes. */
export interface Segments {
  readonly encoding: 'gsm7' | 'ucs2'
  readonly segments: number
  readonly units: number
}

// 3GPP TS 23.038: the default alphabet, and what takes an escape before it and so two places.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extended = new Set('\f^{}\\[~]|€')

// One part alone, and each of several: those give some of their room to the header that says how they belong together.
const room = { gsm7: { single: 160, each: 153 }, ucs2: { single: 70, each: 67 } } as const

/** The parts that a text takes. A character is never cut in two, so a part may end a unit early. */
export function countSegments(text: string): Segments {
  const sizes = gsm7Sizes(text)
  const encoding = sizes === undefined ? 'ucs2' : 'gsm7'
  const places = sizes ?? [...text].map((character) => character.length)
  const units = places.reduce((sum, size) => sum + size, 0)
  const { single, each } = room[encoding]
  return { encoding, segments: units === 0 ? 0 : units <= single ? 1 : partsOf(places, each), units }
}

/** The first characters that keep a text out of the GSM alphabet, each once. */
export function beyondGsm7(text: string, atMost: number): string[] {
  return [...new Set(text)].filter((character) => gsm7Size(character) === undefined).slice(0, atMost)
}

function gsm7Sizes(text: string): number[] | undefined {
  const sizes = [...text].map(gsm7Size)
  return sizes.every((size) => size !== undefined) ? sizes : undefined
}

function gsm7Size(character: string): 1 | 2 | undefined {
  return basic.has(character) ? 1 : extended.has(character) ? 2 : undefined
}

function partsOf(places: readonly number[], each: number): number {
  let parts = 1
  let taken = 0
  for (const size of places) {
    if (taken + size > each) {
      parts += 1
      taken = 0
    }
    taken += size
  }
  return parts
}
