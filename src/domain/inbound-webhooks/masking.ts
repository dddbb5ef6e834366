import type { components } from '../../../generated/api.ts'
import type { Fields } from './body.ts'

type Field = components['schemas']['InboundWebhookField']

const maxFields = 200
const maxName = 200
const maxValue = 100

// What says something of a message or a call and nothing of a person. Whatever is not named here is masked, so that a field that a provider adds is too.
const harmless = new RegExp(
  `/(${[
    '[A-Za-z]*Sid|[A-Za-z]*Status|ErrorCode|NumMedia|NumSegments|ApiVersion|Direction|OptOutType|SequenceNumber|Timestamp|CallbackSource',
    '[A-Za-z]*Duration|RecordingChannels|RecordingSource|RecordingStartTime|MediaContentType[0-9]+|RawDlrDoneDate',
    'messageId|status|timestamp|errorCode|supplierReference|cost|currency',
    'RecordType|MessageStream|ID|ServerID|Type|TypeCode|MessageID|[A-Za-z]+At|Inactive|CanActivate|DumpAvailable|SuppressSending',
    'SuppressionReason|Origin|Date|ContentType|ContentLength',
  ].join('|')})$`,
)

/** The fields of a body by their path, such as `/FromFull/Email`; of whatever may be somebody's only the length. */
export function maskFields(fields: Fields | undefined): { readonly fields: Field[]; readonly leftOut: number } {
  const all = fields === undefined ? [] : flatten(fields)
  return { fields: all.slice(0, maxFields).map(mask), leftOut: Math.max(0, all.length - maxFields) }
}

// A list of its own instead of calls in calls: what came may be nested deeper than calls can be.
function flatten(fields: Fields): [path: string, value: string][] {
  const found: [string, string][] = []
  const left: [string, unknown][] = entriesOf('', fields)
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [path, value] = next
    if (value !== null && typeof value === 'object') for (const entry of entriesOf(path, value)) left.push(entry)
    else found.push([path, String(value)])
  }
  return found
}

// The last one first, because that is how a stack gives them back.
function entriesOf(path: string, value: object): [string, unknown][] {
  return Object.entries(value)
    .map(([name, part]): [string, unknown] => [`${path}/${name}`.slice(-2 * maxName), part])
    .reverse()
}

function mask([path, value]: [string, string]): Field {
  // At the top the slash says nothing.
  const name = printable(path.lastIndexOf('/') === 0 ? path.slice(1) : path).slice(0, maxName)
  const shown = harmless.test(path) && /^[\x20-\x7E]*$/.test(value) && value.length <= maxValue
  return shown ? { name, value, masked: false } : { name, value: `${value.length} characters`, masked: true }
}

function printable(text: string): string {
  return text.toWellFormed().replaceAll(/[\u0000-\u001F\u007F-\u009F\uFFFE\uFFFF]/g, '\uFFFD')
}
