import { expect, test } from '@jest/globals'
import { opened } from '../integrations/accounts.ts'
import { business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

test('changes what is sent, and tells what was before', async () => {
  const salon = await business()
  const { id } = await opened(salon, { type: 'voice' })
  const voice = { forward_to: '+14155550101', greeting: null, record: false, announce: null }

  const reply = await salon.owner.patch(`/v1/channels/${id}`, { name: 'Upstairs', voice })
  const again = await salon.owner.patch(`/v1/channels/${id}`, { voice })

  expect(reply.body).toMatchObject({ name: 'Upstairs', voice, version: 2 })
  expect(again.body).toEqual(reply.body)
  const event = (await eventsOf(salon.id)).at(-1)
  expect(event).toMatchObject({ type: 'channel.updated', data: { object: reply.body } })
  expect(event?.data.previous_attributes).toEqual({
    name: 'Front desk',
    voice: { forward_to: null, greeting: null, record: false, announce: null },
  })
})

test('refuses what does not go with the channel, an archived one, and a version that is not the last', async () => {
  const salon = await business()
  const { id } = await opened(salon)
  const voice = { forward_to: null, greeting: null, record: false, announce: null }

  const foreign = await salon.owner.patch(`/v1/channels/${id}`, { voice })
  const stale = await salon.owner.patch(`/v1/channels/${id}`, { name: 'Other' }, { 'if-match': '"7"' })
  await salon.owner.post(`/v1/channels/${id}/archive`)
  const archived = await salon.owner.patch(`/v1/channels/${id}`, { name: 'Other' })

  expect([foreign.status, foreign.body.code]).toEqual([409, 'channel_settings_invalid'])
  expect(stale.status).toBe(412)
  expect([archived.status, archived.body.code]).toEqual([409, 'channel_archived'])
})

test('archiving twice is archiving once', async () => {
  const salon = await business()
  const { id } = await opened(salon)

  const first = await salon.owner.post(`/v1/channels/${id}/archive`)
  const second = await salon.owner.post(`/v1/channels/${id}/archive`)

  expect(first.body).toMatchObject({ status: 'archived', is_default: false, version: 2 })
  expect(second.body).toEqual(first.body)
  const told = (await eventsOf(salon.id)).filter(({ type }) => type === 'channel.archived')
  expect(told).toHaveLength(1)
  expect(told[0]?.data.previous_attributes).toEqual({ status: 'active', is_default: true })
})
