import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, rows } from '../support/api.ts'
import { invite } from '../support/invitations.ts'

test('invitations are listed newest first, by the status that they have now', async () => {
  const salon = await business()
  const [pending, expired, revoked] = [await invite(salon), await invite(salon), await invite(salon)]
  await rows("update invitations set expires_at = now() - interval '1 second' where id = $1", [expired.id])
  await salon.owner.post(`/v1/invitations/${revoked.id}/revoke`)

  const all = await salon.owner.get('/v1/invitations')
  const open = await salon.owner.get('/v1/invitations?status=pending')
  const ended = await salon.owner.get('/v1/invitations?status=expired&status=revoked&limit=1')
  const rest = await salon.owner.get(`/v1/invitations?status=expired&status=revoked&limit=1&cursor=${ended.body.page.next_cursor}`)

  expect(all.body.data.map(({ id }: { id: string }) => id)).toEqual([revoked.id, expired.id, pending.id])
  expect(all.text).not.toContain('token')
  expect(open.body.data).toMatchObject([{ id: pending.id, status: 'pending' }])
  expect([...ended.body.data, ...rest.body.data]).toMatchObject([{ id: revoked.id }, { id: expired.id, status: 'expired' }])
})

test("another business's invitation answers exactly as one that does not exist", async () => {
  const [salon, garage] = [await business(), await business()]
  const { id } = await invite(salon)
  for (const [method, path] of [
    ['get', ''],
    ['post', '/resend'],
    ['post', '/revoke'],
  ] as const) {
    const [foreign, unknown] = await Promise.all([id, randomUUID()].map((each) => garage.owner[method](`/v1/invitations/${each}${path}`)))

    expect(foreign?.status).toBe(404)
    expect({ ...foreign?.body, request_id: '', instance: '' }).toEqual({ ...unknown?.body, request_id: '', instance: '' })
  }
  expect((await salon.owner.get(`/v1/invitations/${id}`)).body).toMatchObject({ status: 'pending', version: 1 })
})

test('who may not invite does not read invitations', async () => {
  const salon = await business()
  const manager = await salon.member('manager')

  expect(await manager.get('/v1/invitations')).toMatchObject({ status: 403, body: { code: 'scope_required' } })
})
