import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** What went over the wire to PostgreSQL. */
export interface Traffic {
  /** How often somebody waited for an answer: what is sent behind a statement, before it is answered, costs no further round trip. */
  roundTrips: number
  /** Statements that PostgreSQL had to parse, and those that were run without a name. */
  parsed: number
  unnamed: number
}

export interface Wire {
  /** The same database through the wire. */
  readonly url: string
  /** What has gone over it since this was asked before. */
  traffic(): Traffic
  close(): void
}

/** A proxy in front of PostgreSQL that reads along (PostgreSQL's documentation, "Message Formats"). */
export async function openWire(databaseUrl: string): Promise<Wire> {
  const { port, hostname } = new URL(databaseUrl)
  let counted: Traffic = { roundTrips: 0, parsed: 0, unnamed: 0 }
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname)
    let unanswered = 0
    const fromClient = createReader(true, (type, body) => {
      if (type === 'P') counted.parsed += 1
      if (type === 'B' && isUnnamed(body)) counted.unnamed += 1
      if (type !== 'S' && type !== 'Q') return
      if (unanswered === 0) counted.roundTrips += 1
      unanswered += 1
    })
    const fromServer = createReader(false, (type) => {
      // Ready for the next query. The first one greets and answers nothing.
      if (type === 'Z') unanswered = Math.max(0, unanswered - 1)
    })
    client.on('data', (bytes) => (fromClient(bytes), server.write(bytes)))
    server.on('data', (bytes) => (fromServer(bytes), client.write(bytes)))
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.setNoDelay(true)
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const through = new URL(databaseUrl)
  through.hostname = '127.0.0.1'
  through.port = String((proxy.address() as AddressInfo).port)
  return {
    url: through.href,
    traffic() {
      const taken = counted
      counted = { roundTrips: 0, parsed: 0, unnamed: 0 }
      return taken
    },
    close: () => void proxy.close(),
  }
}

/** Cuts what comes into messages: a letter, a length that counts itself, a body. A client's first one has no letter. */
function createReader(isClient: boolean, onMessage: (type: string, body: Buffer) => void): (bytes: Buffer) => void {
  let left = Buffer.alloc(0)
  let begun = !isClient
  return (bytes) => {
    left = Buffer.concat([left, bytes])
    for (;;) {
      const head = begun ? 1 : 0
      if (left.length < head + 4) return
      const end = head + left.readInt32BE(head)
      if (left.length < end) return
      if (begun) onMessage(String.fromCharCode(left[0] ?? 0), left.subarray(5, end))
      begun = true
      left = left.subarray(end)
    }
  }
}

/** Bind: the portal's name and then the statement's, each ended by a zero. */
function isUnnamed(bind: Buffer): boolean {
  return bind[bind.indexOf(0) + 1] === 0
}
