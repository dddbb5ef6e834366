import { expect, test } from '@jest/globals'
import { anonymous, business, rows } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { invite } from '../support/invitations.ts'

test('a revoked invitation lets nobody in, stays readable, and frees the address', async () => {
  const salon = await business()
  const { id, email, token } = await invite(salon)

  const revoked = await salon.owner.post(`/v1/invitations/${id}/revoke`)

  expect(revoked).toMatchObject({ status: 200, body: { id, status: 'revoked', version: 2 } })
  const accepted = await anonymous('POST', '/v1/invitations/accept', {
    token,
    full_name: 'Grace Hopper',
    password: 'a long and lonely password',
  })
  expect(accepted).toMatchObject({ status: 404, body: { code: 'not_found' } })
  expect(await rows('select from people where email = $1', [email])).toEqual([])
  expect((await salon.owner.get(`/v1/invitations/${id}`)).body).toEqual(revoked.body)
  await invite(salon, { email })
  expect(await eventTypesOf(salon.id)).toEqual(['invitation.created', 'invitation.revoked', 'invitation.created'])
})
