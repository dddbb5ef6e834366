import type { Server } from 'node:http'
import type { Socket } from 'node:net'

interface Stuck {
  readonly since: number
  readonly written: number
}

/**
 * Cuts off who does not read the replies: a reply that waits for its client in this process for longer than the limit goes, and the connection with it.
 * Node limits how slowly a request may come and not how slowly its reply is read. Time without any traffic would not do, because who sends a byte now
 * and then has some.
 */
export function cutSlowReaders(server: Server, limitMs: number): void {
  const sockets = new Set<Socket>()
  const stuck = new WeakMap<Socket, Stuck>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const sweep = (): void => {
    const now = performance.now()
    for (const socket of sockets) {
      if (socket.writableLength === 0) continue
      const before = stuck.get(socket)
      // What was not yet written counts too, so a busy connection has another number each time.
      if (before?.written !== socket.bytesWritten) stuck.set(socket, { since: now, written: socket.bytesWritten })
      else if (now - before.since > limitMs) socket.destroy()
    }
  }
  const timer = setInterval(sweep, limitMs / 10).unref()
  server.on('close', () => clearInterval(timer))
}
