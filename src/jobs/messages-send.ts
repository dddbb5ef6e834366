import { writeChanges } from '../db/changes.ts'
import { reading, withTransaction } from '../db/database.ts'
import type { Tx } from '../db/database.ts'
import { openIntegration } from '../domain/integrations/integrations.ts'
import type { OpenIntegration } from '../domain/integrations/integrations.ts'
import { findDue, leaseMs, prolong, putOff, wakeSender } from '../domain/messages/messages.ts'
import type { JobContext, Run } from './context.ts'
import { deliver } from './message-deliver.ts'
import type { Desk } from './message-deliver.ts'

const sliceMs = 500
const lanes = 8
const shelf = 32
const listed = 4 * shelf
const heartbeatMs = 10_000
const laterMs = 30_000
const origin = { actor: { type: 'system', id: null }, request: null, ipAddress: null } as const

/**
 * Sends the messages of one business that are due. It takes a slice of time and then stands at the end of the queue again, behind the other businesses.
 * A worker runs one such job of a business at a time, so a long list, or a provider that does not answer, keeps one place of it busy and no more: who
 * comes meanwhile leaves word and goes. The queue itself is not asked to see to that, because it would keep the others of the business waiting for as
 * long as a worker that died is not missed. The rows say what there is to do: a job that is lost, or comes twice, does no harm.
 */
export async function sendMessages(context: JobContext, _payload: object, { businessId, signal }: Run): Promise<void> {
  if (businessId === null) throw new Error('Messages are sent within a business.')
  const busy = context.senders.get(businessId)
  if (busy !== undefined) {
    busy.isAskedAgain = true
    return
  }
  const sender = { isAskedAgain: false }
  const desk = deskFor(context, businessId)
  const end = Date.now() + sliceMs
  const isOver = (): boolean => Date.now() >= end || signal.aborted
  const isAskedAgain = (): boolean => sender.isAskedAgain
  const heartbeat = setInterval(() => void beat(context, desk), heartbeatMs)
  context.senders.set(businessId, sender)
  try {
    do {
      sender.isAskedAgain = false
      // Who is told to end does not wait for a provider: what it took without our hearing of it is looked for by whoever comes next.
      await Promise.race([sendDue(context, desk, isOver), ended(signal)])
    } while (isAskedAgain() && !isOver())
  } finally {
    clearInterval(heartbeat)
    context.senders.delete(businessId)
  }
  // The time was over before the messages were; should none be left, the next one sees that.
  if (isOver() && !signal.aborted) await desk.transact((tx) => wakeSender(tx))
}

/** Several at a time, until there are no more or the time is over. */
async function sendDue(context: JobContext, desk: Desk, isOver: () => boolean): Promise<void> {
  const take = shelfOf(desk)
  const lane = async (): Promise<void> => {
    while (!isOver()) {
      const id = await take()
      if (id === undefined) return
      await sendOne(context, desk, id)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Gives one due message after the other, each to one lane; undefined when there is none. */
function shelfOf(desk: Desk): () => Promise<string | undefined> {
  const ids: string[] = []
  let filling: Promise<void> | undefined
  const fill = async (): Promise<void> => {
    const due = (await findDue(desk.door, listed, [...desk.closed])).filter((id) => !desk.busy.has(id))
    // Another worker may have the same list before it: of a long one each takes some at random, so that they seldom reach for the same message.
    ids.push(...due.filter(() => Math.random() * due.length < shelf))
  }
  return async () => {
    if (ids.length === 0)
      await (filling ??= fill().finally(() => {
        filling = undefined
      }))
    const id = ids.shift()
    if (id !== undefined) desk.busy.add(id)
    return id
  }
}

/** One message that nobody can send must not keep the others from being sent: it is looked at again later. */
async function sendOne(context: JobContext, desk: Desk, id: string): Promise<void> {
  try {
    const { closed } = await deliver(context, desk, id)
    if (closed !== undefined) desk.closed.add(closed)
  } catch (error) {
    context.log.error({ err: error, messageId: id }, 'A message could not be sent, through a fault of ours')
    await desk.transact((tx) => putOff(tx, id, laterMs))
  } finally {
    desk.busy.delete(id)
  }
}

function deskFor({ application, cipher }: JobContext, businessId: string): Desk {
  const scope = { business: businessId }
  const door = reading(application, scope)
  const accounts = new Map<string, Promise<OpenIntegration>>()
  return {
    businessId,
    door,
    account(id) {
      const opened = accounts.get(id) ?? openIntegration(door, cipher, id)
      accounts.set(id, opened)
      return opened
    },
    transact: <T>(work: (tx: Tx) => Promise<T>) => withTransaction(application, scope, work, (tx) => writeChanges(tx, origin)),
    busy: new Set(),
    claims: new Map(),
    closed: new Set(),
  }
}

/** Says of all that is being sent that it still is. One that fails is made up for by the next; a lease outlives two. */
async function beat({ log }: JobContext, { transact, claims }: Desk): Promise<void> {
  const held = [...claims].map(([id, attempt]) => ({ id, attempt }))
  if (held.length === 0) return
  await transact((tx) => prolong(tx, held, leaseMs)).catch((error: unknown) =>
    log.warn({ err: error }, 'The leases of messages could not be prolonged'),
  )
}
