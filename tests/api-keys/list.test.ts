import { expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { business, rows } from '../support/api.ts'

test('keys are listed newest first, without their secrets, by the status that they have now', async () => {
  const salon = await business()
  const ids: Record<string, string> = {}
  for (const status of ['active', 'rotating', 'revoked', 'overlapped', 'expired']) ids[status] = (await salon.key(['customers:read'])).id
  // A second apart, because two within one millisecond would have their order from their ids.
  for (const [place, id] of Object.values(ids).entries()) {
    await rows("update api_keys set created_at = now() - interval '1 hour' + $2 * interval '1 second' where id = $1", [id, place])
  }
  await rows('update api_keys set revoked_at = now() where id = $1', [ids.revoked])
  await rows("update api_keys set rotated_at = now(), valid_until = now() + interval '1 hour' where id = $1", [ids.rotating])
  await rows("update api_keys set rotated_at = now(), valid_until = now() - interval '1 second' where id = $1", [ids.overlapped])
  await rows("update api_keys set expires_at = now() - interval '1 second' where id = $1", [ids.expired])

  const all = await salon.owner.get('/v1/api-keys')
  const ended = await salon.owner.get('/v1/api-keys?status=revoked&status=expired&limit=2')
  const rest = await salon.owner.get(`/v1/api-keys?status=revoked&status=expired&limit=2&cursor=${ended.body.page.next_cursor}`)

  expect(all.body.data.map(({ status }: { status: string }) => status)).toEqual(['expired', 'revoked', 'revoked', 'rotating', 'active'])
  expect(all.text).not.toContain('secret')
  expect(ended.body.data.map(({ id }: { id: string }) => id)).toEqual([ids.expired, ids.overlapped])
  expect(rest.body.data.map(({ id }: { id: string }) => id)).toEqual([ids.revoked])
})

test("another business's key answers exactly as one that does not exist", async () => {
  const [salon, garage] = [await business(), await business()]
  const { id } = await salon.key()
  for (const [method, path, body] of [
    ['get', '', undefined],
    ['patch', '', { name: 'Mine' }],
    ['post', '/revoke', undefined],
    ['post', '/rotate', { overlap_seconds: 0 }],
  ] as const) {
    const [foreign, unknown] = await Promise.all(
      [id, randomUUID()].map((each) => garage.owner[method](`/v1/api-keys/${each}${path}`, body as never)),
    )

    expect(foreign?.status).toBe(404)
    expect({ ...foreign?.body, request_id: '', instance: '' }).toEqual({ ...unknown?.body, request_id: '', instance: '' })
  }
  expect((await garage.owner.get('/v1/api-keys')).body.data).toEqual([])
})
