import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { silentServer } from '../support/certificates.ts'
import { until } from '../support/eventually.ts'
import { wholeHouse } from '../support/house.ts'
import type { Salon } from '../support/house.ts'
import { newNumber } from '../support/providers.ts'

// Longer than any test may take: what waits for a provider waits until the end.
const patience = { PROVIDER_TIMEOUT_MS: '60000' }
const house = await wholeHouse(patience)
const base_url = await silentServer()

/** Calls of several kinds, one after the other, and the statuses of their replies. */
async function ordinaryCalls(salon: Salon, channel: string): Promise<number[]> {
  const statuses: number[] = []
  for (let round = 0; round < 10; round += 1) {
    const form = { to: newNumber(), channel_id: channel, content: { type: 'text', body: 'Hello' }, category: 'conversational' }
    for (const reply of [
      await salon.client.get('/v1/customers'),
      await salon.client.post('/v1/customers', { phones: [{ e164: newNumber() }] }),
      await salon.client.post('/v1/messages', form),
    ])
      statuses.push(reply.status)
  }
  return statuses
}

const usual = Array.from({ length: 10 }, () => [200, 201, 201]).flat()

async function channelAt(salon: Salon, account: object): Promise<string> {
  const { id: integration_id } = await salon.make('/v1/integrations', { name: 'Texts', ...account })
  const channel = { type: 'sms', integration_id, address: newNumber(), name: 'Front desk', a2p_status: 'not_required' }
  return (await salon.make('/v1/channels', channel)).id
}

test('while a provider holds a message without a word, the API answers all the same', async () => {
  const salon = await house.salon()
  const auth_token = randomUUID().replaceAll('-', '')
  const channel = await channelAt(salon, { provider: 'twilio', account_sid: `AC${auth_token}`, auth_token })
  house.vendors.behaviours.always(auth_token, { broken: 'hang' })
  await house.work(patience)
  const form = { to: newNumber(), channel_id: channel, content: { type: 'text', body: 'Hello' }, category: 'conversational' }
  const { id } = await salon.make('/v1/messages', form)
  await until('the provider is asked', async () => (await salon.client.get(`/v1/messages/${id}`)).body.status === 'sending')

  const statuses = await ordinaryCalls(salon, channel)

  expect(statuses).toEqual(usual)
  expect((await salon.client.get(`/v1/messages/${id}`)).body.status).toBe('sending')
})

test('more people than there are connections to the database may wait for a provider, and nobody else waits', async () => {
  const salon = await house.salon()
  const account = { provider: 'sms_provider', base_url, api_key: randomUUID() }
  const { id } = await salon.make('/v1/integrations', { name: 'Silent', ...account })
  const channel = await channelAt(salon, account)
  let answered = 0
  const waiting = Array.from({ length: 15 }, () =>
    salon.client
      .post(`/v1/integrations/${id}/test`)
      .catch(() => undefined)
      .finally(() => (answered += 1)),
  )

  const statuses = await ordinaryCalls(salon, channel)

  expect(statuses).toEqual(usual)
  expect([answered, waiting.length]).toEqual([0, 15])
})
