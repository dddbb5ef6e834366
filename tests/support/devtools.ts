import type { Readable, Writable } from 'node:stream'

/** The events that are listened to, with the part of them that is looked at. */
interface Events {
  'Log.entryAdded': { entry: { level: string; text: string; url?: string } }
  'Runtime.exceptionThrown': { exceptionDetails: { exception?: { description?: string } } }
  'Runtime.consoleAPICalled': { type: string; args: { value?: unknown }[] }
  'Network.loadingFailed': { errorText: string; blockedReason?: string }
  'Network.requestWillBeSent': { request: { url: string } }
  'Page.loadEventFired': object
}

/** The browser itself, or one of its tabs. */
export interface Session {
  readonly send: <T>(method: string, params?: object) => Promise<T>
  readonly on: <E extends keyof Events>(event: E, listener: (params: Events[E]) => void) => void
  readonly of: (sessionId: string) => Session
}

type Message = { id?: number; sessionId?: string; method?: string; params?: unknown; result?: unknown; error?: { message: string } }
type Waiting = { resolve: (result: never) => void; reject: (error: Error) => void }
type Listener = { sessionId: string | undefined; event: string; call: (params: never) => void }

/** Speaks the DevTools protocol over Chromium's pipe: JSON messages, each ended by a zero byte. */
export function connect(output: Readable, input: Writable): Session {
  const waiting = new Map<number, Waiting>()
  const listeners: Listener[] = []
  let count = 0
  let rest = ''
  output.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0')
    rest = messages.pop() ?? ''
    for (const message of messages) receive(JSON.parse(message) as Message)
  })
  output.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Chromium has ended.'))
  })

  function receive({ id, sessionId, method, params, result, error }: Message): void {
    if (id === undefined) {
      for (const { call } of listeners.filter((each) => each.sessionId === sessionId && each.event === method)) call(params as never)
      return
    }
    const call = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) call?.resolve(result as never)
    else call?.reject(new Error(error.message))
  }

  const sessionOf = (sessionId?: string): Session => ({
    send: <T>(method: string, params: object = {}) =>
      new Promise<T>((resolve, reject) => {
        waiting.set(++count, { resolve, reject })
        input.write(`${JSON.stringify({ id: count, method, params, ...(sessionId !== undefined && { sessionId }) })}\0`)
      }),
    on: (event, call) => void listeners.push({ sessionId, event, call }),
    of: sessionOf,
  })
  return sessionOf()
}
