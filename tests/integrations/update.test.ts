import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { connected, postmarkForm } from './accounts.ts'

test('changes what is sent, tells it, and nothing when nothing differs', async () => {
  const salon = await business()
  const { id } = await connected(salon, postmarkForm)

  const reply = await salon.owner.patch(`/v1/integrations/${id}`, { name: 'Letters', broadcast_stream: 'news', status: 'disabled' })
  const again = await salon.owner.patch(`/v1/integrations/${id}`, { name: 'Letters' })

  expect(reply.body).toMatchObject({ name: 'Letters', broadcast_stream: 'news', status: 'disabled', version: 2 })
  expect(again.body).toEqual(reply.body)
  const previous = { name: 'Mail', broadcast_stream: 'broadcast', status: 'active' }
  const [, event, ...others] = await eventsOf(salon.id)
  expect(event).toMatchObject({ type: 'integration.updated', data: { object: reply.body } })
  expect(event?.data.previous_attributes).toEqual(previous)
  expect(others).toEqual([])
})

test("a stream is Postmark's alone, and a version that is not the last one changes nothing", async () => {
  const salon = await business()
  const { id } = await connected(salon)

  const foreign = await salon.owner.patch(`/v1/integrations/${id}`, { broadcast_stream: 'news' })
  const stale = await salon.owner.patch(`/v1/integrations/${id}`, { name: 'Other' }, { 'if-match': '"7"' })

  expect([foreign.status, foreign.body.code]).toEqual([409, 'integration_credentials_invalid'])
  expect(stale.status).toBe(412)
  expect((await salon.owner.get(`/v1/integrations/${id}`)).body).toMatchObject({ name: 'Twilio', version: 1 })
})
