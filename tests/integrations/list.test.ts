import { expect, test } from '@jest/globals'
import { business } from '../support/api.ts'
import { walk } from '../support/walk.ts'
import { connected, postmarkForm, smsForm, twilioForm } from './accounts.ts'

test('lists by provider and status, page by page, without what was deleted', async () => {
  const salon = await business()
  const made = []
  for (const form of [twilioForm(), smsForm, postmarkForm, twilioForm()]) made.push(await connected(salon, form))
  const [twilio, sms, postmark, gone] = made
  await salon.owner.patch(`/v1/integrations/${sms.id}`, { status: 'disabled' })
  await salon.owner.delete(`/v1/integrations/${gone.id}`)
  const ids = async (query: string): Promise<string[]> =>
    (await walk<{ id: string }>(salon.owner, `/v1/integrations${query}`, 2)).map(({ id }) => id).sort()

  expect(await ids('')).toEqual([twilio.id, sms.id, postmark.id].sort())
  expect(await ids('?provider=twilio&provider=postmark')).toEqual([twilio.id, postmark.id].sort())
  expect(await ids('?status=disabled')).toEqual([sms.id])
})
