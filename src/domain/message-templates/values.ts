import type { components } from '../../../generated/api.ts'
import type { ProblemItem } from '../../problems.ts'

type Schemas = components['schemas']
type Variable = Schemas['TemplateVariable']
type Fault = Pick<ProblemItem, 'code' | 'detail'>
export type Values = Readonly<Record<string, unknown>>

interface Type {
  /** The value as people read it; undefined when it is none of this type. */
  readonly format: (value: unknown, locale: string) => string | undefined
  /** Something that could stand there. */
  readonly example: unknown
  readonly words: string
}

const types: Readonly<Record<Variable['type'], Type>> = {
  text: {
    format: (value) => (isLine(value, 300) ? value : undefined),
    example: 'Alexandra',
    words: 'text on one line, up to 300 characters',
  },
  number: {
    format: (value, locale) => (isNumber(value) ? new Intl.NumberFormat(locale, { maximumFractionDigits: 10 }).format(value) : undefined),
    example: 12,
    words: 'a number',
  },
  date: {
    format: (value, locale) =>
      dateOf(value, `${String(value)}T00:00:00Z`)?.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' }),
    example: '2026-11-23',
    words: 'a date such as 2026-06-05',
  },
  time: {
    format: (value, locale) => timeOf(value)?.toLocaleTimeString(locale, { timeStyle: 'short', timeZone: 'UTC' }).replaceAll(/\s/g, ' '),
    example: '12:30',
    words: 'a time such as 14:30',
  },
  money: {
    format: (value, locale) => amountOf(value, locale),
    example: { amount_minor: 12_345, currency: 'USD' },
    words: 'an amount with amount_minor and currency',
  },
  url: {
    format: (value) => (isLine(value, 500) && /^https:\/\/[^\s]+$/.test(value) && URL.canParse(value) ? value : undefined),
    example: 'https://example.com/book/4711',
    words: 'an https URL',
  },
}

/** The values as they stand in the text, by name, and what is wrong with those that were sent. */
export function formatted(
  variables: readonly Variable[],
  values: Values,
  locale: string,
): { readonly texts: ReadonlyMap<string, string>; readonly faults: readonly ProblemItem[] } {
  const texts = new Map<string, string>()
  const faults: ProblemItem[] = []
  const note = (name: string, fault: Fault) => faults.push({ in: 'body', pointer: `/variables/${name}`, ...fault })
  for (const { name, type, fallback } of variables) {
    const value = (Object.hasOwn(values, name) ? values[name] : undefined) ?? undefined
    const text = value === undefined ? (fallback ?? undefined) : types[type].format(value, locale)
    if (text !== undefined) texts.set(name, text)
    else if (value === undefined) note(name, { code: 'missing', detail: 'has no value and no fallback' })
    else note(name, { code: 'type', detail: `must be ${types[type].words}` })
  }
  const known = new Set(variables.map(({ name }) => name))
  for (const name of Object.keys(values).filter((each) => !known.has(each)))
    note(name, { code: 'unknown', detail: 'is no variable of this template' })
  return { texts, faults }
}

/** What could stand in place of a variable, to see how long a text becomes. */
export function exampleOf({ type }: Variable, locale: string): string {
  return types[type].format(types[type].example, locale) ?? ''
}

function isLine(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longest && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(value)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function dateOf(value: unknown, text: string): Date | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined
  const date = new Date(text)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? date : undefined
}

function timeOf(value: unknown): Date | undefined {
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? new Date(`2026-01-01T${value}:00Z`) : undefined
}

function amountOf(value: unknown, locale: string): string | undefined {
  const { amount_minor: amount, currency } = (value ?? {}) as Record<string, unknown>
  if (!Number.isSafeInteger(amount) || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return undefined
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format((amount as number) / 10 ** digits).replaceAll(/\s/g, ' ')
}
