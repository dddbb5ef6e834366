import { expect, test } from '@jest/globals'
import { business, rows } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'
import { connected, opened } from './accounts.ts'

test('is gone afterwards, its secrets with it, and told as a tombstone', async () => {
  const salon = await business()
  const { id } = await connected(salon)

  const reply = await salon.owner.delete(`/v1/integrations/${id}`)

  expect(reply.status).toBe(204)
  expect((await salon.owner.get(`/v1/integrations/${id}`)).status).toBe(404)
  expect((await salon.owner.delete(`/v1/integrations/${id}`)).status).toBe(404)
  expect((await salon.owner.post(`/v1/integrations/${id}/test`)).status).toBe(404)
  expect((await salon.owner.post('/v1/channels', { type: 'sms', integration_id: id, address: '+14155550199', name: 'T' })).status).toBe(404)
  expect(await rows('select credentials, previous_credentials from integrations where id = $1', [id])).toEqual([
    { credentials: null, previous_credentials: null },
  ])
  expect(await rows('select from app.inbound_integration($1)', [id])).toEqual([])
  const [, event] = await eventsOf(salon.id)
  expect(event).toMatchObject({ type: 'integration.deleted', data: { object: { id, deleted_at: expect.any(String) } } })
})

test('stays while active channels use it', async () => {
  const salon = await business()
  const { id, integration_id: integration } = await opened(salon)

  const refused = await salon.owner.delete(`/v1/integrations/${integration}`)
  await salon.owner.post(`/v1/channels/${id}/archive`)
  const done = await salon.owner.delete(`/v1/integrations/${integration}`)

  expect([refused.status, refused.body.code]).toEqual([409, 'integration_in_use'])
  expect(done.status).toBe(204)
  expect((await salon.owner.get(`/v1/channels/${id}`)).body).toMatchObject({ status: 'archived', integration_id: integration })
})

test('of a deletion and a new channel at once, one is refused', async () => {
  const salon = await business()
  for (let n = 0; n < 10; n += 1) {
    const { id } = await connected(salon)
    const number = { type: 'sms', integration_id: id, address: `+1415555010${n}`, name: 'Texts' }

    const [deleted, added] = await Promise.all([salon.owner.delete(`/v1/integrations/${id}`), salon.owner.post('/v1/channels', number)])

    expect([
      [204, 404],
      [409, 201],
    ]).toContainEqual([deleted.status, added.status])
  }
})
