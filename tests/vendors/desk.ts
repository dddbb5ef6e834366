import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Behaviour, Behaviours, VendorName } from './behaviour.ts'
import type { Callbacks } from './callbacks.ts'

/** A message that a stand-in took over. */
export interface Taken {
  readonly vendor: VendorName
  /** As the vendor calls it. */
  readonly id: string
  readonly account: string
  readonly from: string
  readonly to: string
  readonly body: string
  /** What we called it, where the vendor keeps that. */
  readonly reference: string | null
  readonly fields: Readonly<Record<string, unknown>>
  readonly at: number
}

/** A request, read. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly bytes?: Buffer
  readonly headers?: Readonly<Record<string, string>>
}

/** What the stand-ins share: the messages that they took, and how they are told to behave. */
export interface Desk {
  readonly behaviours: Behaviours
  readonly callbacks: Callbacks
  readonly taken: Taken[]
  /** Every request that came in, whatever became of it. */
  readonly requests: (Asked & { readonly vendor: VendorName })[]
  /** Credentials that are not known. */
  readonly refused: Set<string>
}

export interface Vendor {
  readonly name: VendorName
  /** Whether the request sends something, so that the behaviours are for it. */
  sends(asked: Asked): boolean
  /** What opens the account that it is for. */
  credential(asked: Asked): string
  /** What kind of request it is, where behaviours may be for one kind alone. */
  purpose?(asked: Asked): string
  answer(asked: Asked): Answer
  /** A refusal in the vendor's form. */
  refuse(status: number, code: number | string): Answer
}

/** Answers a request as the vendor would, unless it is told to behave otherwise. */
export async function serve(desk: Desk, vendor: Vendor, asked: Asked, response: ServerResponse): Promise<void> {
  desk.requests.push({ ...asked, vendor: vendor.name })
  const behaviour = vendor.sends(asked) ? desk.behaviours.take(vendor.name, vendor.credential(asked), vendor.purpose?.(asked)) : {}
  const { delayMs = 0, status, code = 0, retryAfter, broken, meanwhile } = behaviour
  // What nobody waits for any more keeps no process alive.
  if (delayMs > 0) await wait(delayMs, undefined, { ref: false })
  meanwhile?.()
  const usual = isRefusal(behaviour) ? undefined : vendor.answer(asked)
  if (broken === 'hang') return
  if (broken === 'reset') cut(response)
  else if (broken === 'garbage') send(response, { status: 200, bytes: Buffer.from('<html>Service temporarily') })
  else {
    const refusal = status === undefined ? undefined : vendor.refuse(status, code)
    send(response, withRetryAfter(refusal ?? usual ?? { status: 500 }, retryAfter))
  }
}

function isRefusal({ status, broken, takes = false }: Behaviour): boolean {
  return (status !== undefined || broken !== undefined) && !takes
}

function withRetryAfter(answer: Answer, seconds: number | undefined): Answer {
  return seconds === undefined ? answer : { ...answer, headers: { ...answer.headers, 'Retry-After': String(seconds) } }
}

function send(response: ServerResponse, { status, body, bytes, headers = {} }: Answer): void {
  const content = bytes ?? Buffer.from(body === undefined ? '' : JSON.stringify(body))
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': content.length, ...headers }).end(content)
}

/** A part of a reply, and then no more. */
function cut(response: ServerResponse): void {
  response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': 1000 })
  response.write('{"sid":"SM', () => response.socket?.resetAndDestroy())
}
