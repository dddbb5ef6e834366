import type { Figure } from './figures.ts'
import { residentMb } from './machine.ts'
import { ratioOf } from './ratios.ts'
import { onStage } from './stage.ts'

const sizes = [500]

/** From the start of a process to its first readiness, with every validator compiled, and the memory that it then holds. */
export function measureStartUp(admin: string, rounds: number): Promise<Figure[]> {
  return onStage(admin, sizes, 'real', async ({ start }) => {
    const seconds: number[] = []
    const memory: number[] = []
    for (let round = 1; round <= rounds; round += 1) {
      const begun = performance.now()
      const server = await start('ours')
      seconds.push((performance.now() - begun) / 1000)
      memory.push(residentMb(server.pid))
      await server.stop()
      console.log(`${round}  ready after ${seconds.at(-1)?.toFixed(2) ?? ''} s with ${memory.at(-1)?.toFixed(0) ?? ''} MB`)
    }
    return [
      { name: 'start-up: seconds until ready', value: ratioOf(seconds), noise: [] },
      { name: 'start-up: memory when ready, MB', value: ratioOf(memory), noise: [] },
    ]
  })
}
