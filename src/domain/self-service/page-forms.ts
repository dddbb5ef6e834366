import { problems } from '../../problems.ts'
import type { Fault } from './page-html.ts'
import { cancelAsCustomer, confirmAsCustomer, rescheduleAsCustomer } from './self-service.ts'

type Tx = Parameters<typeof confirmAsCustomer>[0]

interface Action {
  readonly name: Fault['form']
  readonly run: (tx: Tx, id: string, form: URLSearchParams) => Promise<unknown>
}

const actions: readonly Action[] = [
  { name: 'confirm', run: (tx, id) => confirmAsCustomer(tx, id) },
  { name: 'cancel', run: (tx, id, form) => cancelAsCustomer(tx, id, { reason: reasonOf(form.get('reason')) }) },
  { name: 'reschedule', run: (tx, id, form) => rescheduleAsCustomer(tx, id, { starts_at: requireInstant(form.get('starts_at')) }) },
]

/** What a form of the page does; undefined for one that it does not have. */
export function actionOf(name: string | undefined): Action | undefined {
  return actions.find((action) => action.name === name)
}

/** An instant as the page itself writes it; undefined for anything else. */
export function instantOf(text: string | null): string | undefined {
  if (text === null || !/^2[01]\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) return undefined
  return Number.isNaN(Date.parse(text)) ? undefined : text
}

function requireInstant(text: string | null): string {
  const instant = instantOf(text)
  if (instant === undefined)
    throw problems.invalidRequest([{ in: 'body', pointer: '/starts_at', code: 'format', detail: 'must be a time' }])
  return instant
}

/** What people type, in the form that the contract has for it: no signs that nobody sees, and no more than fits. */
function reasonOf(text: string | null): string | undefined {
  const plain = (text ?? '')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]/g, '')
    .toWellFormed()
    .trim()
  // By characters, as JSON Schema counts them: half of one would be none.
  const [...characters] = plain
  return plain === '' ? undefined : characters.slice(0, 500).join('')
}
