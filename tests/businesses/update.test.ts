import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

test('a change keeps what was not sent, clears what is null and tells both states', async () => {
  const salon = await business()
  const path = `/v1/businesses/${salon.id}`
  await salon.owner.patch(path, { website: 'https://example.com', phone: '+14155550100' })

  const changed = await salon.owner.patch(path, {
    phone: '+14155550101',
    website: null,
    address: { line1: '1 Harbour Street', city: 'Kiel', country: 'DE' },
  })

  expect(changed.status).toBe(200)
  expect(changed.headers.get('etag')).toBe('"3"')
  expect(changed.body).toMatchObject({ name: 'Test Salon', phone: '+14155550101', website: null, address: { city: 'Kiel' } })
  const event = (await eventsOf(salon.id)).at(-1)
  expect(event?.data.previous_attributes).toEqual({ phone: '+14155550100', website: 'https://example.com', address: null })
})

test('a change that changes nothing keeps the version and tells nobody', async () => {
  const salon = await business()
  const path = `/v1/businesses/${salon.id}`
  await salon.owner.patch(path, { address: { line1: '1 Harbour Street', city: 'Kiel', country: 'DE' } })

  const again = await salon.owner.patch(path, { name: 'Test Salon', address: { country: 'DE', city: 'Kiel', line1: '1 Harbour Street' } })

  expect(again.body.version).toBe(2)
  expect(await eventsOf(salon.id)).toHaveLength(1)
})

test('a slug that another business has is refused', async () => {
  const [salon, garage] = [await business(), await business()]
  const { slug } = (await salon.owner.get(`/v1/businesses/${salon.id}`)).body as { slug: string }

  const refused = await garage.owner.patch(`/v1/businesses/${garage.id}`, { name: 'New name', slug })

  expect(refused).toMatchObject({ status: 409, body: { code: 'slug_taken' } })
  expect((await garage.owner.get(`/v1/businesses/${garage.id}`)).body).toMatchObject({ name: 'Test Salon', version: 1 })
})

test('only the version that was seen is changed', async () => {
  const salon = await business()
  const path = `/v1/businesses/${salon.id}`

  const stale = await salon.owner.patch(path, { name: 'Other' }, { 'if-match': '"7"' })
  const fresh = await salon.owner.patch(path, { name: 'Other' }, { 'if-match': '"1"' })

  expect(stale).toMatchObject({ status: 412, body: { code: 'precondition_failed' } })
  expect(fresh).toMatchObject({ status: 200, body: { name: 'Other', version: 2 } })
})

test('a manager reads the business and does not change it', async () => {
  const salon = await business()
  const manager = await salon.member('manager')

  expect((await manager.get(`/v1/businesses/${salon.id}`)).status).toBe(200)
  expect(await manager.patch(`/v1/businesses/${salon.id}`, { name: 'Mine' })).toMatchObject({
    status: 403,
    body: { code: 'scope_required' },
  })
})

test('the path decides which business it is, whatever the header says; a foreign one is not there', async () => {
  const [salon, garage] = [await business(), await business()]
  const key = await salon.key()

  expect((await salon.owner.get(`/v1/businesses/${salon.id}`, { 'x-business-id': garage.id })).body.id).toBe(salon.id)
  for (const caller of [salon.owner, key]) {
    const foreign = await caller.patch(`/v1/businesses/${garage.id}`, { name: 'Mine' })
    const unknown = await caller.patch(`/v1/businesses/${randomUUID()}`, { name: 'Mine' })
    expect(foreign.status).toBe(404)
    expect({ ...foreign.body, request_id: '', instance: '' }).toEqual({ ...unknown.body, request_id: '', instance: '' })
  }
})
