import { Problem, problems } from '../problems.ts'
import { addressKey, consume, exceeded } from './limits.ts'
import type { Passage } from './passage.ts'
import type { Services } from './services.ts'

/** What did not come from a provider, since the process started. Nothing else is left of it. */
let refused = 0

/** There is no proof. Which of the two it is, the provider's way to take an answer decides. */
const unproved: ReadonlySet<string> = new Set(['channel_unknown', 'not_from_provider'])

/**
 * What a provider is told when its request could not be taken. A provider calls as often as it has something to say, so only what is refused for want of
 * proof counts against its address, and past that limit is a 429. Whatever else goes wrong is our side's: a 503, because some providers never try again
 * after anything below.
 */
export async function refuseProvider({ limits, log }: Services, passage: Passage, error: unknown): Promise<Problem> {
  const { requestId, route } = passage
  if (!(error instanceof Problem) || !unproved.has(error.code)) {
    log.error({ err: error, requestId, operation: route?.id }, 'What a provider sent could not be taken')
    return problems.serviceUnavailable(5, 'This could not be taken now. Try again.')
  }
  refused += 1
  log.warn({ requestId, operation: route?.id, refused }, 'Refused what did not come from a provider')
  passage.usages = [await consume(limits.address, addressKey(passage.ipAddress))]
  return exceeded(passage.usages) ?? error
}
