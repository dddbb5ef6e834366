import { expect, test } from '@jest/globals'
import { connected, opened } from '../integrations/accounts.ts'
import type { Business } from '../support/api.ts'
import { business } from '../support/api.ts'
import { eventsOf } from '../support/events.ts'

async function defaults(salon: Business): Promise<string[]> {
  const { data } = (await salon.owner.get('/v1/channels')).body as { data: { id: string; is_default: boolean }[] }
  return data.filter((channel) => channel.is_default).map(({ id }) => id)
}

test('the first of a type is the default, and another takes its place when it is told to', async () => {
  const salon = await business()
  const first = await opened(salon)
  const second = await opened(salon, { address: '+14155550198' })
  const third = await opened(salon, { address: '+14155550197', is_default: true })

  expect([first.is_default, second.is_default, third.is_default]).toEqual([true, false, true])
  expect(await defaults(salon)).toEqual([third.id])
  const reply = await salon.owner.patch(`/v1/channels/${second.id}`, { is_default: true })

  expect(reply.body).toMatchObject({ is_default: true, version: 2 })
  expect(await defaults(salon)).toEqual([second.id])
  const told = (await eventsOf(salon.id)).slice(-2).map(({ type, data }) => [type, data.object.id, data.object.is_default])
  expect(told).toEqual([
    ['channel.updated', third.id, false],
    ['channel.updated', second.id, true],
  ])
})

test("an archived channel is nobody's default, and none takes its place by itself", async () => {
  const salon = await business()
  const first = await opened(salon)
  await opened(salon, { address: '+14155550198' })

  await salon.owner.post(`/v1/channels/${first.id}/archive`)

  expect(await defaults(salon)).toEqual([])
})

test('however many are to be the default at once, one is', async () => {
  const salon = await business()
  const { id } = await connected(salon)
  const add = (n: number) =>
    salon.owner.post('/v1/channels', { type: 'sms', integration_id: id, address: `+1415555011${n}`, name: 'Texts', is_default: true })
  const added = await Promise.all(Array.from({ length: 6 }, (_, n) => add(n)))

  expect(added.map(({ status }) => status)).toEqual(added.map(() => 201))
  expect(await defaults(salon)).toHaveLength(1)
  const changed = await Promise.all(added.map(({ body }) => salon.owner.patch(`/v1/channels/${body.id}`, { is_default: true })))

  expect(changed.map(({ status }) => status)).toEqual(changed.map(() => 200))
  expect(await defaults(salon)).toHaveLength(1)
})
