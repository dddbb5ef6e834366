import type { Parameters } from 'fast-check'

/**
 * How properties are tried: the same cases each time, so that a failure is somebody's change and not chance; PROPERTY_SEED=… tries others. Against a
 * database the smaller cases that fast-check looks for after a failure would take longer than it saves.
 */
export function trying<T>(numRuns: number): Parameters<T> {
  return { numRuns, seed: Number(process.env.PROPERTY_SEED ?? 20_260_105), endOnFailure: true }
}

/** Works through a list with so many at a time. */
export async function inLanes<T>(lanes: number, items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next
      next += 1
      await work(items[index] as T, index)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
