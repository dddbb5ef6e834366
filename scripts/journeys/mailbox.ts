import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitForMail } from '../fuzz/mail.ts'

export interface Mailbox {
  readonly url: string
  readonly close: () => void
}

/** Serves mailbox.yaml on loopback: the token in the link that a mail in this folder has, once it is there. */
export async function startMailbox(outbox: string, signal: AbortSignal): Promise<Mailbox> {
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams
    waitForMail(outbox, asked.get('address') ?? '', signal, asked.get('page') ?? '').then(
      (token) => response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ token })),
      () => response.writeHead(404).end(),
    )
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
