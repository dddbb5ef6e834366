import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { renderTemplate } from '../../src/domain/message-templates/message-templates.ts'
import { business } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { trying } from '../support/properties.ts'
import { readAs } from '../support/transactions.ts'
import { create } from './templates.ts'

const everyType = [
  { name: 'who', type: 'text' },
  { name: 'count', type: 'number' },
  { name: 'day', type: 'date' },
  { name: 'at', type: 'time' },
  { name: 'price', type: 'money' },
  { name: 'link', type: 'url' },
]
const values = {
  who: 'Ada',
  count: 1234.5,
  day: '2026-06-05',
  at: '14:30',
  price: { amount_minor: 4550, currency: 'USD' },
  link: 'https://example.com/b?c=1',
}
const body = '{{who}}|{{ count }}|{{day}}|{{at}}|{{price}}|{{link}}'

async function template(salon: Business, fields: object = {}): Promise<string> {
  return (await create(salon, { body, variables: everyType, ...fields })).body.id as string
}

test.each([
  ['en-US', 'Ada|1,234.5|June 5, 2026|2:30 PM|$45.50|https://example.com/b?c=1'],
  ['de-DE', 'Ada|1.234,5|5. Juni 2026|14:30|45,50 $|https://example.com/b?c=1'],
])('writes each value as people in %s do', async (locale, expected) => {
  const salon = await business()
  const id = await template(salon, { locale })

  const rendered = await renderTemplate(readAs(salon), id, values)

  expect(rendered).toMatchObject({ template: { id, template_version: 1 }, subject: null, body: expected })
})

test('an amount has the decimals of its currency', async () => {
  const salon = await business()
  const id = await template(salon, { body: '{{price}}', variables: [{ name: 'price', type: 'money' }] })

  const yen = await renderTemplate(readAs(salon), id, { price: { amount_minor: 500, currency: 'JPY' } })

  expect(yen.body).toBe('¥500')
})

test('the subject of a mail is filled too', async () => {
  const salon = await business()
  const id = await template(salon, { channel: 'email', subject: 'For {{who}}' })

  expect(await renderTemplate(readAs(salon), id, values)).toMatchObject({ subject: 'For Ada' })
})

test('what is missing has its fallback, or is refused: no place is left unfilled', async () => {
  const salon = await business()
  const variables = [
    { name: 'first_name', type: 'text', fallback: 'there' },
    { name: 'day', type: 'date' },
  ]
  const id = await template(salon, { body: 'Hi {{first_name}} on {{day}}', variables })

  expect((await renderTemplate(readAs(salon), id, { day: '2026-06-05', first_name: null })).body).toBe('Hi there on June 5, 2026')
  const refusal = renderTemplate(readAs(salon), id, { first_name: 'Ada' })
  await expect(refusal).rejects.toMatchObject({
    code: 'template_values_invalid',
    extra: { errors: [{ pointer: '/variables/day', code: 'missing' }] },
  })
})

test.each([
  ['text on two lines', { who: 'A\nB' }],
  ['text that is a number', { who: 5 }],
  ['no text', { who: '' }],
  ['a number that is text', { count: '5' }],
  ['a number beyond all', { count: Number.POSITIVE_INFINITY }],
  ['a day that does not exist', { day: '2026-02-30' }],
  ['a time that does not exist', { at: '24:00' }],
  ['an amount without a currency', { price: { amount_minor: 1 } }],
  ['an amount of halves', { price: { amount_minor: 0.5, currency: 'USD' } }],
  ['a link that is none', { link: 'https://' }],
  ['a link in the open', { link: 'http://example.com' }],
])('refuses %s', async (_what, wrong) => {
  const salon = await business()
  const id = await template(salon)

  const refusal = renderTemplate(readAs(salon), id, { ...values, ...wrong })

  const [name] = Object.keys(wrong)
  await expect(refusal).rejects.toMatchObject({
    code: 'template_values_invalid',
    extra: { errors: [{ pointer: `/variables/${name}`, code: 'type' }] },
  })
})

test('a value of no variable is refused', async () => {
  const salon = await business()
  const id = await template(salon)

  const refusal = renderTemplate(readAs(salon), id, { ...values, constructor: 'x' })

  await expect(refusal).rejects.toMatchObject({ extra: { errors: [{ pointer: '/variables/constructor', code: 'unknown' }] } })
})

test('only a template in use is taken, of the own business', async () => {
  const [salon, other] = [await business(), await business()]
  const [draft, theirs] = [await template(salon, { status: 'draft' }), await template(other)]

  await expect(renderTemplate(readAs(salon), draft, values)).rejects.toMatchObject({ code: 'template_not_active' })
  await expect(renderTemplate(readAs(salon), theirs, values)).rejects.toMatchObject({ code: 'reference_not_found' })
})

test('what stands in a value is text: braces in it are no place, and nothing in it is taken for a pattern', async () => {
  const salon = await business()
  const id = await template(salon, { body: '<{{who}}>', variables: [{ name: 'who', type: 'text' }] })
  const texts = fc.stringMatching(/^[ -~]{1,40}$/).map((text) => `${text}{{who}}$&`)

  await fc.assert(
    fc.asyncProperty(texts, async (who) => {
      expect((await renderTemplate(readAs(salon), id, { who })).body).toBe(`<${who}>`)
    }),
    trying(30),
  )
})
