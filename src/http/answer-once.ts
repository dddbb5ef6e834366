import type { Scope, Tx } from '../db/database.ts'
import { withTransaction } from '../db/database.ts'
import { claim, keep, replay } from './idempotency.ts'
import type { IdempotencyScope, StoredReply } from './idempotency.ts'
import type { Services } from './services.ts'

/**
 * Answers a repeated key with the first reply where no transaction may stand around the handler, because it waits for somebody else's server. Of two
 * at once both may ask, which changes nothing of ours; the reply that is kept first is that of both.
 */
export async function answerOnce(
  { db, cipher }: Pick<Services, 'db' | 'cipher'>,
  scope: Scope,
  idempotency: IdempotencyScope,
  answer: () => Promise<StoredReply>,
): Promise<StoredReply> {
  const earlier = (tx: Tx): Promise<StoredReply | undefined> => claim(tx, cipher, idempotency)
  const before = await withTransaction(db, scope, earlier)
  if (before !== undefined) return replay(before)
  const reply = await answer()
  return withTransaction(db, scope, async (tx) => {
    const meanwhile = await earlier(tx)
    if (meanwhile !== undefined) return replay(meanwhile)
    await keep(tx, cipher, idempotency, reply)
    return reply
  })
}
