import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { feed } from '../support/walk.ts'
import { create } from './templates.ts'

test('keeps what was sent, says where it is kept, and tells it', async () => {
  const salon = await business()
  const variables = [{ name: 'amount', type: 'money' }]

  const reply = await create(salon, {
    channel: 'email',
    subject: 'You paid {{amount}}',
    body: 'Thank you.',
    locale: 'de-DE',
    status: 'draft',
    variables,
  })

  expect(reply.status).toBe(201)
  expect(reply.headers.get('location')).toBe(`/v1/message-templates/${reply.body.id}`)
  expect(reply.headers.get('etag')).toBe('"1"')
  expect(reply.body).toEqual({
    id: expect.any(String),
    name: 'Reminder',
    channel: 'email',
    category: 'transactional',
    locale: 'de-DE',
    status: 'draft',
    template_version: 1,
    subject: 'You paid {{amount}}',
    body: 'Thank you.',
    variables: [{ name: 'amount', type: 'money', fallback: null }],
    segments: null,
    warnings: [],
    created_at: expect.any(String),
    updated_at: expect.any(String),
    version: 1,
  })
  expect((await salon.owner.get(`/v1/message-templates/${reply.body.id}`)).body).toEqual(reply.body)
  expect(await feed(salon.owner)).toMatchObject([{ type: 'message_template.created', data: { object: reply.body } }])
})

test('a text is in use and in English unless said otherwise, and its segments are counted', async () => {
  const salon = await business()

  const { body } = await create(salon)

  // With an example in place of the name.
  const units = 'Hi Alexandra, see you soon.'.length
  expect(body).toMatchObject({ status: 'active', locale: 'en-US', subject: null, segments: { encoding: 'gsm7', segments: 1, units } })
})

test('a name is taken in one language of one channel, in any case, until the template is archived', async () => {
  const salon = await business()
  const { body: first } = await create(salon)

  const replies = await Promise.all(Array.from({ length: 4 }, () => create(salon, { name: 'REMINDER' })))
  const german = await create(salon, { locale: 'de-DE' })
  await salon.owner.post(`/v1/message-templates/${first.id}/archive`)
  const again = await create(salon)

  expect(replies.map(({ body }) => [body.code, body.existing_id])).toEqual(replies.map(() => ['template_name_taken', first.id]))
  expect([german.status, again.status]).toEqual([201, 201])
})

test('of two that take a name at once one gets it', async () => {
  const salon = await business()

  const replies = await Promise.all(Array.from({ length: 5 }, () => create(salon)))

  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
})

test.each([
  ['a variable that is not declared', { body: 'Hi {{name}}' }, '/body', 'unknown_variable'],
  ['a variable of the subject that is not declared', { channel: 'email', subject: '{{name}}' }, '/subject', 'unknown_variable'],
  ['braces that do not close', { body: 'Hi {{first_name}' }, '/body', 'braces'],
  ['a place with something else in it', { body: 'Hi {{ First Name }}' }, '/body', 'braces'],
  [
    'a variable that is declared twice',
    {
      variables: [
        { name: 'first_name', type: 'text' },
        { name: 'first_name', type: 'date' },
      ],
    },
    '/variables',
    'duplicate_variable',
  ],
  ['a mail without a subject', { channel: 'email' }, '/subject', 'required'],
  ['a text with a subject', { subject: 'Hello' }, '/subject', 'not_taken'],
  ['a text that no provider takes', { body: 'a'.repeat(1601), variables: [] }, '/body', 'too_long'],
  ['a word of the carriers as an answer', { body: 'Reply YES to confirm', variables: [] }, '/body', 'reserved_word'],
  ['two of them', { body: 'Reply "C" to confirm. Text cancel to cancel.', variables: [] }, '/body', 'reserved_word'],
  ['one of them further on', { body: 'Reply C to confirm or CANCEL to cancel', variables: [] }, '/body', 'reserved_word'],
  ['one of them as the second choice', { body: 'Reply OK or CANCEL', variables: [] }, '/body', 'reserved_word'],
])('refuses %s', async (_what, fields, pointer, code) => {
  const salon = await business()

  const reply = await create(salon, fields)

  expect([reply.status, reply.body.code]).toEqual([409, 'template_invalid'])
  expect(reply.body.errors).toEqual([expect.objectContaining({ in: 'body', pointer, code })])
  expect((await salon.owner.get('/v1/message-templates')).body.data).toEqual([])
})

test('every fault is named at once', async () => {
  const salon = await business()

  const { body } = await create(salon, { subject: 'Hello', body: '{{a}} {{b}} {{c' })

  expect(body.errors.map(({ code }: { code: string }) => code).sort()).toEqual([
    'braces',
    'not_taken',
    'unknown_variable',
    'unknown_variable',
  ])
})

test.each([
  ['several segments', { body: 'a'.repeat(161), variables: [] }, ['several_segments']],
  ['letters that are dear', { body: 'See you soon “Ada”', variables: [] }, ['beyond_gsm7']],
  ['marketing without a way out', { category: 'marketing', body: 'Half the price', variables: [] }, ['opt_out_line_missing']],
  ['marketing with one', { category: 'marketing', body: 'Half the price. Reply STOP to opt out.', variables: [] }, []],
  ['a word of the carriers in capitals', { body: 'To CANCEL call us', variables: [] }, ['reserved_word']],
  ['the same word in a sentence', { body: 'To cancel your visit call us, it will end then. Reply C to confirm.', variables: [] }, []],
  ['an answer that is none of them', { body: 'Reply end of day at the latest, or send yesterday’s form.', variables: [] }, ['beyond_gsm7']],
  ['how to get help', { body: 'Reply HELP for help, STOP to opt out.', variables: [] }, []],
  ['a link behind a shortener', { body: 'Book: https://bit.ly/3xYz', variables: [] }, ['link_shortener']],
  ['a link of their own', { body: 'Book: https://example.com/bit.ly', variables: [] }, []],
  ['a variable that is not used', { body: 'See you soon' }, ['unused_variable']],
])('warns of %s', async (_what, fields, codes) => {
  const salon = await business()

  const reply = await create(salon, fields)

  expect(reply.status).toBe(201)
  expect(reply.body.warnings.map(({ code }: { code: string }) => code)).toEqual(codes)
})

test('there are never more warnings than a reply holds, and a tab has a name', async () => {
  const salon = await business()
  const variables = Array.from({ length: 30 }, (_, index) => ({ name: `unused_${index}`, type: 'text' }))
  const loud = 'CANCEL END QUIT REVOKE OPTOUT ARRETER ALTO BAJA CANCELAR DETENER PARAR SAIR STOPP ABMELDEN YES AIDE'

  const reply = await create(salon, { body: `${loud}\tbit.ly/x`, variables, category: 'marketing' })

  expect(reply.status).toBe(201)
  expect(reply.body.warnings).toHaveLength(40)
  expect(reply.body.warnings).toContainEqual({ code: 'beyond_gsm7', detail: expect.stringMatching(/ tab$/) })
})

test('a manager writes templates, and everybody reads them', async () => {
  const salon = await business()
  const wanted = { name: 'Reminder', channel: 'sms', category: 'transactional', body: 'See you soon.' }

  expect((await (await salon.member('staff')).post('/v1/message-templates', wanted)).status).toBe(403)
  expect((await (await salon.member('manager')).post('/v1/message-templates', wanted)).status).toBe(201)
  expect((await (await salon.member('viewer')).get('/v1/message-templates')).body.data).toHaveLength(1)
})
