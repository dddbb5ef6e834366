import { randomBytes } from 'node:crypto'
import { createCipher } from '../../src/crypto/cipher.ts'
import { twilioSignature } from '../../src/crypto/twilio-signature.ts'
import { plain, reading } from '../../src/db/database.ts'
import { openIntegration } from '../../src/domain/integrations/integrations.ts'
import { findRunning } from '../support/running.ts'
import { makeDemoKey } from './key.ts'
import { findDemo, withDatabase } from './open.ts'

/** The demo business as seen from outside: what Twilio knows of it, and a key to look what came of a call or a text. */
export interface DemoLine {
  readonly baseUrl: string
  readonly key: string
  /** The number that is called. */
  readonly number: string
  /** Sends what Twilio would send, signed as Twilio signs it, and answers the reply. */
  tell(path: string, fields: Readonly<Record<string, string>>): Promise<string>
  /** Asks the API. */
  ask<T>(path: string): Promise<T>
}

type Account = { readonly integrationId: string; readonly number: string; readonly accountSid: string; readonly authToken: string }

/** The line of the demo business on the server that `make run` has started. Throws when there is none, and says what to do. */
export async function openLine(type: 'sms' | 'voice'): Promise<DemoLine> {
  const running = findRunning()
  if (running === undefined) throw new Error('Nothing runs here yet: start it with `make run`.')
  const { DATABASE_URL = '', ENCRYPTION_KEYS = '', PUBLIC_URL } = running.environment
  const [account, key] = [await findAccount(DATABASE_URL, ENCRYPTION_KEYS, type), await makeDemoKey(DATABASE_URL)]
  if (account === undefined || key === undefined) throw new Error('The demo business has no number at Twilio.')
  const { baseUrl } = running
  return {
    baseUrl,
    key,
    number: account.number,
    tell: (path, fields) => tell(baseUrl, PUBLIC_URL ?? baseUrl, account, path, fields),
    ask: (path) => ask(baseUrl, key, path),
  }
}

/** An id as Twilio makes them. */
export function twilioId(prefix: string): string {
  return prefix + randomBytes(16).toString('hex')
}

function findAccount(databaseUrl: string, encryptionKeys: string, type: 'sms' | 'voice'): Promise<Account | undefined> {
  return withDatabase(databaseUrl, async (db) => {
    const demo = await findDemo(db)
    if (demo === undefined) return undefined
    const door = reading(db, { business: demo.businessId })
    const channel = await door.first(
      plain<{ address: string; integration_id: string }>(
        `select c.address, c.integration_id from channels c join integrations i on i.id = c.integration_id
         where c.type = $1 and c.status = 'active' and i.provider = 'twilio' order by c.is_default desc, c.created_at limit 1`,
        [type],
      ),
    )
    if (channel === undefined) return undefined
    const { settings, credentials } = await openIntegration(door, createCipher(encryptionKeys), channel.integration_id)
    return {
      integrationId: channel.integration_id,
      number: channel.address,
      accountSid: settings.account_sid ?? '',
      authToken: credentials.auth_token ?? '',
    }
  })
}

async function tell(
  baseUrl: string,
  publicUrl: string,
  { integrationId, accountSid, authToken }: Account,
  path: string,
  given: Readonly<Record<string, string>>,
): Promise<string> {
  const fields: Readonly<Record<string, string>> = { AccountSid: accountSid, ApiVersion: '2010-04-01', ...given }
  const target = `/webhooks/twilio/${integrationId}/${path}`
  const signature = twilioSignature(authToken, publicUrl + target, fields)
  const reply = await fetch(baseUrl + target, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': signature },
    body: new URLSearchParams(fields).toString(),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`The server answered ${reply.status}: ${text}`)
  return text
}

async function ask<T>(baseUrl: string, key: string, path: string): Promise<T> {
  const reply = await fetch(baseUrl + path, { headers: { Authorization: `Bearer ${key}` } })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`GET ${path} answered ${reply.status}: ${text}`)
  return JSON.parse(text) as T
}
