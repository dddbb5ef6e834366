import { execFileSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import type { Letter } from '../../src/integrations/email.ts'
import { formatMessage } from '../../src/integrations/message.ts'

// Another implementation reads what ours writes.
const reader = `
import email, email.policy, json, sys
message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
part = lambda kind: message.get_body((kind,)).get_content().replace('\\r\\n', '\\n')
print(json.dumps({
  'headers': [name.lower() for name in message.keys()],
  'from': [[a.display_name, a.addr_spec] for a in message['from'].addresses],
  'to': [[a.display_name, a.addr_spec] for a in message['to'].addresses],
  'subject': message['subject'], 'date': message['date'].datetime.isoformat(), 'id': message['message-id'],
  'text': part('plain'), 'html': part('html'),
  'defects': [str(d) for m in message.walk() for d in m.defects]}))
`

const letter: Letter = {
  id: '01a1b2c3-0000-7000-8000-000000000001',
  from: 'ClientFlow <no-reply@example.com>',
  to: 'ada@example.com',
  subject: 'Hello',
  text: 'Hello,\n\nline two.\n',
  html: '<p>Hello</p>\n',
}
const headers = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type']

test('a letter reads as it was written', () => {
  expect(read(letter)).toEqual({
    headers,
    from: [['ClientFlow', 'no-reply@example.com']],
    to: [['', 'ada@example.com']],
    subject: 'Hello',
    date: '2026-03-01T09:05:00+00:00',
    id: '<01a1b2c3-0000-7000-8000-000000000001@example.com>',
    text: 'Hello,\n\nline two.\n',
    html: '<p>Hello</p>\n',
    defects: [],
  })
})

test.each([
  ['short and plain', 'Invitation to the team of Salon'],
  ['with accents', 'Einladung zum Team von Salon Süß & Älter'],
  ['long', 'Invitation to the team of a business whose name is as long as a name may be, which is a hundred characters'],
  ['long, beyond ASCII', '株式会社'.repeat(40)],
  ['of emoji, which must not be cut in two', '💇‍♀️'.repeat(40)],
  ['that looks encoded', '=?utf-8?B?eA==?='],
  ['that is empty', ''],
])('a subject %s arrives unchanged, in lines of at most 78 characters', (_what, subject) => {
  const raw = formatMessage({ ...letter, subject }, new Date())

  expect(read({ ...letter, subject })).toMatchObject({ subject, headers, defects: [] })
  const [head = ''] = raw.split('\r\n\r\n')
  expect(head.split('\r\n').filter((line) => line.length > 78)).toEqual([])
})

test.each([
  ['subject', { subject: 'Hello\r\nBcc: victim@example.com\r\n\r\nbody' }],
  ['recipient', { to: 'ada@example.com\r\nBcc: victim@example.com' }],
  ['sender', { from: 'Salon\r\nBcc: victim@example.com <no-reply@example.com>' }],
  ['sender beyond ASCII', { from: 'Sälon\nBcc: victim@example.com <no-reply@example.com>' }],
])('a line end in the %s begins no further header', (_what, fields) => {
  expect(read({ ...letter, ...fields }).headers).toEqual(headers)
})

test.each([
  ['a name beyond ASCII', 'Salon Süß <no-reply@example.com>', 'Salon Süß'],
  ['a name with a comma', 'Salon, Inc. <no-reply@example.com>', 'Salon, Inc.'],
  ['a quoted name', '"Salon, Inc." <no-reply@example.com>', 'Salon, Inc.'],
  ['no name', 'no-reply@example.com', ''],
])('a sender with %s', (_what, from, name) => {
  expect(read({ ...letter, from })).toMatchObject({ from: [[name, 'no-reply@example.com']], defects: [] })
})

test.each([
  ['beyond ASCII', 'Grüße aus 東京 💇\n'],
  ['with a line longer than a message may have', `${'ä'.repeat(2000)}\nshort\n`],
  ['with the end of a part in it', `--part-of-x--\n.\n`],
])('a text %s arrives unchanged', (_what, text) => {
  const raw = formatMessage({ ...letter, text }, new Date())

  expect(read({ ...letter, text })).toMatchObject({ text, defects: [] })
  expect(raw.split('\r\n').filter((line) => Buffer.byteLength(line) > 998)).toEqual([])
})

function read(given: Letter): Record<string, unknown> {
  const input = formatMessage(given, new Date('2026-03-01T09:05:00Z'))
  return JSON.parse(execFileSync('python3', ['-c', reader], { input, encoding: 'utf8' })) as Record<string, unknown>
}
