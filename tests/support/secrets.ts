import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'

export interface Secrets extends Readonly<Record<string, string>> {
  readonly SIGNING_KEYS: string
  readonly TOKEN_KEY: string
  readonly CURSOR_KEY: string
  readonly ENCRYPTION_KEYS: string
}

/** Fresh secrets for a run. The tests know them, so that they can make tokens as the server would, and wrong ones. */
export async function makeSecrets(): Promise<Secrets> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const random = (): string => randomBytes(32).toString('base64')
  return {
    SIGNING_KEYS: JSON.stringify([{ ...(await exportJWK(privateKey)), kid: 'test-1', alg: 'ES256', use: 'sig' }]),
    TOKEN_KEY: random(),
    CURSOR_KEY: random(),
    ENCRYPTION_KEYS: `t1:${random()}`,
  }
}
