import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { channelIn, newNumber } from '../support/channels.ts'

const footer = 'Test Salon. Reply STOP to opt out.'

test('under marketing stands the footer, once, in the preview and in what is sent; under nothing else', async () => {
  const salon = await business()
  await channelIn(salon, 'sms', { is_default: true })
  await salon.owner.put('/v1/messaging-policy', { footer })
  const to = newNumber()
  const bodyOf = async (path: string, category: string, body: string) =>
    (await salon.owner.post(path, { to, channel_type: 'sms', category, content: { type: 'text', body } })).body.body as string

  for (const path of ['/v1/messages/preview', '/v1/messages']) {
    expect(await bodyOf(path, 'marketing', 'Half the price.')).toBe(`Half the price.\n${footer}`)
    expect(await bodyOf(path, 'marketing', `Half the price. ${footer}`)).toBe(`Half the price. ${footer}`)
    expect(await bodyOf(path, 'conversational', 'See you soon.')).toBe('See you soon.')
  }
})

test('a text that is too long with its footer is refused', async () => {
  const salon = await business()
  await channelIn(salon, 'sms', { is_default: true })
  await salon.owner.put('/v1/messaging-policy', { footer })

  const content = { type: 'text', body: 'a'.repeat(3_990) }
  const reply = await salon.owner.post('/v1/messages/preview', { to: newNumber(), channel_type: 'sms', category: 'marketing', content })

  expect([reply.status, reply.body.code]).toEqual([409, 'message_content_invalid'])
})
