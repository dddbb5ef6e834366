import type { MessageRow } from './queries.ts'

const maxBody = 4000
const maxLine = 200
const maxAttachments = 10

// What no display shows and PostgreSQL or the contract refuses: control characters, lone surrogates, U+FFFE and U+FFFF.
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]/g

/** Text from outside as it is kept: nothing in it that cannot be shown again, and no more than fits. The receipt has it as it came. */
export function bodyOf(text: string): string {
  return first(text.replaceAll(/\r\n?/g, '\n').toWellFormed().replaceAll(unprintable, ''), maxBody)
}

/** The same on one line; null when nothing is left. */
export function lineOf(text: string): string | null {
  const line = text
    .toWellFormed()
    .replaceAll(/[\s\u2028\u2029]+/g, ' ')
    .replaceAll(unprintable, '')
    .trim()
  return line === '' ? null : first(line, maxLine)
}

const url = /^https:\/\/[A-Za-z0-9]([A-Za-z0-9.-]{0,200}[A-Za-z0-9])?(:[0-9]{1,5})?(\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]{0,280})?$/
const contentType = /^[a-z0-9][a-z0-9.+-]{0,48}\/[a-z0-9][a-z0-9.+-]{0,49}$/

/** The files of a message, where they can be fetched; those that cannot be shown are left out. */
export function attachmentsOf(given: MessageRow['attachments']): MessageRow['attachments'] {
  return given
    .map(({ url: where, content_type, name }) => ({ url: where, content_type: content_type.toLowerCase(), name: lineOf(name ?? '') }))
    .filter((file) => url.test(file.url) && contentType.test(file.content_type))
    .slice(0, maxAttachments)
}

function first(text: string, length: number): string {
  return text.length <= length ? text : [...text].slice(0, length).join('')
}
