import { Errors, ServerClient } from 'postmark'
import { z } from 'zod'
import type { EmailService } from './email.ts'
import { SendFailure } from './email.ts'

export interface PostmarkSettings {
  readonly token: string
  readonly url: string
  readonly timeoutMs: number
}

// What Postmark answers is checked like any other input.
const accepted = z.object({ ErrorCode: z.literal(0), MessageID: z.string().min(1) })
const found = z.object({ Messages: z.array(z.object({ MessageID: z.string().min(1) })) })

/** Sends by Postmark, in its stream for mails that somebody asked for. */
export function createPostmark({ token, url, timeoutMs }: PostmarkSettings): EmailService {
  const { protocol, host, pathname } = new URL(url)
  const client = new ServerClient(token, {
    requestHost: host + pathname.replace(/\/+$/, ''),
    useHttps: protocol === 'https:',
    timeout: timeoutMs / 1000,
    // A redirect would take the token along to another host.
    fetch: (input: string | URL | Request, init?: RequestInit) => fetch(input, { ...init, redirect: 'error' }),
  })
  return {
    async send({ id, from, to, subject, text, html }) {
      const reply = await asked(
        client.sendEmail({
          From: from,
          To: to,
          Subject: subject,
          TextBody: text,
          HtmlBody: html,
          MessageStream: 'outbound',
          Metadata: { mail_id: id },
        }),
      )
      return read(accepted, reply).MessageID
    },
    async find(letterId) {
      const reply = await asked(client.getOutboundMessages({ count: 1, offset: 0, metadata_mail_id: letterId }))
      return read(found, reply).Messages[0]?.MessageID
    },
  }
}

async function asked<T>(reply: Promise<T>): Promise<T> {
  try {
    return await reply
  } catch (error) {
    throw failure(error)
  }
}

function read<T>(schema: z.ZodType<T>, reply: unknown): T {
  const parsed = schema.safeParse(reply)
  if (!parsed.success) throw new SendFailure('Postmark answered something unexpected.', false)
  return parsed.data
}

// The two that are about this letter and no other. Whatever else Postmark refuses (a wrong token, an unconfirmed sender, spent credits, too many
// requests) somebody can put right, and then the letter can still be sent; as it can when Postmark is away or slow.
const aboutTheLetter: Readonly<Record<number, string>> = {
  300: 'Postmark finds the letter or its address invalid (code 300).',
  406: 'Postmark does not deliver to this address any more, after a bounce or a complaint (code 406).',
}

function failure(error: unknown): SendFailure {
  // Without a status there was no answer: not reached, or not in time.
  if (!(error instanceof Errors.PostmarkError) || error.statusCode === 0) return new SendFailure('Postmark did not answer.', false, error)
  const reason = error.statusCode === 422 ? aboutTheLetter[error.code] : undefined
  if (reason !== undefined) return new SendFailure(reason, true, error)
  return new SendFailure(`Postmark answered ${error.statusCode}, code ${error.code}.`, false, error)
}
