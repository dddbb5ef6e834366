import type { MessageProvider } from './message-provider.ts'

/** For sandboxes: every message arrives at once, and nobody gets it. The same message has the same name at every attempt. */
export function createSimulatedProvider(): MessageProvider {
  return {
    send: async ({ id }) => ({ providerMessageId: `simulated-${id}`, status: 'delivered', segments: null }),
    // Nothing has left, so there is nothing to find; sent again, it is the same message.
    find: async () => [],
  }
}
