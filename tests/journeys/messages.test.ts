import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { unwrap } from '@clientflow/sdk'
import type { ClientFlow, Schemas } from '@clientflow/sdk'
import { expect, test } from '@jest/globals'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { roles } from '../../generated/operations.ts'
import { until } from '../support/eventually.ts'
import { account, own, textLine } from './text-line.ts'
import { useWorld } from './world.ts'

// tests/sdk/python/journeys/test_messages.py is the same in Python.

const world = useWorld()
const caller = '+14155550134'

test('a number is connected, somebody writes, is answered, and the answer arrives', async () => {
  const client = await program()
  const { urlOf, channelId } = await textLine(client)

  const text = { account, url: urlOf('messages'), from: caller, to: own, body: 'Anything free on Friday?' }
  expect((await world.outside().text(text)).statuses).toEqual([200])
  const thread = await until('the thread is there', async () => (await conversations(client, channelId))[0])
  expect(thread).toMatchObject({ peer_address: caller, activity: { unread_count: 1 } })

  const path = { conversation_id: thread.id }
  const body = { content: { type: 'text', body: 'Yes, at eleven.' } } as const
  const answer = await unwrap(client.POST('/v1/conversations/{conversation_id}/messages', { params: { path }, body }))
  expect((await settled(client, answer.id, 'delivered')).provider).toBe('twilio')
  expect(await words(client, thread.id)).toEqual(['Yes, at eleven.', 'Anything free on Friday?'])
})

test('a call is missed, a text goes out, the caller answers, and all of it is one thread', async () => {
  const client = await program()
  const { urlOf, integrationId } = await textLine(client)
  const voice = { forward_to: '+14155550199', greeting: null, record: false, announce: null }
  const line = { type: 'voice', integration_id: integrationId, address: own, name: 'Calls', voice } as const
  await unwrap(client.POST('/v1/channels', { body: line }))
  const template = { name: 'Missed call', channel: 'sms', category: 'conversational', body: 'Sorry that we missed your call!' } as const
  const { id } = await unwrap(client.POST('/v1/message-templates', { body: template }))
  const missed_call_text_back = { enabled: true, template_in_hours_id: id, delay_s: 0 }
  await unwrap(client.PUT('/v1/messaging-policy', { body: { missed_call_text_back } }))

  const call = { account, voice_url: urlOf('voice'), status_url: urlOf('call_status'), from: caller, to: own }
  const { id: sid } = await world.outside().call(call)
  const missed = await until('the text after the call is written', async () => {
    const [found] = (await unwrap(client.GET('/v1/calls', { params: { query: { from: caller } } }))).data
    return found?.text_back?.status === 'sent' && found
  })
  expect(missed).toMatchObject({ provider_call_id: sid, result: 'missed' })
  await settled(client, missed.text_back?.message_id ?? '', 'delivered')

  await world.outside().text({ account, url: urlOf('messages'), from: caller, to: own, body: 'On Friday, please.' })
  const thread = await until('the answer is there', async () => {
    const bodies = await words(client, missed.conversation_id ?? '')
    return bodies.length > 1 && bodies
  })
  expect(thread).toEqual(['On Friday, please.', 'Sorry that we missed your call!'])
})

test('a mail bounces, the address is closed, and who writes there again is told why not', async () => {
  const client = await program()
  const server_token = '00000000-0000-4000-8000-0000000000ee'
  const made = await unwrap(client.POST('/v1/integrations', { body: { provider: 'postmark', name: 'Mail', server_token } }))
  const url = made.inbound_urls.find(({ purpose }) => purpose === 'events')?.url ?? ''
  world.outside().enterWebhook({ server_token, url, username: made.inbound_username ?? '', password: made.secret ?? '' })
  const mailbox = { type: 'email', integration_id: made.id, address: 'desk@example.com', name: 'Desk' } as const
  await unwrap(client.POST('/v1/channels', { body: mailbox }))
  const to = 'hardbounce@bounce-testing.postmarkapp.com'
  const content = { type: 'text', subject: 'Your visit', body: 'See you at eleven.' } as const
  const mail = { to, channel_type: 'email', category: 'transactional', content } as const

  const first = await unwrap(client.POST('/v1/messages', { body: mail }))
  expect((await settled(client, first.id, 'failed')).error).toMatchObject({ provider_code: 'HardBounce' })
  const closed = await unwrap(client.GET('/v1/suppressions', { params: { query: { address: to } } }))
  expect(closed.data).toMatchObject([{ reason: 'hard_bounce', active: true }])

  const second = await unwrap(client.POST('/v1/messages', { body: mail }))
  expect(second).toMatchObject({ status: 'suppressed', reasons: [{ code: 'suppressed' }], provider_message_id: null })
})

test('the Python client goes the same ways', async () => {
  const env = {
    ...process.env,
    PYTHONPATH: 'sdk/python/src',
    PYTHONDONTWRITEBYTECODE: '1',
    CLIENTFLOW_URL: world.baseUrl(),
    CLIENTFLOW_API_KEY: await key(),
    CLIENTFLOW_OUTSIDE: world.outside().url,
  }
  const args = ['-m', 'unittest', 'discover', '--start-directory', 'tests/sdk/python/journeys']

  const { stderr } = await promisify(execFile)(join(projectFolder, '.venv/bin/python'), args, { cwd: projectFolder, env })

  expect(stderr).toMatch(/^Ran 3 tests .*\n\nOK$/m)
})

async function key(): Promise<string> {
  const owner = await world.owner()
  return (await unwrap(owner.POST('/v1/api-keys', { body: { name: 'Front desk', scopes: [...roles.admin] } }))).secret
}

async function program(): Promise<ClientFlow> {
  return world.program(await key())
}

async function conversations(client: ClientFlow, channel_id: string): Promise<readonly Schemas['Conversation'][]> {
  return (await unwrap(client.GET('/v1/conversations', { params: { query: { channel_id } } }))).data
}

function settled(client: ClientFlow, message_id: string, status: Schemas['MessageStatus']): Promise<Schemas['Message']> {
  return until(`the message is ${status}`, async () => {
    const message = await unwrap(client.GET('/v1/messages/{message_id}', { params: { path: { message_id } } }))
    return message.status === status && message
  })
}

/** What was said, the newest first. */
async function words(client: ClientFlow, conversation_id: string): Promise<string[]> {
  const found = await unwrap(client.GET('/v1/conversations/{conversation_id}/messages', { params: { path: { conversation_id } } }))
  return found.data.map(({ body }) => body)
}
