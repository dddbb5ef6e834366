import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, rows } from '../support/api.ts'

test('the team is listed newest first or oldest first, by role and by status', async () => {
  const salon = await business()
  const [admin, staff, viewer] = [await salon.member('admin'), await salon.member('staff'), await salon.member('viewer')]
  await rows("update team_members set status = 'removed' where id = $1", [viewer.memberId])
  const idsOf = async (query: string): Promise<string[]> =>
    (await salon.owner.get(`/v1/team-members${query}`)).body.data.map(({ id }: { id: string }) => id)
  const newestFirst = [viewer, staff, admin, salon.owner].map(({ memberId }) => memberId)

  expect(await idsOf('')).toEqual(newestFirst)
  expect(await idsOf('?sort=created_at')).toEqual([...newestFirst].reverse())
  expect(await idsOf('?role=staff&role=admin')).toEqual([staff.memberId, admin.memberId])
  expect(await idsOf('?status=removed')).toEqual([viewer.memberId])
})

test('a page ends where the next one begins, in both orders', async () => {
  const salon = await business()
  await salon.member('staff')
  await salon.member('staff')
  for (const sort of ['created_at', '-created_at']) {
    const whole = await salon.owner.get(`/v1/team-members?sort=${sort}`)
    const first = await salon.owner.get(`/v1/team-members?sort=${sort}&limit=2`)
    const second = await salon.owner.get(`/v1/team-members?sort=${sort}&limit=2&cursor=${first.body.page.next_cursor}`)

    expect([...first.body.data, ...second.body.data]).toEqual(whole.body.data)
  }
})

test("another business's member answers exactly as one that does not exist", async () => {
  const [salon, garage] = [await business(), await business()]
  const { memberId } = await salon.member('staff')
  for (const [method, path, body] of [
    ['get', '', undefined],
    ['patch', '', { title: 'Mine' }],
    ['post', '/remove', { revoke_keys: false }],
  ] as const) {
    const [foreign, unknown] = await Promise.all(
      [memberId, randomUUID()].map((id) => garage.owner[method](`/v1/team-members/${id}${path}`, body as never)),
    )

    expect(foreign?.status).toBe(404)
    expect({ ...foreign?.body, request_id: '', instance: '' }).toEqual({ ...unknown?.body, request_id: '', instance: '' })
  }
})
