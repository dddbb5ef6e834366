import { constants, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

type Json = Record<string, unknown>

/** What a right token is made of. */
export interface Genuine {
  readonly key: KeyObject
  readonly header: Json
  readonly claims: Json
}

export interface Attack {
  readonly name: string
  readonly token: string
}

export function genuineParts(signingKeys: string, personId: string, sessionId: string): Genuine {
  const [jwk] = JSON.parse(signingKeys) as [Json & { kid: string }]
  const now = Math.floor(Date.now() / 1000)
  return {
    key: createPrivateKey({ key: jwk, format: 'jwk' }),
    header: { alg: 'ES256', typ: 'at+jwt', kid: jwk.kid },
    claims: { iss: 'clientflow', aud: 'clientflow-api', sub: personId, sid: sessionId, iat: now, exp: now + 600, jti: randomUUID() },
  }
}

/** A token as our own server makes it, with these differences. `undefined` takes a field away. */
export function makeToken({ key, header, claims }: Genuine, otherHeader: Json = {}, otherClaims: Json = {}): string {
  const input = inputOf({ ...header, ...otherHeader }, { ...claims, ...otherClaims })
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

/** Every known way to make a token that a careless verifier takes. `url` is a server of the attacker's. */
export function attacks(genuine: Genuine, otherPersonId: string, otherSessionId: string, url: string): Attack[] {
  return [
    ...withoutSignature(genuine),
    ...withPublicKeyAsSecret(genuine),
    ...withKeysOfTheAttacker(genuine, url),
    ...withKeyIdsThatLead(genuine),
    ...withHeadersThatMislead(genuine),
    ...withWrongClaims(genuine, otherPersonId, otherSessionId),
    ...malformed(genuine),
  ]
}

function withoutSignature(genuine: Genuine): Attack[] {
  const { header, claims } = genuine
  const signature = makeToken(genuine).split('.')[2] ?? ''
  const zero = Buffer.alloc(64).toString('base64url')
  return [
    ...['none', 'None', 'NONE', 'nOnE', ''].map((alg) => ({
      name: `algorithm "${alg}"`,
      token: `${inputOf({ ...header, alg }, claims)}.`,
    })),
    { name: 'algorithm none with a right signature', token: `${inputOf({ ...header, alg: 'none' }, claims)}.${signature}` },
    { name: 'no algorithm', token: `${inputOf({ ...header, alg: undefined }, claims)}.${signature}` },
    { name: 'no signature', token: `${inputOf(header, claims)}.` },
    { name: 'a signature of zeros', token: `${inputOf(header, claims)}.${zero}` },
    { name: 'the signature of other claims', token: `${inputOf(header, { ...claims, exp: 9_999_999_999 })}.${signature}` },
    { name: 'the signature of another header', token: `${inputOf({ ...header, more: 1 }, claims)}.${signature}` },
    { name: 'a signature in DER', token: derSigned(genuine) },
  ]
}

function withPublicKeyAsSecret({ key, header, claims }: Genuine): Attack[] {
  const publicKey = createPublicKey(key)
  const secrets: Record<string, string | Buffer> = {
    PEM: publicKey.export({ type: 'spki', format: 'pem' }),
    DER: publicKey.export({ type: 'spki', format: 'der' }),
    JWK: JSON.stringify(publicKey.export({ format: 'jwk' })),
    nothing: '',
  }
  const forms = Object.entries(secrets).map(([form, secret]) => ({
    name: `HS256 with the public key as secret: ${form}`,
    token: hmacSigned({ ...header, alg: 'HS256' }, claims, 'sha256', secret),
  }))
  return [
    ...forms,
    { name: 'HS384 with the public key as secret', token: hmacSigned({ ...header, alg: 'HS384' }, claims, 'sha384', secrets.PEM ?? '') },
    { name: 'HS512 with the public key as secret', token: hmacSigned({ ...header, alg: 'HS512' }, claims, 'sha512', secrets.PEM ?? '') },
  ]
}

function withKeysOfTheAttacker(genuine: Genuine, url: string): Attack[] {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const edwards = generateKeyPairSync('ed25519')
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'mine', alg: 'ES256', use: 'sig' }
  const mine = { ...genuine, key: own.privateKey }
  const { header, claims } = genuine
  return [
    { name: 'another key under our key id', token: makeToken(mine) },
    { name: 'another key under its own key id', token: makeToken(mine, { kid: 'mine' }) },
    { name: 'another key without a key id', token: makeToken(mine, { kid: undefined }) },
    { name: 'an embedded key (jwk)', token: makeToken(mine, { jwk }) },
    { name: 'an embedded key under its own key id', token: makeToken(mine, { jwk, kid: 'mine' }) },
    {
      name: 'an embedded secret (jwk of type oct)',
      token: hmacSigned({ ...header, alg: 'HS256', jwk: { kty: 'oct', k: 'AA' } }, claims, 'sha256', Buffer.of(0)),
    },
    { name: 'a link to keys (jku)', token: makeToken(mine, { jku: `${url}/jwks.json`, kid: 'mine' }) },
    { name: 'a link to a certificate (x5u)', token: makeToken(mine, { x5u: `${url}/certificate.pem`, kid: 'mine' }) },
    {
      name: 'a certificate that came along (x5c)',
      token: makeToken(mine, { x5c: [own.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')] }),
    },
    { name: 'an RSA key (RS256)', token: signed({ ...header, alg: 'RS256' }, claims, (input) => sign('sha256', input, rsa.privateKey)) },
    {
      name: 'an RSA key (PS256)',
      token: signed({ ...header, alg: 'PS256' }, claims, (input) =>
        sign('sha256', input, { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
      ),
    },
    { name: 'an Ed25519 key', token: signed({ ...header, alg: 'EdDSA' }, claims, (input) => sign(null, input, edwards.privateKey)) },
    { name: 'a right key under another algorithm', token: makeToken(genuine, { alg: 'ES384' }) },
  ]
}

function withKeyIdsThatLead(genuine: Genuine): Attack[] {
  const ids = [
    '../../../../../../dev/null',
    '/dev/null',
    "' union select 'AA' -- ",
    '| id',
    '__proto__',
    'constructor',
    '',
    '\u0000',
    7,
    ['test-1'],
    { $ne: '' },
    null,
  ]
  const { header, claims } = genuine
  return [
    ...ids.map((kid) => ({
      name: `key id ${JSON.stringify(kid)} and the empty secret`,
      token: hmacSigned({ ...header, alg: 'HS256', kid }, claims, 'sha256', ''),
    })),
    { name: 'a right signature under an unknown key id', token: makeToken(genuine, { kid: 'test-2' }) },
  ]
}

function withHeadersThatMislead(genuine: Genuine): Attack[] {
  const { key, header, claims } = genuine
  const es256 = (input: Buffer): Buffer => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' })
  return [
    ...[undefined, 'JWT', 'jwt', 'id+jwt', 'refresh+jwt', 7].map((typ) => ({
      name: `type ${JSON.stringify(typ)}`,
      token: makeToken(genuine, { typ }),
    })),
    { name: 'an extension that must be understood', token: makeToken(genuine, { crit: ['exp'], exp: 9_999_999_999 }) },
    {
      name: 'an extension with a name that sounds like an outage',
      token: makeToken(genuine, { crit: ['connection timeout'], 'connection timeout': 1 }),
    },
    { name: 'no extensions that must be understood', token: makeToken(genuine, { crit: [] }) },
    { name: 'claims that are not encoded (b64)', token: makeToken(genuine, { b64: false, crit: ['b64'] }) },
    { name: 'claims that are an array', token: signedText(header, '[]', es256) },
    { name: 'claims that are null', token: signedText(header, 'null', es256) },
    { name: 'claims that are no JSON', token: signedText(header, `{"sub":"${String(claims.sub)}"`, es256) },
  ]
}

function withWrongClaims(genuine: Genuine, otherPersonId: string, otherSessionId: string): Attack[] {
  const now = Math.floor(Date.now() / 1000)
  const absent = ['iss', 'aud', 'sub', 'sid', 'iat', 'exp', 'jti'].map((name): [string, Json] => [`no ${name}`, { [name]: undefined }])
  const wrong: [string, Json][] = [
    ...absent,
    ['expired', { exp: now - 60 }],
    ['expired long ago', { iat: 1, exp: 2 }],
    ['an end that is text', { exp: '9999999999' }],
    ['an end without end', { exp: null }],
    ['not valid yet', { nbf: now + 600 }],
    ['a beginning that is text', { nbf: 'now' }],
    ['another issuer', { iss: 'https://issuer.example.com' }],
    ['issuers', { iss: ['clientflow'] }],
    ['an issuer in capitals', { iss: 'CLIENTFLOW' }],
    ['another audience', { aud: 'another-api' }],
    ['other audiences', { aud: ['another-api', 'clientflow'] }],
    ['another person', { sub: otherPersonId }],
    ['another person’s session', { sid: otherSessionId }],
    ['an unknown session', { sid: randomUUID() }],
    ['a session that is no id', { sid: "' or true --" }],
    ['a person who is no id', { sub: '*' }],
    ['sessions', { sid: [genuine.claims.sid, otherSessionId] }],
  ]
  return wrong.map(([name, claims]) => ({ name: `claims: ${name}`, token: makeToken(genuine, {}, claims) }))
}

function malformed(genuine: Genuine): Attack[] {
  const token = makeToken(genuine)
  const [header = '', claims = '', signature = ''] = token.split('.')
  const texts: Record<string, string> = {
    'one part': header,
    'two parts': `${header}.${claims}`,
    'four parts': `${token}.${signature}`,
    'five parts': `${header}.${claims}.${signature}.${signature}.${signature}`,
    'empty parts': '..',
    'a dot more': `${token}.`,
    'a dot before': `.${token}`,
    'cut off': token.slice(0, -8),
    'cut off at the front': token.slice(8),
    'parts in another order': `${claims}.${header}.${signature}`,
    'without claims': `${header}..${signature}`,
    'without header': `.${claims}.${signature}`,
    garbage: 'garbage',
    'dots only': '...',
    'our prefix alone': 'cf_',
    'longer than any token': `${header}.${'A'.repeat(5000)}.${signature}`,
    'an identity as it is': String(genuine.claims.sid),
  }
  return Object.entries(texts).map(([name, text]) => ({ name: `malformed: ${name}`, token: text }))
}

function inputOf(header: unknown, claims: unknown): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
}

function signed(header: Json, claims: Json, make: (input: Buffer) => Buffer): string {
  const input = inputOf(header, claims)
  return `${input}.${make(Buffer.from(input)).toString('base64url')}`
}

function signedText(header: Json, claims: string, make: (input: Buffer) => Buffer): string {
  const input = [JSON.stringify(header), claims].map((part) => Buffer.from(part).toString('base64url')).join('.')
  return `${input}.${make(Buffer.from(input)).toString('base64url')}`
}

function hmacSigned(header: Json, claims: Json, hash: string, secret: string | Buffer): string {
  return signed(header, claims, (input) => createHmac(hash, secret).update(input).digest())
}

function derSigned({ key, header, claims }: Genuine): string {
  return signed(header, claims, (input) => sign('sha256', input, key))
}
