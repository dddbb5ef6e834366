import { setTimeout as wait } from 'node:timers/promises'
import { drawCurve } from './curves.ts'
import type { Figure } from './figures.ts'
import { single } from './figures.ts'
import { residentMb } from './machine.ts'
import { median } from './ratios.ts'
import { onStage } from './stage.ts'

// Until V8 has given back what it no longer needs.
const settleMs = 15_000
const sizes = Array.from({ length: 400 }, () => 500)

/**
 * How much memory the server holds: ready, with a thousand connections, and after so many minutes of everything that it can get. The last is another
 * process, because one that has had a thousand connections keeps what they took, and growth would hide in it.
 */
export function measureMemory(admin: string, minutes: number): Promise<Figure[]> {
  return onStage(admin, sizes, 'real', async ({ start, load }) => {
    const server = await start('ours')
    await wait(settleMs)
    const ready = residentMb(server.pid)
    await load.run(server.url, 'mixed', 1000, 10)
    const connected = residentMb(server.pid)
    await server.stop()
    const soaked = await start('ours')
    await load.run(soaked.url, 'mixed', 32, 60)
    const begun = residentMb(soaked.pid)
    const held: number[] = []
    let failed = 0
    for (let minute = 1; minute <= minutes; minute += 1) {
      const { refused, broken } = await load.run(soaked.url, 'mixed', 32, 60)
      held.push(residentMb(soaked.pid))
      failed += refused + broken
      console.log(
        `memory after minute ${minute}: ${held.at(-1)?.toFixed(0) ?? ''} MB${refused + broken > 0 ? `, ${refused} refused, ${broken} broken` : ''}`,
      )
    }
    drawCurve({
      file: 'memory-under-load',
      title: 'Memory under full load',
      x: { name: 'minutes' },
      y: { name: 'MB' },
      lines: [{ name: 'resident memory', points: [begun, ...held].map((value, minute) => [minute + 1, Math.round(value)]) }],
    })
    const noise = [...(minutes === 10 ? [] : [`${minutes} minutes`]), ...(failed === 0 ? [] : [`${failed} refused or broken`])]
    // The middle of the last three, because what is collected at which moment is chance.
    const grown = median(held.slice(-3)) / begun
    return [
      single('memory when idle, MB', ready),
      single('memory at 1000 connections, MB', connected),
      single('memory after a minute of load, MB', begun),
      single('memory after ten minutes of load to one minute', grown, noise),
    ]
  })
}
