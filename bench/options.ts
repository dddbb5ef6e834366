import { parseArgs } from 'node:util'

export const parts = ['validators', 'contract-layer', 'start-up', 'speed', 'open-loop', 'growth', 'faults', 'memory'] as const
export type Part = (typeof parts)[number]

export interface Options {
  readonly quick: boolean
  readonly rounds: number
  readonly seconds: number
  readonly soakMinutes: number
  readonly only: readonly Part[]
  /** Of the faults only these scenarios; all when there is none. */
  readonly faults: readonly string[]
}

/** `--quick`, or what to change of the full run. */
export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '6' },
      'soak-minutes': { type: 'string', default: '10' },
      only: { type: 'string', default: parts.join(',') },
      faults: { type: 'string', default: '' },
    },
  })
  const only = values.only.split(',')
  const faults = values.faults.split(',').filter((name) => name !== '')
  const unknown = only.find((part) => !(parts as readonly string[]).includes(part))
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}: ${parts.join(', ')}.`)
  const [rounds, seconds, soakMinutes] = [values.rounds, values.seconds, values['soak-minutes']].map(Number) as [number, number, number]
  if (!(rounds > 0 && seconds > 0 && soakMinutes > 0)) throw new Error('Rounds, seconds and minutes are numbers above zero.')
  return { quick: values.quick, rounds, seconds, soakMinutes, only: only as Part[], faults }
}
