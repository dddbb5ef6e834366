import { expect, test } from '@jest/globals'
import { startOwnServer } from '../http/own-server.ts'
import { business } from '../support/api.ts'
import { until } from '../support/eventually.ts'
import { receiptsOf } from '../support/inbound.ts'
import { inLanes } from '../support/properties.ts'
import { connectTwilio, newNumber } from '../support/providers.ts'

test('whatever was answered before a server was killed is there, with its job', async () => {
  const salon = await business()
  const own = await startOwnServer()
  const twilio = await connectTwilio(salon, own.url)
  const [From, To] = [newNumber(), newNumber()]
  const answered = new Set<string>()
  const all = Array.from({ length: 400 }, (_, index) => `SM${index}`)

  const posting = inLanes(12, all, async (MessageSid) => {
    const reply = await twilio.post('/messages', { MessageSid, From, To, Body: 'Hello' }).catch(() => undefined)
    if (reply?.status === 200) answered.add(MessageSid)
  })
  await until('some are answered', () => answered.size >= 100)
  own.process.kill('SIGKILL')
  await posting

  expect(answered.size).toBeLessThan(all.length)
  const kept = await receiptsOf(salon)
  const names = new Set(kept.map((each) => each.provider_event_id))
  expect([...answered].filter((name) => !names.has(name))).toEqual([])
  const jobs = (await salon.jobs()).filter(({ task }) => task === 'webhook.process')
  expect(jobs.map(({ payload }) => (payload as { inbound_webhook_id: string }).inbound_webhook_id).sort()).toEqual(
    kept.map(({ id }) => id).sort(),
  )
}, 60_000)
