import { randomUUID } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import { enqueue, enqueueAll } from '../../jobs/enqueue.ts'
import type { MailDetails } from './details.ts'
import { mailDetails } from './details.ts'
import { layOutHtml, layOutText } from './layout.ts'
import type { Desk, Pointless } from './letters.ts'
import { composeMail } from './letters.ts'
import { insertMail, insertMails } from './queries.ts'
import type { TakenMail } from './queries.ts'

export type { NoticeKind } from './details.ts'
export { markSent, markUnsent, takeMail } from './queries.ts'

const batchSize = 500

/** Posts a mail with the change that it tells of: it is sent after the transaction has committed, and never when it has not. */
export async function postMail(tx: Tx, recipient: string, locale: string | null, { kind, ...details }: MailDetails): Promise<void> {
  const id = randomUUID()
  await insertMail(tx, { id, kind, recipient, locale, details: JSON.stringify(details) })
  await enqueue(tx, 'mail.send', { mail_id: id })
}

/** Posts the same mail to many. */
export async function postMails(tx: Tx, recipients: readonly string[], { kind, ...details }: MailDetails): Promise<void> {
  for (let at = 0; at < recipients.length; at += batchSize) {
    const mails = recipients.slice(at, at + batchSize).map((recipient) => ({ id: randomUUID(), recipient }))
    await insertMails(tx, mails, kind, JSON.stringify(details))
    await enqueueAll(
      tx,
      'mail.send',
      mails.map(({ id }) => ({ mail_id: id })),
    )
  }
}

export interface WrittenMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Writes a mail that was posted, in English whatever its locale, from what is true now; or says why it has become pointless. */
export async function writeMail(desk: Desk, { kind, details }: TakenMail): Promise<WrittenMail | Pointless> {
  const known = mailDetails.safeParse({ ...(details as object), kind })
  if (!known.success) return { reason: `Its details are not those of a mail of the kind ${kind}.` }
  const content = await composeMail(desk, known.data)
  if ('reason' in content) return content
  return { subject: content.subject, text: layOutText(content), html: layOutHtml(content) }
}
