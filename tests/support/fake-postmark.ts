import { once } from 'node:events'
import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll } from '@jest/globals'

export interface PostmarkRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects, and fails when it is not there
  readonly body: any
}

export interface Answer {
  readonly status: number
  readonly body: unknown
}

export interface FakePostmark {
  readonly url: string
  /** The letters that were handed over, whatever the answer was. */
  readonly letters: PostmarkRequest[]
  /** The questions whether a letter is known. */
  readonly questions: PostmarkRequest[]
  /** Settles what the next letters are answered, one after the other; the last answer stays. `hang` never answers. */
  answers(...next: (Answer | 'hang')[]): void
  /** From now on a question for this letter is answered with this id. */
  knows(mailId: string, messageId: string): void
  /** Gives the requests that hang an answer after all. */
  release(answer: Answer): void
}

export const taken: Answer = {
  status: 200,
  body: {
    To: 'a@example.com',
    SubmittedAt: '2026-01-01T00:00:00Z',
    MessageID: 'b7bc2f4a-e38e-4336-af7d-e6c392c2f817',
    ErrorCode: 0,
    Message: 'OK',
  },
}

export function refused(status: number, code: number): Answer {
  return { status, body: { ErrorCode: code, Message: `Refused for secret@example.com with ${code}.` } }
}

/** Answers as Postmark documents it; it ends after the test file. */
export async function fakePostmark(): Promise<FakePostmark> {
  const letters: PostmarkRequest[] = []
  const questions: PostmarkRequest[] = []
  const known = new Map<string, string>()
  const hanging: ServerResponse[] = []
  let next: (Answer | 'hang')[] = [taken]
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request
      const seen = { method, path, headers, body: body === '' ? undefined : (JSON.parse(body) as unknown) }
      if (method === 'GET') {
        questions.push(seen)
        const id = known.get(new URL(path, 'http://localhost').searchParams.get('metadata_mail_id') ?? '')
        reply(response, {
          status: 200,
          body: { TotalCount: id === undefined ? 0 : 1, Messages: id === undefined ? [] : [{ MessageID: id }] },
        })
        return
      }
      letters.push(seen)
      const answer = next.length > 1 ? next.shift() : next[0]
      if (answer === 'hang' || answer === undefined) hanging.push(response)
      else reply(response, answer)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    letters,
    questions,
    answers: (...given) => void (next = given),
    knows: (mailId, messageId) => void known.set(mailId, messageId),
    release: (answer) => {
      for (const response of hanging.splice(0)) reply(response, answer)
    },
  }
}

function reply(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
