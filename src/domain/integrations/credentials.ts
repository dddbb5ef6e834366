import { randomBytes } from 'node:crypto'
import type { components } from '../../../generated/api.ts'
import type { Cipher } from '../../crypto/cipher.ts'
import { problems } from '../../problems.ts'
import type { IntegrationRow } from './queries.ts'

type Schemas = components['schemas']
type Provider = IntegrationRow['provider']

/** What opens an account, and what its provider proves itself with. Only ever in memory. */
export type Credentials = Readonly<Record<string, string>>

interface Fields {
  /** What the account is called, or where it is: kept as it is, and shown. */
  readonly settings: readonly string[]
  /** What opens it, given by whoever connects it. */
  readonly secrets: readonly string[]
  readonly optional: readonly string[]
  /** The secret behind what the provider sends to us. */
  readonly inbound: string
  /** Whether we made that one. */
  readonly minted: boolean
}

const fieldsOf: Readonly<Record<Provider, Fields>> = {
  twilio: { settings: ['account_sid'], secrets: ['auth_token'], optional: [], inbound: 'auth_token', minted: false },
  sms_provider: { settings: ['base_url'], secrets: ['api_key'], optional: [], inbound: 'signing_secret', minted: true },
  postmark: { settings: [], secrets: ['server_token'], optional: ['broadcast_stream'], inbound: 'webhook_password', minted: true },
}

const usualStream = 'broadcast'

export interface NewAccount {
  readonly settings: Readonly<Record<string, string>>
  readonly credentials: Credentials
}

/** Sorts what was sent for a new account. Throws 409 when a field is missing, or belongs to another provider. */
export function readAccount({ provider, name: _, ...given }: Schemas['NewIntegration']): NewAccount {
  const { settings, secrets, optional, inbound, minted } = fieldsOf[provider]
  const values: Readonly<Record<string, string>> = given
  requireFields(provider, values, [...settings, ...secrets], optional)
  const kept = pick(values, [...settings, ...optional])
  return {
    settings: provider === 'postmark' ? { broadcast_stream: usualStream, ...kept } : kept,
    credentials: { ...pick(values, secrets), ...(minted && { [inbound]: mintSecret() }) },
  }
}

/** The credentials after a rotation. Throws 409 when a field is missing, or belongs to another provider. */
export function rotated(provider: Provider, before: Credentials, given: Readonly<Record<string, string>>): Credentials {
  const { secrets, inbound, minted } = fieldsOf[provider]
  // What we made ourselves is replaced by us; where the provider made it, the new one has to be told.
  requireFields(provider, given, minted ? [] : secrets, secrets)
  return { ...before, ...given, ...(minted && { [inbound]: mintSecret() }) }
}

export function requireStreams(provider: Provider): void {
  if (provider !== 'postmark') throw problems.integrationCredentialsInvalid('broadcast_stream belongs to Postmark.')
}

/** What the provider proves itself with. */
export function inboundSecret(provider: Provider, credentials: Credentials): string {
  return credentials[fieldsOf[provider].inbound] ?? ''
}

/** The same where we made it, and so have to show it once. */
export function mintedSecret(provider: Provider, credentials: Credentials): string | null {
  return fieldsOf[provider].minted ? inboundSecret(provider, credentials) : null
}

export function hintOf(provider: Provider, credentials: Credentials): string {
  return inboundSecret(provider, credentials).slice(-4)
}

type Column = 'credentials' | 'previous_credentials'

export function seal(cipher: Cipher, id: string, column: Column, credentials: Credentials): Buffer {
  return cipher.encrypt(Buffer.from(JSON.stringify(credentials)), placeOf(id, column))
}

export function unseal(cipher: Cipher, id: string, column: Column, sealed: Buffer): Credentials {
  return JSON.parse(cipher.decrypt(sealed, placeOf(id, column)).toString()) as Credentials
}

/** Where it is kept: moved elsewhere, it does not open. */
function placeOf(id: string, column: Column): string {
  return `integrations:${id}:${column}`
}

function requireFields(
  provider: Provider,
  given: Readonly<Record<string, string>>,
  needed: readonly string[],
  optional: readonly string[],
): void {
  const missing = needed.find((name) => given[name] === undefined)
  if (missing !== undefined) throw problems.integrationCredentialsInvalid(`${provider} needs ${missing}.`)
  const foreign = Object.keys(given).find((name) => !needed.includes(name) && !optional.includes(name))
  if (foreign !== undefined) throw problems.integrationCredentialsInvalid(`${foreign} does not belong to ${provider}.`)
}

function pick(values: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)))
}

/** 256 random bits, in letters that a URL takes as they are. */
function mintSecret(): string {
  return randomBytes(32).toString('base64url')
}
