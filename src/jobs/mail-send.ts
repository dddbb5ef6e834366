import { reading, withTransaction } from '../db/database.ts'
import type { Tx } from '../db/database.ts'
import { markSent, markUnsent, takeMail, writeMail } from '../domain/mails/mails.ts'
import { SendFailure } from '../integrations/email.ts'
import type { JobContext, Run } from './context.ts'
import type { JobPayloads } from './payloads.ts'

type Mail = NonNullable<Awaited<ReturnType<typeof takeMail>>>

/** Sends a mail, or notes why it cannot be sent. The network is called between two transactions, never within one. */
export async function sendMail(context: JobContext, { mail_id: id }: JobPayloads['mail.send'], { isLast }: Run): Promise<void> {
  const { log } = context
  const mail = await onQueue(context, (tx) => takeMail(tx, id))
  // Sent by an earlier run that did not live to say so, or purged.
  if (mail === undefined) return
  try {
    const reference = await deliver(context, mail)
    await onQueue(context, (tx) => markSent(tx, id, reference))
    log.info({ mailId: id, kind: mail.kind, reference }, 'Sent a mail')
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const givenUp = error instanceof SendFailure && error.permanent
    await onQueue(context, (tx) => markUnsent(tx, id, givenUp || isLast ? 'failed' : 'queued', message))
    if (!givenUp) throw error
    log.warn({ mailId: id, kind: mail.kind, reason: message }, 'A mail cannot be sent')
  }
}

async function deliver(context: JobContext, mail: Mail): Promise<string> {
  const { application, linkTokens, baseUrl, email, mailFrom } = context
  const written = await writeMail({ readAs: (scope) => reading(application, scope), linkTokens, baseUrl }, mail)
  if ('reason' in written) throw new SendFailure(written.reason, true)
  // An earlier attempt may have got through without its answer reaching us.
  const known = mail.attempts > 1 ? await email.find(mail.id) : undefined
  return known ?? email.send({ id: mail.id, from: mailFrom, to: mail.recipient, ...written })
}

function onQueue<T>({ queue }: JobContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withTransaction(queue, { nobody: true }, work)
}
