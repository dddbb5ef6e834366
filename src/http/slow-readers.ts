import type { Server } from 'node:http'
import type { Socket } from 'node:net'

interface Stuck {
  readonly progress: string
  readonly sweeps: number
}

const sweepsWithinLimit = 10

/**
 * Cuts off who does not read the replies: a reply that waits for its client in this process for longer than the limit goes, and the connection with it.
 * Node limits how slowly a request may come and not how slowly its reply is read. Time without any traffic would not do, because who sends a byte now
 * and then has some. Counted are looks and not seconds: while this process stands still nobody's reading can be seen, and it is not theirs to answer for.
 */
export function cutSlowReaders(server: Server, limitMs: number): void {
  const sockets = new Set<Socket>()
  const stuck = new WeakMap<Socket, Stuck>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const sweep = (): void => {
    for (const socket of sockets) {
      if (socket.writableLength === 0) continue
      const before = stuck.get(socket)
      const progress = progressOf(socket)
      const sweeps = before?.progress === progress ? before.sweeps + 1 : 0
      if (sweeps > sweepsWithinLimit) socket.destroy()
      else stuck.set(socket, { progress, sweeps })
    }
  }
  const timer = setInterval(sweep, limitMs / sweepsWithinLimit).unref()
  server.on('close', () => clearInterval(timer))
}

/**
 * Another word whenever something was said or read. `bytesWritten` counts a piece as soon as it waits to be written, however large it is; how much of it
 * still waits only the handle knows, from which Node's own socket timeout has it.
 */
function progressOf(socket: Socket): string {
  const { _handle: handle } = socket as { _handle?: { readonly writeQueueSize?: number } | null }
  return `${socket.bytesWritten}:${handle?.writeQueueSize}`
}
