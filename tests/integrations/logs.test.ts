import { expect, test } from '@jest/globals'
import { startOwnServer } from '../http/own-server.ts'
import { business } from '../support/api.ts'
import { actor } from '../support/http.ts'
import { until } from '../support/eventually.ts'
import { ownVendors } from '../support/vendors.ts'
import { newToken, smsForm, twilioForm } from './accounts.ts'

const vendors = await ownVendors()

test('no secret is ever logged, however much the server says and whatever the provider does', async () => {
  let log = ''
  const settings = { LOG_LEVEL: 'debug', TWILIO_API_URL: vendors.twilioUrl, POSTMARK_URL: 'http://127.0.0.1:1' }
  const { url } = await startOwnServer(settings, (text) => (log += text))
  const salon = await business()
  const owner = actor(url, salon.owner.token)
  const [token, next, apiKey, serverToken] = [newToken(), newToken(), `key-${newToken()}`, `token-${newToken()}`]

  const { body: twilio } = await owner.post('/v1/integrations', twilioForm({ auth_token: token }))
  const { body: sms } = await owner.post('/v1/integrations', { ...smsForm, base_url: 'https://sms.invalid/v1', api_key: apiKey })
  const { body: postmark } = await owner.post('/v1/integrations', { provider: 'postmark', name: 'Mail', server_token: serverToken })
  await owner.post('/v1/integrations', twilioForm({ auth_token: token, api_key: apiKey }))
  await owner.post('/v1/integrations', twilioForm({ auth_token: `${token} ` }))
  await owner.post(`/v1/integrations/${twilio.id}/rotate-secret`, { overlap_seconds: 60, auth_token: next })
  vendors.refused.add(next)
  for (const { id } of [twilio, sms, postmark]) await owner.post(`/v1/integrations/${id}/test`)
  await owner.get('/v1/integrations')
  await until('the last request is logged', () => log.includes('listIntegrations'))

  expect(log.match(/testIntegration/g)?.length).toBe(3)
  const everySecret = [token, next, apiKey, serverToken, sms.secret as string, postmark.secret as string]
  expect(everySecret.filter((secret) => secret.length < 30 || log.includes(secret))).toEqual([])
})
