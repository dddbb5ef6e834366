import type { components } from '../generated/api.ts'
import type { DemoLine } from './demo/telephone.ts'
import { openLine, twilioId } from './demo/telephone.ts'
import { within } from './demo/waiting.ts'

// Calls the demo business of the running server as Twilio would announce it: `make demo-call`, `make demo-call FROM=+14155550123`. Nobody answers, so that
// one sees the text after it; with ANSWERED=yes somebody does.

type Call = components['schemas']['Call']
type List<T> = { readonly data: readonly T[] }

const { FROM: from = '+14155550177', ANSWERED } = process.env
const isAnswered = ANSWERED !== undefined && ANSWERED !== ''
const patienceSeconds = 90

try {
  await call(await openLine('voice'))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function call(line: DemoLine): Promise<void> {
  const sid = twilioId('CA')
  const fields = { CallSid: sid, Direction: 'inbound', From: from, To: line.number }
  console.log(`${from} calls ${line.number} …`)
  const greeting = await line.tell('voice', { ...fields, CallStatus: 'ringing' })
  console.log(`  Twilio is told: ${greeting.replace(/^<\?xml[^>]*>/, '')}`)
  if (greeting.includes('<Dial')) {
    const outcome: Record<string, string> = isAnswered
      ? { DialCallStatus: 'completed', DialCallDuration: '42' }
      : { DialCallStatus: 'no-answer' }
    await line.tell('voice', { ...fields, CallStatus: 'in-progress', ...outcome })
  }
  await line.tell('call-status', { ...fields, CallStatus: 'completed', CallDuration: isAnswered ? '48' : '26' })
  const ended = await within(20, () => find(line, sid, ({ result }) => result !== null))
  if (ended === undefined) throw new Error('The call has not been processed: does the worker run?')
  console.log(`  The call: ${ended.result} (GET ${line.baseUrl}/v1/calls/${ended.id})`)
  if (ended.conversation_id !== null) console.log(`  The thread: GET ${line.baseUrl}/v1/conversations/${ended.conversation_id}/messages`)
  await reportTextBack(line, sid, ended)
}

async function reportTextBack(line: DemoLine, sid: string, { text_back: planned }: Call): Promise<void> {
  if (planned === null) {
    console.log('  No text is due after it.')
    return
  }
  if (planned.status === 'scheduled') console.log(`  A text is due at ${planned.due_at ?? ''} …`)
  const settled = await within(patienceSeconds, () => find(line, sid, ({ text_back }) => text_back?.status !== 'scheduled'))
  const { status = 'scheduled', reason = null, message_id: messageId = null } = settled?.text_back ?? {}
  console.log(`  The text: ${status}${reason === null ? '' : `, because ${reason}`}`)
  if (messageId === null) return
  const message = await line.ask<components['schemas']['Message']>(`/v1/messages/${messageId}`)
  console.log(`  "${message.body}" (${message.status})`)
}

async function find(line: DemoLine, sid: string, isWanted: (call: Call) => boolean): Promise<Call | undefined> {
  const { data } = await line.ask<List<Call>>(`/v1/calls?from=${encodeURIComponent(from)}&limit=100`)
  return data.find((each) => each.provider_call_id === sid && isWanted(each))
}
