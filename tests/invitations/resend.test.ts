import { expect, test } from '@jest/globals'
import { anonymous, business, rows } from '../support/api.ts'
import { eventTypesOf } from '../support/events.ts'
import { invite, mailedTokens } from '../support/invitations.ts'
import { withinOneSecond } from '../support/until.ts'

const newcomer = { full_name: 'Grace Hopper', password: 'a long and lonely password' }

test('a resent token lives as long as the first did, and kills it', async () => {
  const salon = await business()
  const { id, token } = await invite(salon, { expires_in_hours: 5 })
  await rows("update invitations set expires_at = now() + interval '1 minute' where id = $1", [id])

  const resent = await salon.owner.post(`/v1/invitations/${id}/resend`)

  expect(resent).toMatchObject({ status: 200, body: { id, status: 'pending', version: 2 } })
  expect(Date.parse(resent.body.expires_at as string) - Date.parse(resent.body.updated_at as string)).toBe(5 * 3_600_000)
  const tokens = await mailedTokens(id)
  expect(tokens).toEqual([token, expect.any(String)])
  expect(await anonymous('POST', '/v1/invitations/accept', { token, ...newcomer })).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
  expect((await anonymous('POST', '/v1/invitations/accept', { token: tokens[1], ...newcomer })).status).toBe(200)
  expect((await eventTypesOf(salon.id)).slice(0, 2)).toEqual(['invitation.created', 'invitation.resent'])
})

test.each(['accepted', 'revoked', 'expired'])('an invitation that is %s is neither sent again nor revoked', async (status) => {
  const salon = await business()
  const { id, token } = await invite(salon)
  if (status === 'accepted') await anonymous('POST', '/v1/invitations/accept', { token, ...newcomer })
  if (status === 'revoked') await salon.owner.post(`/v1/invitations/${id}/revoke`)
  if (status === 'expired') await rows("update invitations set expires_at = now() - interval '1 second' where id = $1", [id])

  for (const action of ['resend', 'revoke'])
    expect(await salon.owner.post(`/v1/invitations/${id}/${action}`)).toMatchObject({
      status: 409,
      body: { code: 'invitation_not_pending' },
    })
  expect((await salon.owner.get(`/v1/invitations/${id}`)).body.status).toBe(status)
  expect(await mailedTokens(id)).toHaveLength(1)
})

test('nobody sends an invitation again that they could not have made', async () => {
  const salon = await business()
  const staff = await salon.member('staff')
  await salon.owner.patch(`/v1/team-members/${staff.memberId}`, { extra_scopes: ['team:write'] })
  await withinOneSecond(
    () => staff.get('/v1/invitations'),
    ({ status }) => status === 200,
  )
  const [higher, wider, equal] = [
    await invite(salon, { role: 'admin' }),
    await invite(salon, { extra_scopes: ['audit:read'] }),
    await invite(salon),
  ]

  expect(await staff.post(`/v1/invitations/${higher.id}/resend`)).toMatchObject({ status: 403, body: { code: 'role_too_high' } })
  expect(await staff.post(`/v1/invitations/${wider.id}/resend`)).toMatchObject({ status: 403, body: { code: 'scope_too_wide' } })
  expect((await staff.post(`/v1/invitations/${equal.id}/resend`)).status).toBe(200)
})

test('only the version that was seen is sent again or revoked', async () => {
  const salon = await business()
  const { id } = await invite(salon)
  const stale = { 'if-match': '"2"' }

  for (const action of ['resend', 'revoke'])
    expect((await salon.owner.post(`/v1/invitations/${id}/${action}`, undefined, stale)).status).toBe(412)
  expect(await mailedTokens(id)).toHaveLength(1)
})
