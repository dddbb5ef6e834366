import { plain, withTransaction } from '../db/database.ts'
import { resealIntegration } from '../domain/integrations/integrations.ts'
import type { JobContext, Run } from './context.ts'

interface Place {
  readonly business_id: string
  readonly id: string
}

const batchSize = 100
const beforeAll = '00000000-0000-0000-0000-000000000000'
const places = 'select business_id, id from app.integrations_sealed_otherwise($1, $2, $3)'

/**
 * After a change of the encryption key: seals the credentials of all integrations with the new one, each in a transaction of its own, so that the old key
 * can be taken away. Whoever opens one meanwhile finds it sealed by one of the two.
 */
export async function resealIntegrations(
  { log, queue, application, cipher }: JobContext,
  _payload: object,
  { signal }: Run,
): Promise<void> {
  let resealed = 0
  let last: string | undefined = beforeAll
  while (last !== undefined) {
    const values: unknown[] = [cipher.keyId, last, batchSize]
    const found = await withTransaction(queue, { nobody: true }, (tx) => tx.all(plain<Place>(places, values)))
    for (const { business_id: business, id } of found) {
      signal.throwIfAborted()
      await withTransaction(application, { business }, (tx) => resealIntegration(tx, cipher, id))
    }
    resealed += found.length
    last = found.at(-1)?.id
  }
  if (resealed > 0) log.info({ resealed, keyId: cipher.keyId }, 'Sealed credentials with the present key')
}
