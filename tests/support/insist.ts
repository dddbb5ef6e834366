import { setTimeout as wait } from 'node:timers/promises'
import type { Reply } from './http.ts'

const again = ['idempotency_in_progress', 'service_unavailable']

/** As a careful client does: sends the same request again, for as long as the first one is still running or the server is busy. */
export async function insist(send: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    const reply = await send()
    if (!again.includes(reply.body.code as string)) return reply
    if (reply.headers.get('retry-after') === null) throw new Error(`${reply.body.code} does not say when to come back.`)
    await wait(20)
  }
}
