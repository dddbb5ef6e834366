import { createHash, randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const entropyLength = 30
const checksumLength = 6
const shape = /^cf_(live|test)_([0-9A-Za-z]{30})([0-9A-Za-z]{6})$/

/** How many characters of a key are shown later, to recognise it: the environment and four of the random ones. */
const shownLength = 12

export interface MintedKey {
  readonly secret: string
  readonly prefix: string
  readonly hash: Buffer
}

/** A new key: `cf_live_` or `cf_test_`, 30 random base62 characters (178 bits), and a checksum that tells it from a typo without a query. */
export function mintApiKey(environment: 'live' | 'test'): MintedKey {
  const random = Array.from({ length: entropyLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  const secret = `cf_${environment}_${random}${checksum(random)}`
  return { secret, prefix: secret.slice(0, shownLength), hash: hashApiKey(secret) }
}

/** Whether this can be one of our keys at all. */
export function isApiKey(text: string): boolean {
  const [, , random = '', sum = ''] = shape.exec(text) ?? []
  return random !== '' && checksum(random) === sum
}

export function hashApiKey(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

/** CRC-32 in base62, padded to six characters. */
function checksum(random: string): string {
  let rest = crc32(random)
  let text = ''
  for (let index = 0; index < checksumLength; index += 1) {
    text = alphabet.charAt(rest % alphabet.length) + text
    rest = Math.floor(rest / alphabet.length)
  }
  return text
}
