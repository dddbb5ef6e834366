import { parseArgs } from 'node:util'

export const parts = [
  'validators',
  'contract-layer',
  'start-up',
  'speed',
  'open-loop',
  'growth',
  'messages',
  'scheduling',
  'faults',
  'memory',
] as const
export type Part = (typeof parts)[number]

export interface Options {
  readonly quick: boolean
  readonly rounds: number
  readonly seconds: number
  readonly soakMinutes: number
  /** How many messages the campaign has. */
  readonly campaign: number
  readonly only: readonly Part[]
  /** How many reminders are due at once. */
  readonly reminders: number
  /** Of the faults, and of what is measured of messages and of scheduling, only these scenarios; all when there is none. */
  readonly faults: readonly string[]
  readonly messages: readonly string[]
  readonly scheduling: readonly string[]
}

/** `--quick`, or what to change of the full run. */
export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '6' },
      'soak-minutes': { type: 'string', default: '10' },
      campaign: { type: 'string', default: '100000' },
      reminders: { type: 'string', default: '10000' },
      only: { type: 'string', default: parts.join(',') },
      faults: { type: 'string', default: '' },
      messages: { type: 'string', default: '' },
      scheduling: { type: 'string', default: '' },
    },
  })
  const only = values.only.split(',')
  const listOf = (text: string): string[] => text.split(',').filter((name) => name !== '')
  const unknown = only.find((part) => !(parts as readonly string[]).includes(part))
  if (unknown !== undefined) throw new Error(`There is no part ${unknown}: ${parts.join(', ')}.`)
  const { rounds, seconds, 'soak-minutes': soakMinutes, campaign, reminders } = values
  const numbers = {
    rounds: Number(rounds),
    seconds: Number(seconds),
    soakMinutes: Number(soakMinutes),
    campaign: Number(campaign),
    reminders: Number(reminders),
  }
  if (!Object.values(numbers).every((number) => number > 0))
    throw new Error('Rounds, seconds, minutes, messages and reminders are numbers above zero.')
  const scenarios = { faults: listOf(values.faults), messages: listOf(values.messages), scheduling: listOf(values.scheduling) }
  return { quick: values.quick, ...numbers, only: only as Part[], ...scenarios }
}
