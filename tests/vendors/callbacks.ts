/** A request that a stand-in sends to us, signed as its vendor does. */
export interface Callback {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type CallbackMode = 'usual' | 'doubled' | 'reversed' | 'none'

export interface Callbacks {
  /** Sends these one after the other, once the reply to what caused them is out. */
  send(callbacks: readonly Callback[]): void
  /** How those that follow are sent. */
  mode(mode: CallbackMode): void
  /** What was answered, in the order of sending; 0 for no answer. */
  readonly statuses: number[]
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
}

export function createCallbacks(): Callbacks {
  let mode: CallbackMode = 'usual'
  const underWay = new Set<Promise<void>>()
  const statuses: number[] = []
  return {
    statuses,
    mode: (wanted) => void (mode = wanted),
    send(callbacks) {
      const work = sendAll(arranged(callbacks, mode), statuses).finally(() => underWay.delete(work))
      underWay.add(work)
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

function arranged(callbacks: readonly Callback[], mode: CallbackMode): Callback[] {
  if (mode === 'none') return []
  if (mode === 'doubled') return callbacks.flatMap((each) => [each, each])
  return mode === 'reversed' ? callbacks.toReversed() : [...callbacks]
}

async function sendAll(callbacks: readonly Callback[], statuses: number[]): Promise<void> {
  // The reply to what caused them goes first.
  await new Promise((resolve) => setImmediate(resolve))
  for (const { url, headers, body } of callbacks) {
    const reply = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined)
    await reply?.body?.cancel()
    statuses.push(reply?.status ?? 0)
  }
}
