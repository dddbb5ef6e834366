import { findFreePort } from '../../scripts/support/free-port.ts'

/** The inside of a server process, through Node's own inspector: nothing in the product is there for tests. */
export interface Debugger {
  /** Bytes in use on the heap after everything that nobody needs has been collected. */
  heapBytes(): Promise<number>
  evaluate(expression: string): Promise<void>
  close(): void
}

/** A setting with which a server starts its inspector, and how to reach it then. */
export async function inspectable(): Promise<{ settings: { NODE_OPTIONS: string }; attach: () => Promise<Debugger> }> {
  const port = await findFreePort()
  return { settings: { NODE_OPTIONS: `--inspect=127.0.0.1:${port} --inspect-publish-uid=http` }, attach: () => attachTo(port) }
}

async function attachTo(port: number): Promise<Debugger> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { webSocketDebuggerUrl: string }[]
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '')
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  const waiting = new Map<number, (result: unknown) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id: number; result: unknown }
    waiting.get(id)?.(result)
  })
  let calls = 0
  const ask = (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set((calls += 1), resolve)
      socket.send(JSON.stringify({ id: calls, method, params }))
    })
  return {
    async heapBytes() {
      // The second time collects what the first has let go of.
      await ask('HeapProfiler.collectGarbage')
      await ask('HeapProfiler.collectGarbage')
      return ((await ask('Runtime.getHeapUsage')) as { usedSize: number }).usedSize
    },
    async evaluate(expression) {
      await ask('Runtime.evaluate', { expression })
    },
    close: () => socket.close(),
  }
}
