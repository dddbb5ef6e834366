import { expect, test } from '@jest/globals'
import { anonymous, person, signIn } from '../support/api.ts'
import type { Business } from '../support/api.ts'
import { invite, mailedTokens } from '../support/invitations.ts'

// The server judges its own replies: an event that is not as the contract says would be a 500.
test('what happens to a business, its team, its invitations and its keys is told in order, in the form of the contract', async () => {
  const ada = await signIn(await person())
  const salon = (await ada.post('/v1/businesses', { name: 'Harbour Hair', time_zone: 'Europe/Berlin' })).body as { id: string }
  await ada.patch(`/v1/businesses/${salon.id}`, { address: { line1: '1 Harbour Street', city: 'Kiel', country: 'DE' } })
  const { id, token } = await invite({ owner: ada } as Business)
  await ada.post(`/v1/invitations/${id}/resend`)
  const [, resent] = await mailedTokens(id)
  const accepted = await anonymous('POST', '/v1/invitations/accept', {
    token: resent,
    full_name: 'Grace Hopper',
    password: 'a long and lonely password',
  })
  const memberId = (accepted.body as { member: { id: string } }).member.id
  await ada.patch(`/v1/team-members/${memberId}`, { role: 'manager', title: 'Stylist' })
  const revoked = await invite({ owner: ada } as Business)
  await ada.post(`/v1/invitations/${revoked.id}/revoke`)
  const key = (await ada.post('/v1/api-keys', { name: 'Form', scopes: ['customers:read'] })).body as { id: string; secret: string }
  await ada.patch(`/v1/api-keys/${key.id}`, { expires_at: new Date(Date.now() + 86_400_000).toISOString() })
  await ada.post(`/v1/api-keys/${key.id}/rotate`, { overlap_seconds: 60 })
  await ada.post(`/v1/api-keys/${key.id}/revoke`)
  await ada.post(`/v1/team-members/${memberId}/remove`, { revoke_keys: true })

  const [events, log] = [await ada.get('/v1/events?limit=100'), await ada.get('/v1/audit-logs?limit=100')]

  const told = (events.body as { data: { type: string }[] }).data.map(({ type }) => type)
  expect(told).toEqual([
    'business.created',
    'team_member.joined',
    'business.updated',
    'invitation.created',
    'invitation.resent',
    'team_member.joined',
    'invitation.accepted',
    'team_member.updated',
    'invitation.created',
    'invitation.revoked',
    'api_key.created',
    'api_key.updated',
    'api_key.created',
    'api_key.rotated',
    'api_key.revoked',
    'team_member.removed',
  ])
  expect((log.body as { data: { action: string }[] }).data.map(({ action }) => action).reverse()).toEqual(told)
  for (const secret of [key.secret, token, resent]) expect(events.text + log.text).not.toContain(secret)
})
