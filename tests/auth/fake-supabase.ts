import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { CryptoKey, JWK } from 'jose'

export interface FakeSupabase {
  readonly issuer: string
  /** How often its keys were asked for. */
  readonly asked: () => number
  /** A token of the project, as Supabase Auth makes it for a person, with these differences. */
  token(claims?: Record<string, unknown>, options?: { readonly alg?: 'ES256' | 'RS256'; readonly kid?: string }): Promise<string>
  /** From now on it signs with new keys, and publishes only these. */
  rotate(): Promise<void>
  /** From now on it answers so, or with its keys again. */
  answerWith(fault: 'keys' | 'errors' | 'nonsense' | 'nothing'): void
  stop(): Promise<void>
}

/** Supabase Auth as far as we see it: published keys, and tokens that people bring. */
export async function startFakeSupabase(): Promise<FakeSupabase> {
  let keys = await makeKeys()
  let asked = 0
  let answer = 'keys'
  const server = createServer((request, response) => {
    asked += 1
    if (answer === 'nothing') request.destroy()
    else if (answer === 'errors' || request.url !== '/auth/v1/.well-known/jwks.json') response.writeHead(500).end()
    else if (answer === 'nonsense') response.end('<html>')
    else response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: Object.values(keys).map((key) => key.jwk) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/auth/v1`
  return {
    issuer,
    asked: () => asked,
    token(claims = {}, { alg = 'ES256', kid } = {}) {
      const now = Math.floor(Date.now() / 1000)
      const subject = randomUUID()
      return new SignJWT({
        iss: issuer,
        aud: 'authenticated',
        sub: subject,
        role: 'authenticated',
        email: `${subject}@example.com`,
        session_id: randomUUID(),
        is_anonymous: false,
        iat: now,
        exp: now + 3600,
        ...claims,
      })
        .setProtectedHeader({ alg, typ: 'JWT', kid: kid ?? keys[alg].jwk.kid ?? '' })
        .sign(keys[alg].privateKey)
    },
    async rotate() {
      keys = await makeKeys()
    },
    answerWith: (fault) => void (answer = fault),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Keys = Record<'ES256' | 'RS256', { readonly privateKey: CryptoKey; readonly jwk: JWK }>

async function makeKeys(): Promise<Keys> {
  const make = async (alg: keyof Keys): Promise<Keys[keyof Keys]> => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
    return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: randomUUID(), alg, use: 'sig', key_ops: ['verify'] } }
  }
  return { ES256: await make('ES256'), RS256: await make('RS256') }
}
