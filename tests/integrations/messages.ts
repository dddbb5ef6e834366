import type { OutgoingMessage, ProviderFailure } from '../../src/integrations/message-provider.ts'

/** A text that can be sent, told apart by its id. */
export function outgoing(id: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    id,
    from: '+14155550100',
    to: '+14155550134',
    body: `See you tomorrow (${id}).`,
    subject: null,
    mediaUrls: [],
    bulk: false,
    headers: {},
    statusUrl: undefined,
    ...more,
  }
}

/** What work fails with; nothing when it does not. */
export async function failureOf(work: Promise<unknown>): Promise<ProviderFailure | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => error as ProviderFailure,
  )
}

/** Long enough for a machine that is busy, short enough to wait for. */
export const patient = { connectMs: 10_000, totalMs: 20_000 }
export const impatient = { connectMs: 10_000, totalMs: 2_000 }
