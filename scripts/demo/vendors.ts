import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { Cipher } from '../../src/crypto/cipher.ts'
import { writeChanges } from '../../src/db/changes.ts'
import type { Database, Tx } from '../../src/db/database.ts'
import { plain, withTransaction } from '../../src/db/database.ts'
import { addChannel } from '../../src/domain/channels/channels.ts'
import { connect, inboundUsername } from '../../src/domain/integrations/integrations.ts'
import type { Tools } from '../../src/domain/integrations/integrations.ts'
import type { DemoPlace } from './open.ts'
import { demoBusiness } from './people.ts'
import { answerMissedCalls } from './text-back.ts'

/** What the stand-in for Postmark has to know: in life, somebody enters it in Postmark's pages. */
export interface DemoVendors {
  readonly postmark: { readonly serverToken: string; readonly path: string; readonly username: string; readonly password: string }
}

/** The account at the stand-in for Twilio. Its token opens nothing anywhere. */
const demoTwilio = { account_sid: 'AC00000000000000000000000000000001', auth_token: nameless('the token of the demo at Twilio') }

const serverToken = nameless('the token of the demo at Postmark')

/** Gives the demo business its accounts and channels at the stand-ins, unless it has some. What a stand-in has to know of them goes into the file. */
export async function connectDemo(
  db: Database,
  cipher: Cipher,
  publicUrl: string,
  { businessId, owner }: DemoPlace,
  file: string,
): Promise<void> {
  const tools: Tools = { cipher, publicUrl, allowsUrl: () => false }
  const made = await withTransaction(
    db,
    { business: businessId },
    async (tx) => ((await hasAccounts(tx)) ? undefined : makeAccounts(tx, tools)),
    (tx) => writeChanges(tx, { actor: { type: 'person', id: owner.personId }, request: null, ipAddress: null }),
  )
  if (made !== undefined) writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
}

async function hasAccounts(tx: Tx): Promise<boolean> {
  return (await tx.all(plain('select from integrations limit 1'))).length > 0
}

async function makeAccounts(tx: Tx, tools: Tools): Promise<DemoVendors> {
  const twilio = await connect(tx, tools, { provider: 'twilio', name: 'Twilio (stand-in)', ...demoTwilio })
  const number = { integration_id: twilio.integration.id, address: demoBusiness.phone ?? '', name: demoBusiness.name }
  await addChannel(tx, { ...number, type: 'sms', a2p_status: 'approved' })
  const greeting = `Welcome to ${demoBusiness.name}.`
  await addChannel(tx, { ...number, type: 'voice', voice: { forward_to: '+14155550199', greeting, record: false, announce: null } })
  await answerMissedCalls(tx)
  const postmark = await connect(tx, tools, { provider: 'postmark', name: 'Postmark (stand-in)', server_token: serverToken })
  const address = demoBusiness.email ?? ''
  await addChannel(tx, { type: 'email', integration_id: postmark.integration.id, address, name: demoBusiness.name })
  const path = `/webhooks/postmark/${postmark.integration.id}/events`
  return { postmark: { serverToken, path, username: inboundUsername, password: postmark.secret ?? '' } }
}

/** 32 letters and digits, the same on every machine: made up, and no secret. */
function nameless(what: string): string {
  return createHash('sha256').update(what).digest('hex').slice(0, 32)
}
