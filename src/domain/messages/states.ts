import type { components } from '../../../generated/api.ts'

export type Status = components['schemas']['MessageStatus']
/** What a provider says about a message that it has. */
export type ProviderStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'read'

/** How far each is along the way. What a provider says moves a message on and never back, in whatever order it arrives and however often. */
const rank: Readonly<Record<ProviderStatus, number>> = { queued: 1, sent: 2, delivered: 3, undelivered: 3, failed: 3, read: 4 }

/** What a message can become that has been handed over; nothing follows where nothing stands. */
const following: Readonly<Partial<Record<Status, readonly ProviderStatus[]>>> = {
  sending: ['sent', 'delivered', 'undelivered', 'failed', 'read'],
  sent: ['delivered', 'undelivered', 'failed', 'read'],
  delivered: ['read'],
}

export const cancellable: readonly Status[] = ['scheduled', 'held', 'queued']
export const retryable: readonly Status[] = ['failed', 'undelivered', 'suppressed']

export type Step = 'forward' | 'nothing' | 'conflict'

/**
 * What comes of a provider's word. Two ends of one message contradict each other: the first one stands, and that there was a conflict is kept. Read
 * after delivered is one way, and read after it was said to have failed is a conflict as well.
 */
export function stepOf(present: Status, said: ProviderStatus): Step {
  if (following[present]?.includes(said) === true) return 'forward'
  const known = rank[present as ProviderStatus] as number | undefined
  if (known === undefined || rank[said] < known || said === present) return 'nothing'
  return isEnd(present) && isEnd(said) ? 'conflict' : 'nothing'
}

const isEnd = (status: Status | ProviderStatus): boolean => ['delivered', 'undelivered', 'failed', 'read'].includes(status)
