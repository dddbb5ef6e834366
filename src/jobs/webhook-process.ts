import { writeChanges } from '../db/changes.ts'
import type { Tx } from '../db/database.ts'
import { withTransaction } from '../db/database.ts'
import { manageUrlOf } from '../domain/appointments/appointments.ts'
import { beginProcessing, noteFailure, processInTurn } from '../domain/inbound-webhooks/inbound-webhooks.ts'
import type { Turn } from '../domain/inbound-webhooks/inbound-webhooks.ts'
import { meaningOfTwilioCode } from '../integrations/twilio-codes.ts'
import type { JobContext, Run } from './context.ts'
import type { JobPayloads } from './payloads.ts'

const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

/** Does what a provider has sent asks for, and before it what the same peer has sent before. What goes wrong is noted, and tried again by the queue. */
export async function processWebhook(
  { application, log, ...links }: Pick<JobContext, 'application' | 'log' | 'linkTokens' | 'publicUrl'>,
  { inbound_webhook_id: id }: JobPayloads['webhook.process'],
  { businessId, signal }: Run,
): Promise<void> {
  if (businessId === null) throw new Error('What providers send belongs to a business.')
  const inBusiness = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    withTransaction(application, { business: businessId }, work, (tx) => writeChanges(tx, origin))
  const receipt = await inBusiness((tx) => beginProcessing(tx, id))
  // Done by an earlier run, in the turn of a later one of the same peer, or purged.
  if (receipt === undefined) return
  const linkTo = (appointmentId: string): string => manageUrlOf(links, businessId, appointmentId)
  const tried: string[] = []
  for (;;) {
    signal.throwIfAborted()
    let current = id
    const turn: Turn = { tried, begins: (next) => (current = next), meaningOf, linkTo }
    try {
      const done = await inBusiness((tx) => processInTurn(tx, receipt, turn))
      if (done === id || done === undefined) return
    } catch (error) {
      log.error({ err: error, inboundWebhookId: current, businessId }, 'What a provider sent could not be processed')
      const again = await inBusiness((tx) => noteFailure(tx, current, error))
      if (current === id && again) throw error
      if (current === id) return
      // That one has a job of its own.
      tried.push(current)
    }
  }
}

function meaningOf(code: string | undefined): ReturnType<Turn['meaningOf']> {
  const meaning = meaningOfTwilioCode(code)
  // That one is ours and not a provider's.
  if (meaning === undefined || meaning.code === 'circuit_open') return undefined
  return { errorCode: meaning.code, retryable: !meaning.permanent }
}
