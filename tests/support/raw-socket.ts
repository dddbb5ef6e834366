import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { Reply } from './http.ts'

/** A connection on which a test writes bytes as they are, for requests that no client would send. */
export interface RawSocket {
  readonly socket: Socket
  write(bytes: string | Buffer): void
  /** The next whole reply; rejects when the connection ends before. */
  reply(): Promise<Reply>
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<void>
}

const timeoutMs = 45_000

export async function openRawSocket(url: string): Promise<RawSocket> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  let received = Buffer.alloc(0)
  let ended = false
  let look = (): void => undefined
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`Nothing came for ${timeoutMs} ms.`)))
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes])
    look()
  })
  const closed = new Promise<void>((resolve) => {
    // A reset is an end as well; what had come before it counts.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      ended = true
      look()
      resolve()
    })
  })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const reply = (): Promise<Reply> =>
    new Promise((resolve, reject) => {
      look = () => {
        const parsed = parse(received)
        if (parsed !== undefined) {
          received = received.subarray(parsed.length)
          look = () => undefined
          resolve(parsed.reply)
        } else if (ended) reject(new Error(`The connection ended without a reply: ${JSON.stringify(received.toString().slice(0, 200))}`))
      }
      look()
    })
  return { socket, write: (bytes) => void socket.write(bytes), reply, closed }
}

/** Sends bytes on a connection of their own and reads the reply to them. */
export async function sendRaw(url: string, bytes: string | Buffer): Promise<Reply> {
  const connection = await openRawSocket(url)
  connection.write(bytes)
  try {
    return await connection.reply()
  } finally {
    connection.socket.destroy()
  }
}

/** A request as text. `Host` is there; everything else as given, in this order. */
export function requestText(method: string, target: string, headers: readonly string[] = [], body = ''): string {
  return [`${method} ${target} HTTP/1.1`, 'Host: test', ...headers, '', body].join('\r\n')
}

/** The same with a body that need not be text. */
export function requestBytes(method: string, target: string, headers: readonly string[], body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(requestText(method, target, headers)), body])
}

function parse(bytes: Buffer): { reply: Reply; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = new Headers(
    lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const length = end + 4 + Number(headers.get('content-length') ?? 0)
  if (bytes.length < length) return undefined
  const text = bytes.subarray(end + 4, length).toString()
  const isJson = text !== '' && /json/.test(headers.get('content-type') ?? '')
  return { length, reply: { status: Number(statusLine.split(' ')[1]), headers, text, body: isJson ? (JSON.parse(text) as unknown) : {} } }
}
