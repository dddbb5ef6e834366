import type { components } from '../generated/api.ts'
import type { DemoLine } from './demo/telephone.ts'
import { openLine, twilioId } from './demo/telephone.ts'
import { within } from './demo/waiting.ts'

// Texts the demo business of the running server as Twilio would deliver it: `make demo-sms FROM=+14155550123 BODY="Are you open?"`. With BODY=STOP one sees
// that nothing goes to that number any more.

type Message = components['schemas']['Message']
type Customer = components['schemas']['Customer']
type List<T> = { readonly data: readonly T[] }

const { FROM: from = '+14155550177', BODY: body = 'Hello, do you have anything free on Friday?' } = process.env

try {
  await text(await openLine('sms'))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function text(line: DemoLine): Promise<void> {
  const sid = twilioId('SM')
  console.log(`${from} texts ${line.number}: ${body}`)
  const reply = await line.tell('messages', { MessageSid: sid, From: from, To: line.number, Body: body, NumMedia: '0' })
  console.log(`  Twilio is told: ${reply.replace(/^<\?xml[^>]*>/, '') || 'nothing'}`)
  const message = await within(20, () => find(line, sid))
  if (message === undefined) throw new Error('The text has not been processed: does the worker run?')
  const customer = await line.ask<Customer>(`/v1/customers/${message.customer_id}`)
  const name = [customer.first_name, customer.last_name].filter((part) => part !== null).join(' ')
  console.log(`  From ${name === '' ? 'somebody new' : name} (GET ${line.baseUrl}/v1/customers/${customer.id})`)
  console.log(`  The thread (GET ${line.baseUrl}/v1/conversations/${message.conversation_id}/messages):`)
  const { data } = await line.ask<List<Message>>(`/v1/conversations/${message.conversation_id}/messages?limit=5`)
  for (const each of [...data].reverse()) console.log(`    ${each.direction === 'inbound' ? '→' : '←'} ${each.body} (${each.status})`)
}

async function find(line: DemoLine, sid: string): Promise<Message | undefined> {
  const { data } = await line.ask<List<Message>>('/v1/messages?direction=inbound&limit=100')
  return data.find((each) => each.provider_message_id === sid)
}
