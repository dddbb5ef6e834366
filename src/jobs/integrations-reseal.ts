import type { Cipher } from '../crypto/cipher.ts'
import type { Tx } from '../db/database.ts'
import { plain, withTransaction } from '../db/database.ts'
import { resealConnection } from '../domain/calendar-connections/calendar-connections.ts'
import { resealIntegration } from '../domain/integrations/integrations.ts'
import type { JobContext, Run } from './context.ts'

interface Place {
  readonly business_id: string
  readonly id: string
}
type Reseal = (tx: Tx, cipher: Cipher, id: string) => Promise<void>

const batchSize = 100
const beforeAll = '00000000-0000-0000-0000-000000000000'
const kinds: readonly (readonly [find: string, reseal: Reseal])[] = [
  ['select business_id, id from app.integrations_sealed_otherwise($1, $2, $3)', resealIntegration],
  ['select business_id, id from app.calendar_connections_sealed_otherwise($1, $2, $3)', resealConnection],
]

/**
 * After a change of the encryption key: seals the credentials of all integrations and calendar connections with the new one, each in a transaction of its
 * own, so that the old key can be taken away. Whoever opens one meanwhile finds it sealed by one of the two.
 */
export async function resealIntegrations(context: JobContext, _payload: object, run: Run): Promise<void> {
  let resealed = 0
  for (const [find, reseal] of kinds) resealed += await resealAll(context, run, find, reseal)
  if (resealed > 0) context.log.info({ resealed, keyId: context.cipher.keyId }, 'Sealed credentials with the present key')
}

async function resealAll({ queue, application, cipher }: JobContext, { signal }: Run, find: string, reseal: Reseal): Promise<number> {
  let resealed = 0
  let last: string | undefined = beforeAll
  while (last !== undefined) {
    const values: unknown[] = [cipher.keyId, last, batchSize]
    const found = await withTransaction(queue, { nobody: true }, (tx) => tx.all(plain<Place>(find, values)))
    for (const { business_id: business, id } of found) {
      signal.throwIfAborted()
      await withTransaction(application, { business }, (tx) => reseal(tx, cipher, id))
    }
    resealed += found.length
    last = found.at(-1)?.id
  }
  return resealed
}
