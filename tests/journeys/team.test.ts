import { unwrap } from '@clientflow/sdk'
import type { ClientFlow } from '@clientflow/sdk'
import { expect, test } from '@jest/globals'
import { withinOneSecond } from '../support/until.ts'
import { newEmail, password, useWorld } from './world.ts'

const world = useWorld()

test('somebody is invited, joins, gets another role, and leaves', async () => {
  const owner = await world.owner()
  const email = newEmail()

  await unwrap(owner.POST('/v1/invitations', { body: { email, role: 'viewer', message: 'Welcome to the team!' } }))
  const token = await world.mailedToken(email, '/accept-invitation')
  const joined = await unwrap(world.anybody().POST('/v1/invitations/accept', { body: { token, full_name: 'Katherine Johnson', password } }))
  const path = { member_id: joined.member.id }
  const katherine = world.somebody(joined.session?.access_token ?? '')
  expect(await statusOfCreating(katherine)).toBe(403)

  const change = { params: { path, header: { 'If-Match': `"${joined.member.version}"` } }, body: { role: 'staff' } } as const
  await unwrap(owner.PATCH('/v1/team-members/{member_id}', change))
  await withinOneSecond(
    () => statusOfCreating(katherine),
    (status) => status === 201,
  )

  const removal = await unwrap(owner.POST('/v1/team-members/{member_id}/remove', { params: { path }, body: { revoke_keys: true } }))
  expect(removal.member.status).toBe('removed')
  await withinOneSecond(
    () => statusOfCreating(katherine),
    (status) => status === 404,
  )
  expect((await unwrap(katherine.GET('/v1/me'))).memberships).toEqual([])
})

test('a token that was mailed lets one person in, once', async () => {
  const owner = await world.owner()
  const email = newEmail()
  await unwrap(owner.POST('/v1/invitations', { body: { email, role: 'staff' } }))
  const body = { token: await world.mailedToken(email, '/accept-invitation'), full_name: 'Dorothy Vaughan', password }

  const first = await world.anybody().POST('/v1/invitations/accept', { body })
  const second = await world.anybody().POST('/v1/invitations/accept', { body })

  expect(first.response.status).toBe(200)
  expect(second.error?.code).toBe('already_accepted')
})

async function statusOfCreating(client: ClientFlow): Promise<number> {
  return (await client.POST('/v1/customers', { body: { emails: [{ email: newEmail() }] } })).response.status
}
