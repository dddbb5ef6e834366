import { reading, withTransaction } from '../db/database.ts'
import { nextUpcoming, replanAppointment } from '../domain/reminders/reminders.ts'
import type { JobContext, Run } from './context.ts'

/**
 * Plans the reminders of all upcoming appointments of a business anew, each in a small transaction of its own, so that nobody has to wait for it. After a
 * crash it begins again, which changes nothing for those that it had done.
 */
export async function replanReminders(
  { application }: Pick<JobContext, 'application'>,
  _payload: object,
  { businessId, signal }: Run,
): Promise<void> {
  if (businessId === null) throw new Error('Reminders are planned within a business.')
  const scope = { business: businessId }
  let after: string | undefined
  for (;;) {
    const ids = await nextUpcoming(reading(application, scope), after)
    if (ids.length === 0) return
    for (const id of ids) {
      signal.throwIfAborted()
      await withTransaction(application, scope, (tx) => replanAppointment(tx, id))
    }
    after = ids.at(-1)
  }
}
