import type { Shape } from './contract.ts'

interface BrokenText {
  readonly rule: string
  readonly text: string
}

const impossible: Readonly<Record<string, string>> = { 'date-time': '2026-02-30T09:30:00Z', date: '2026-02-30' }
const odd = ['\u0000', '\n', ' ', '!', '%', 'é', '~', 'Z', 'a', '0', '-', '.']
const printable = /^[\x21-\x7E]*$/

/** For each rule of a text's schema a text that breaks it: too short, too long, with a sign that it does not take, or a day that does not exist. */
export function brokenTexts({ minLength = 0, maxLength, pattern, format }: Shape): readonly BrokenText[] {
  const texts: BrokenText[] = []
  if (minLength > 0) texts.push({ rule: 'minLength', text: 'a'.repeat(minLength - 1) })
  if (maxLength !== undefined) texts.push({ rule: 'maxLength', text: 'a'.repeat(maxLength + 1) })
  if (pattern !== undefined) {
    const refused = odd.map((sign) => sign.repeat(Math.max(minLength, 1))).filter((text) => !new RegExp(pattern, 'u').test(text))
    const sendable = refused.find((text) => printable.test(text))
    if (refused.length === 0) throw new Error(`None of the odd signs breaks ${pattern}: add one that does.`)
    for (const text of new Set([refused[0] ?? '', sendable ?? refused[0] ?? ''])) texts.push({ rule: 'pattern', text })
  }
  const day = impossible[format ?? '']
  return day === undefined ? texts : [...texts, { rule: 'format', text: day }]
}

/** Whether a text can be a header's value as it stands. */
export function isSendable(text: string): boolean {
  return printable.test(text)
}
