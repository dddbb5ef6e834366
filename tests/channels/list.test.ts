import { expect, test } from '@jest/globals'
import { opened } from '../integrations/accounts.ts'
import { business } from '../support/api.ts'
import { walk } from '../support/walk.ts'

test('lists by type and status, page by page, archived ones included', async () => {
  const salon = await business()
  const texts = await opened(salon)
  const calls = await opened(salon, { type: 'voice' })
  const old = await opened(salon, { address: '+14155550198' })
  await salon.owner.post(`/v1/channels/${old.id}/archive`)
  const ids = async (query: string): Promise<string[]> =>
    (await walk<{ id: string }>(salon.owner, `/v1/channels${query}`, 2)).map(({ id }) => id).sort()

  expect(await ids('')).toEqual([texts.id, calls.id, old.id].sort())
  expect(await ids('?type=sms')).toEqual([texts.id, old.id].sort())
  expect(await ids('?status=archived')).toEqual([old.id])
})
