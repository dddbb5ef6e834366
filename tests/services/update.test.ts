import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, rows } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

const usd = (amount_minor: number) => ({ amount_minor, currency: 'USD' })
const eur = (amount_minor: number) => ({ amount_minor, currency: 'EUR' })

async function service(salon: Business, fields: object = {}): Promise<string> {
  return (await salon.owner.post('/v1/services', { name: 'Cut', ...fields })).body.id as string
}

test('changes what is sent and nothing else, clears with null, and tells what was', async () => {
  const salon = await business()
  const id = await service(salon, { policy: 'Be early.', price: usd(100), deposit: usd(50), category: 'Cuts' })
  const { body: before } = await salon.owner.get(`/v1/services/${id}`)
  const changes = { duration_minutes: 45, price: usd(120), deposit: null, policy: null }

  const reply = await salon.owner.patch(`/v1/services/${id}`, changes, { 'If-Match': '"1"' })

  expect(reply.status).toBe(200)
  expect(reply.headers.get('etag')).toBe('"2"')
  expect(reply.body).toEqual({ ...before, ...changes, version: 2, updated_at: expect.any(String) })
  const previous_attributes = { duration_minutes: 60, price: usd(100), deposit: usd(50), policy: 'Be early.' }
  expect((await eventsOf(salon.id)).at(-1)).toEqual({ type: 'service.updated', data: { object: reply.body, previous_attributes } })
})

test('what is so already changes nothing', async () => {
  const salon = await business()
  const member = await salon.member('staff')
  const id = await service(salon, { member_ids: [salon.owner.memberId, member.memberId] })

  const again = { name: 'Cut', price: usd(0), member_ids: [member.memberId, salon.owner.memberId.toUpperCase()] }
  const { body } = await salon.owner.patch(`/v1/services/${id}`, again)

  expect(body.version).toBe(1)
  expect(await eventsOf(salon.id)).toHaveLength(1)
})

test('all amounts are in one currency: they change it together', async () => {
  const salon = await business()
  const id = await service(salon, { price: usd(100), deposit: usd(50) })

  const alone = await salon.owner.patch(`/v1/services/${id}`, { price: eur(100) })
  const together = await salon.owner.patch(`/v1/services/${id}`, { price: eur(100), deposit: eur(50) })

  expect([alone.status, alone.body.code]).toEqual([409, 'currency_mismatch'])
  expect(together.body).toMatchObject({ price: eur(100), deposit: eur(50), version: 2 })
})

test('members are replaced as a whole, and none means anybody', async () => {
  const salon = await business()
  const [one, two] = [await salon.member('staff'), await salon.member('staff')]
  const id = await service(salon, { member_ids: [one.memberId] })

  const replaced = await salon.owner.patch(`/v1/services/${id}`, { member_ids: [two.memberId] })
  const anybody = await salon.owner.patch(`/v1/services/${id}`, { member_ids: [] })

  expect(replaced.body.member_ids).toEqual([two.memberId])
  expect(anybody.body.member_ids).toEqual([])
})

test('who leaves the team stays named, so that the service does not fall to everybody, and may be sent again', async () => {
  const [salon, other] = [await business(), await business()]
  const [leaver, stranger] = [await salon.member('staff'), await other.member('staff')]
  const id = await service(salon, { member_ids: [leaver.memberId] })
  await salon.owner.post(`/v1/team-members/${leaver.memberId}/remove`, { revoke_keys: false })
  const send = (member: string) => salon.owner.patch(`/v1/services/${id}`, { member_ids: [leaver.memberId, member] })

  expect((await salon.owner.get(`/v1/services/${id}`)).body).toMatchObject({ member_ids: [leaver.memberId], version: 1 })
  expect((await send(salon.owner.memberId)).body.member_ids).toEqual([leaver.memberId, salon.owner.memberId].sort())
  for (const member of [stranger.memberId, randomUUID()]) {
    expect((await send(member)).body.code).toBe('reference_not_found')
  }
})

test('an archived service does not change; one that is brought back does, and both happen once', async () => {
  const salon = await business()
  const id = await service(salon)
  const act = (verb: string) => salon.owner.post(`/v1/services/${id}/${verb}`)

  const archived = await act('archive')
  const twice = await act('archive')
  const refused = await salon.owner.patch(`/v1/services/${id}`, { name: 'Trim' })
  const back = await act('unarchive')
  await act('unarchive')
  const changed = await salon.owner.patch(`/v1/services/${id}`, { name: 'Trim' })

  expect(archived.body).toMatchObject({ status: 'archived', version: 2 })
  expect(archived.headers.get('etag')).toBe('"2"')
  expect(twice.body).toEqual(archived.body)
  expect([refused.status, refused.body.code]).toEqual([409, 'service_archived'])
  expect(back.body).toMatchObject({ status: 'active', version: 3 })
  expect(changed.body).toMatchObject({ name: 'Trim', version: 4 })
  const told = (await eventsOf(salon.id)).map(({ type, data }) => [type, data.previous_attributes])
  expect(told).toEqual([
    ['service.created', undefined],
    ['service.archived', { status: 'active' }],
    ['service.updated', { status: 'archived' }],
    ['service.updated', { name: 'Cut' }],
  ])
})

test('of those who change one version, one does', async () => {
  const salon = await business()
  const id = await service(salon)

  const replies = await Promise.all(
    ['A', 'B', 'C', 'D'].map((name) => salon.owner.patch(`/v1/services/${id}`, { name }, { 'If-Match': '"1"' })),
  )

  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412])
  expect((await salon.owner.get(`/v1/services/${id}`)).body.version).toBe(2)
})

test('changes at once that name no version follow each other, and none is lost', async () => {
  const salon = await business()
  const id = await service(salon)
  const members = await Promise.all([1, 2, 3, 4].map(() => salon.member('staff')))
  const lists = members.map(({ memberId }) => [memberId])

  await Promise.all(lists.map((member_ids) => salon.owner.patch(`/v1/services/${id}`, { member_ids })))

  const { body } = await salon.owner.get(`/v1/services/${id}`)
  expect(body.version).toBe(5)
  expect(body.member_ids).toHaveLength(1)
  const told = (await eventsOf(salon.id)).slice(1).map(({ data }) => [data.previous_attributes.member_ids, data.object.member_ids])
  expect(told.map(([before]) => before)).toEqual([[], ...told.slice(0, -1).map(([, after]) => after)])
})

test('staff read services, a manager writes them', async () => {
  const salon = await business()
  const [staff, manager] = [await salon.member('staff'), await salon.member('manager')]
  const id = await service(salon)

  expect((await staff.get(`/v1/services/${id}`)).status).toBe(200)
  expect((await staff.patch(`/v1/services/${id}`, { name: 'Trim' })).status).toBe(403)
  expect((await manager.patch(`/v1/services/${id}`, { name: 'Trim' })).status).toBe(200)
})

test('the snapshot of history is not ours to lose: nobody deletes a service', async () => {
  const salon = await business()
  const id = await service(salon)

  expect((await salon.owner.delete(`/v1/services/${id}`)).status).toBe(405)
  expect(await rows('select from services where id = $1', [id])).toHaveLength(1)
})
