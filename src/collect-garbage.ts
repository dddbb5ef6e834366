import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Collects all garbage once. Compiling the contract leaves about 60 MB of it, which V8 would keep for as long as nothing else asks for
 * memory: a replica that serves little would hold half as much again as it needs.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}
