import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Encrypts what is stored. `context` is bound in (table, row, column): a text moved elsewhere does not decrypt. */
export interface Cipher {
  encrypt(plain: Buffer, context: string): Buffer
  decrypt(sealed: Buffer, context: string): Buffer
  /** Whether a later key has taken the place of the one that this was encrypted with. */
  isOutdated(sealed: Buffer): boolean
  /** The name of the key that encrypts now. */
  readonly keyId: string
}

const version = 1
const nonceLength = 12
const tagLength = 16
const keyLength = 32

/**
 * Envelope encryption: each text has a random key of its own (AES-256-GCM), which is wrapped by the first of `keys` (`id:base64`, comma-separated).
 * Layout: version (1 byte), length of key id (1), key id, wrapped key (60), nonce (12), text, tag (16). Keys after the first only decrypt, for rotation.
 */
export function createCipher(keys: string): Cipher {
  const parsed = keys.split(',').map((each) => {
    const [id = '', base64 = ''] = each.split(':')
    return { id, key: Buffer.from(base64, 'base64').subarray(0, keyLength) }
  })
  const byId = new Map(parsed.map(({ id, key }) => [id, key]))
  const current = parsed[0]
  if (current === undefined) throw new Error('At least one encryption key is needed.')
  return {
    encrypt(plain, context) {
      const dataKey = randomBytes(keyLength)
      const id = Buffer.from(current.id)
      return Buffer.concat([Buffer.from([version, id.length]), id, seal(current.key, dataKey, context), seal(dataKey, plain, context)])
    },
    decrypt(sealed, context) {
      const idLength = sealed[1] ?? 0
      const key = byId.get(keyIdOf(sealed))
      if (sealed[0] !== version || key === undefined) throw new Error('Encrypted with a key that is not configured.')
      const wrappedEnd = 2 + idLength + nonceLength + keyLength + tagLength
      const dataKey = open(key, sealed.subarray(2 + idLength, wrappedEnd), context)
      return open(dataKey, sealed.subarray(wrappedEnd), context)
    },
    isOutdated: (sealed) => keyIdOf(sealed) !== current.id,
    keyId: current.id,
  }
}

function keyIdOf(sealed: Buffer): string {
  return sealed.subarray(2, 2 + (sealed[1] ?? 0)).toString()
}

function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  const end = sealed.length - tagLength
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength), { authTagLength: tagLength })
  decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(end))
  return Buffer.concat([decipher.update(sealed.subarray(nonceLength, end)), decipher.final()])
}
