import type { components } from '../../../generated/api.ts'
import type { ProblemItem } from '../../problems.ts'
import { optOutWords, reservedWords } from '../opt-out-keywords/opt-out-keywords.ts'
import { filled, hasStrayBraces, namesIn } from './places.ts'
import type { TemplateRow } from './queries.ts'
import { beyondGsm7, countSegments } from './segments.ts'
import type { Segments } from './segments.ts'
import { exampleOf } from './values.ts'

type Warning = components['schemas']['TemplateWarning']
/** What there is to judge about a template. */
export type Draft = Pick<TemplateRow, 'channel' | 'category' | 'locale' | 'subject' | 'body' | 'variables'>

const longestText = 1600
const mostWarnings = 40
// In capitals, as keywords are written.
const capitals = /\b[A-Z]{3,}\b/g
const quote = `["'“”‘’]*`
// Asked for as an answer: "reply yes to confirm", "reply OK or CANCEL", "reply C to confirm or CANCEL to cancel"; but not "reply end of day".
const asks = /\b(?:reply|text|respond|answer|send)\b/i
const asked = [
  new RegExp(
    `\\b(?:reply|text|respond|answer|send)(?: back)?(?: with)?:? ${quote}([a-z]+)(?=${quote}(?: (?:to|for|if|when|or|and)\\b|[,.!;)]|$))`,
    'gi',
  ),
  new RegExp(`(?: or|, or|,|/) ?${quote}([A-Z]{3,})(?=${quote}(?: (?:to|for|if|when)\\b|[,.!;)]|$))`, 'g'),
]
const shorteners =
  /\b(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|ow\.ly|is\.gd|buff\.ly|rebrand\.ly|cutt\.ly|shorturl\.at|rb\.gy|tiny\.cc|t\.ly)\/\S+/i

/** What can only go wrong. */
export function faultsOf({ channel, subject, body, variables }: Draft): ProblemItem[] {
  const words =
    subject === null
      ? [{ field: 'body', text: body }]
      : [
          { field: 'subject', text: subject },
          { field: 'body', text: body },
        ]
  const declared = new Set(variables.map(({ name }) => name))
  return [
    ...words
      .filter(({ text }) => hasStrayBraces(text))
      .map(({ field }) => fault(field, 'braces', 'has braces that are no place for a value')),
    ...words.flatMap(({ field, text }) =>
      namesIn(text)
        .filter((name) => !declared.has(name))
        .map((name) => fault(field, 'unknown_variable', `uses ${name}, which is not declared`)),
    ),
    ...(declared.size < variables.length ? [fault('variables', 'duplicate_variable', 'declares a variable twice')] : []),
    ...(channel === 'email' && subject === null ? [fault('subject', 'required', 'is missing: a mail has one')] : []),
    ...(channel === 'sms' && subject !== null ? [fault('subject', 'not_taken', 'is for mails: a text has none')] : []),
    ...(channel === 'sms' && body.length > longestText ? [fault('body', 'too_long', `is longer than ${longestText} characters`)] : []),
    ...(channel === 'sms'
      ? askedFor(body).map((word) => fault('body', 'reserved_word', `asks for ${word}, which carriers take for themselves`))
      : []),
  ]
}

/** What may be meant. */
export function warningsOf(draft: Draft): Warning[] {
  const { channel, category, subject, body, variables } = draft
  const used = new Set(namesIn(`${subject ?? ''} ${body}`))
  const unused = variables.filter(({ name }) => !used.has(name))
  const warnings = [
    ...(channel === 'sms' ? ofTexts(draft) : []),
    ...(channel === 'sms' && category === 'marketing' && !saysHowToStop(body)
      ? [
          warning(
            'opt_out_line_missing',
            'Marketing says how to end it: add "Reply STOP to opt out", or keep it in the footer of the messaging policy.',
          ),
        ]
      : []),
    ...(shorteners.test(body)
      ? [warning('link_shortener', 'Carriers drop texts with links behind a shortener: write your own domain.')]
      : []),
    ...unused.map(({ name }) => warning('unused_variable', `The variable ${name} is not used.`)),
  ]
  return warnings.slice(0, mostWarnings)
}

/** How a text travels, with examples in place of its variables; undefined for mails. */
export function segmentsOf({ channel, body, variables, locale }: Draft): Segments | undefined {
  if (channel !== 'sms') return undefined
  const examples = new Map(variables.map((variable) => [variable.name, exampleOf(variable, locale)]))
  return countSegments(filled(body, (name) => examples.get(name) ?? ''))
}

function ofTexts(draft: Draft): Warning[] {
  const { segments } = segmentsOf(draft) as Segments
  const beyond = beyondGsm7(draft.body, 10)
  const loud = [...new Set(draft.body.match(capitals) ?? [])].filter((word) => reservedWords.has(word) && !optOutWords.has(word))
  return [
    ...(segments > 1 ? [warning('several_segments', `This text takes ${segments} segments, each of which is paid for.`)] : []),
    ...(beyond.length > 0
      ? [warning('beyond_gsm7', `These letters leave room for 70 instead of 160 characters: ${beyond.map(shown).join(' ')}`)]
      : []),
    ...loud.map((word) => warning('reserved_word', `Whoever answers ${word} ends all messages: carriers take this word for themselves.`)),
  ]
}

function shown(character: string): string {
  return character === '\t' ? 'tab' : character
}

function askedFor(body: string): string[] {
  if (!asks.test(body)) return []
  const words = asked.flatMap((pattern) => [...body.matchAll(pattern)].map(([, word = '']) => word.toUpperCase()))
  return [...new Set(words)].filter((word) => reservedWords.has(word) && !optOutWords.has(word))
}

function saysHowToStop(body: string): boolean {
  return /\b(?:STOP|UNSUBSCRIBE|ARRET|STOPP|PARAR|SAIR|BAJA)\b/.test(body)
}

function fault(field: string, code: string, detail: string): ProblemItem {
  return { in: 'body', pointer: `/${field}`, code, detail }
}

function warning(code: Warning['code'], detail: string): Warning {
  return { code, detail }
}
