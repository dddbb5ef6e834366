import type { Letter } from './email.ts'

/** A letter as an Internet message (RFC 5322) with a plain and an HTML part (RFC 2046). */
export function formatMessage({ id, from, to, subject, text, html }: Letter, date: Date): string {
  const boundary = `part-of-${id}`
  const lines = [
    `From: ${mailbox(from)}`,
    `To: ${mailbox(to)}`,
    `Subject: ${words(subject)}`,
    `Date: ${date.toUTCString().replace(/GMT$/, '+0000')}`,
    `Message-ID: <${id}@${domainOf(from)}>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative;',
    ` boundary="${boundary}"`,
    '',
    `--${boundary}`,
    ...part('text/plain', text),
    `--${boundary}`,
    ...part('text/html', html),
    `--${boundary}--`,
    '',
  ]
  return lines.join('\r\n')
}

function part(type: string, content: string): string[] {
  const lines = content.split(/\r\n|\r|\n/)
  // As it is wherever that is allowed, which is up to 998 bytes a line: a person reads these files too.
  const plain = lines.every((line) => Buffer.byteLength(line) <= 998)
  const encoded = Buffer.from(lines.join('\r\n')).toString('base64')
  return [
    `Content-Type: ${type}; charset=utf-8`,
    `Content-Transfer-Encoding: ${plain ? '8bit' : 'base64'}`,
    '',
    ...(plain ? lines : (encoded.match(/.{1,76}/g) ?? [])),
  ]
}

/** An address, with or without a name before it: `Ada <ada@example.com>`. */
function mailbox(address: string): string {
  const named = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(oneLine(address))
  if (named === null) return oneLine(address)
  const [, name = '', mail = ''] = named
  return name === '' ? `<${mail}>` : `${/^[\w !#$%&'*+/=?^`{|}~-]*$/.test(name) ? name : words(name, true)} <${mail}>`
}

/** Header text: as it is when it is short and plain, else in encoded words (RFC 2047), one to a line of at most 76 characters. */
function words(text: string, always = false): string {
  const line = oneLine(text)
  if (!always && /^[\x20-\x7e]{0,60}$/.test(line) && !line.includes('=?')) return line
  return chunks(line, 39)
    .map((chunk) => `=?utf-8?B?${Buffer.from(chunk).toString('base64')}?=`)
    .join('\r\n ')
}

/** Pieces of at most so many bytes that cut no character in two. */
function chunks(text: string, bytes: number): string[] {
  const pieces = ['']
  for (const character of text) {
    const last = pieces.length - 1
    const longer = (pieces[last] ?? '') + character
    if (Buffer.byteLength(longer) <= bytes) pieces[last] = longer
    else pieces.push(character)
  }
  return pieces
}

/** A line end in a header would begin another header. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}

function domainOf(address: string): string {
  return /@([A-Za-z0-9.-]+)/.exec(address)?.[1] ?? 'localhost'
}
