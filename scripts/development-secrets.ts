import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import type { RolePasswords } from './support/database-urls.ts'
import { inDataFolder } from './support/data-folder.ts'

export type DevelopmentSecrets = { environment: Record<string, string>; rolePasswords: RolePasswords }

const makers: Record<string, () => string | Promise<string>> = {
  SIGNING_KEYS: makeSigningKeys,
  TOKEN_KEY: makeKey,
  CURSOR_KEY: makeKey,
  ENCRYPTION_KEYS: () => `k1:${makeKey()}`,
  application_password: makePassword,
  worker_password: makePassword,
}

/** The secrets of this checkout, made once and kept in .data/secrets.json. What the environment brings wins; production brings all of it. */
export async function developmentSecrets(env = process.env): Promise<DevelopmentSecrets> {
  const path = inDataFolder('secrets.json')
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {}
  for (const [name, make] of Object.entries(makers)) kept[name] ??= await make()
  save(path, kept)
  const { application_password: application = '', worker_password: worker = '', ...secrets } = kept
  const missing = Object.entries(secrets).filter(([name]) => env[name] === undefined && env[`${name}_FILE`] === undefined)
  return { environment: Object.fromEntries(missing), rolePasswords: { application, worker } }
}

async function makeSigningKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const key = await exportJWK(privateKey)
  return JSON.stringify([{ ...key, kid: await calculateJwkThumbprint(key), alg: 'ES256', use: 'sig' }])
}

function makeKey(): string {
  return randomBytes(32).toString('base64')
}

function makePassword(): string {
  return randomBytes(24).toString('hex')
}

/** Written beside and then renamed, so that a killed process leaves the old file or the new one. */
function save(path: string, secrets: Record<string, string>): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
