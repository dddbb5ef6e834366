import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from '@jest/globals'
import { operations } from '../../generated/operations.ts'
import type { Route } from '../../src/http/contract/document.ts'
import { rows, server } from '../support/api.ts'
import { send } from '../support/providers.ts'
import type { Prove } from '../support/providers.ts'
import { requestText, sendRaw } from '../support/raw-socket.ts'
import { prepare } from './corpus/accounts.ts'
import type { Prepared } from './corpus/accounts.ts'
import { makeCast, withIds } from './corpus/cast.ts'
import type { Cast } from './corpus/cast.ts'
import { routes } from './corpus/contract.ts'
import { faultsOf } from './corpus/replies.ts'
import { baseOf, pathOf } from './corpus/requests.ts'
import { send as sendSample } from './corpus/send.ts'

// Made from the contract: whatever a provider sends is taken from that provider and from nobody else.

const ofProviders = routes.filter(({ id }) => operations[id].access === 'provider')

const withBody = ofProviders.filter(({ operation }) => operation.requestBody !== undefined)

let ours: Cast
let theirs: Cast

beforeAll(async () => {
  ours = await makeCast()
  theirs = await makeCast()
})

test('what is for providers is a list that somebody has thought about', () => {
  expect(ofProviders.map(({ id }) => id)).toEqual([
    'receiveGoogleCalendarPush',
    'receivePostmarkEvent',
    'receivePostmarkInbound',
    'receiveSmsProviderStatus',
    'receiveTwilioCallStatus',
    'receiveTwilioMessage',
    'receiveTwilioMessageStatus',
    'receiveTwilioRecording',
    'receiveTwilioVoice',
  ])
})

test.each(ofProviders)('$id answers the same refusal to everything that is not proved, and keeps nothing of it', async (route) => {
  const [own, foreign] = [await prepare(route.id, '', ours), await prepare(route.id, '', theirs)]
  const wrong: Readonly<Record<string, { fields: Readonly<Record<string, string>>; prove?: Prove }>> = {
    'no proof': { fields: own.fields },
    'an empty proof': {
      fields: own.fields,
      prove: () => ({ 'X-Twilio-Signature': '', 'X-SMS-Signature': '', 'X-Goog-Channel-Token': '', Authorization: '' }),
    },
    'the proof of another body': { fields: own.fields, prove: (path, body) => altered(own.caller?.prove?.(path, `${body}&more=1`) ?? {}) },
    'the secret of another business': { fields: own.fields, ...provedBy(foreign.caller?.prove) },
    'the integration of another business': { fields: { ...own.fields, ...idOf(foreign) }, ...provedBy(own.caller?.prove) },
    'an integration that is not there': {
      fields: { ...own.fields, integration_id: randomUUID(), calendar_connection_id: randomUUID() },
      ...provedBy(own.caller?.prove),
    },
    "an access token of the business's owner": { fields: own.fields, prove: () => ({ Authorization: `Bearer ${ours.owner.token}` }) },
  }
  const before = await receipts()

  const replies = await Promise.all(
    Object.entries(wrong).map(async ([what, { fields, prove }]) => {
      const sample = withIds(baseOf(route), { ...ours.ids, ...fields })
      return { what, reply: await sendSample(route, sample, { token: '', ...provedBy(prove) }) }
    }),
  )

  const seen = replies.map(({ what, reply }) => [what, reply.status, (reply.body as { code: string }).code, faultsOf(reply)])
  const refusal = '404' in route.operation.responses ? [404, 'channel_unknown'] : [403, 'not_from_provider']
  expect(seen).toEqual(Object.keys(wrong).map((what) => [what, ...refusal, []]))
  expect(await receipts()).toBe(before)
})

test.each(withBody)('$id refuses another type of body with 415, and one that is larger than 1 MiB with 413', async (route) => {
  const path = pathOf(route, withIds(baseOf(route), ours.ids))
  const type = typeOf(route)

  const text = await send(server.url, path, 'text/plain', 'text', {})
  const compressed = await send(server.url, path, type, '{}', { 'Content-Encoding': 'gzip' })
  // It is announced and never sent: who is refused need not send it.
  const announced = requestText('POST', path, [`Content-Type: ${type}`, `Content-Length: ${1024 * 1024 + 1}`])
  const large = await sendRaw(server.url, announced)

  expect([text, compressed, large].map(({ status }) => status)).toEqual([415, 415, 413])
  expect([text, compressed, large].flatMap((reply) => faultsOf(reply))).toEqual([])
})

const typeOf = (route: Route): string => Object.keys(route.operation.requestBody?.content ?? {})[0] ?? ''
const idOf = ({ fields: { integration_id = '', calendar_connection_id = '' } }: Prepared) => ({ integration_id, calendar_connection_id })
const provedBy = (prove: Prove | undefined) => (prove === undefined ? {} : { prove })

// A password proves every body, and so does a channel's token, so they are altered as well.
function altered(headers: Record<string, string>): Record<string, string> {
  const { Authorization: password, ...others } = headers
  if ('X-Goog-Channel-Token' in others) return { ...others, 'X-Goog-Channel-Token': 'wrong' }
  return password === undefined ? others : { Authorization: `Basic ${Buffer.from('clientflow:wrong').toString('base64')}` }
}

async function receipts(): Promise<number | undefined> {
  const [row] = await rows<{ count: number }>('select count(*)::integer as count from inbound_webhooks where business_id = any($1)', [
    [ours.salon.id, theirs.salon.id],
  ])
  return row?.count
}
