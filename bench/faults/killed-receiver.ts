import { until } from '../../tests/support/eventually.ts'
import { inLanes } from '../../tests/support/properties.ts'
import { twilioCallback } from '../../tests/vendors/twilio.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import type { Street } from '../messages/salons.ts'

const title = 'faults, server killed while providers tell'
const posts = 1_000
const kills = 5
const lanes = 12

/** The server is killed in the midst of a thousand texts that Twilio tells of. Whatever it acknowledged is there, with the job that makes a message of it. */
export async function killReceiver(street: Street): Promise<Figure[]> {
  const [salon] = await street.salons(1)
  if (salon === undefined) throw new Error('There is no business.')
  const { account, token, channel } = salon
  let server = await street.startApi()
  const url = `${server.url}/webhooks/twilio/${channel.integration_id}/messages`
  const acknowledged = new Set<string>()
  let cut = 0
  let isUp = true
  const all = Array.from({ length: posts }, (_, index) => `SM${index}`)
  const posting = inLanes(lanes, all, async (MessageSid) => {
    // A server that is away would have all the rest fail at once.
    await until('the server is there', () => isUp)
    const fields = {
      MessageSid,
      AccountSid: account,
      From: '+4915220000001',
      To: channel.address,
      Body: `Text ${MessageSid}`,
      NumMedia: '0',
    }
    const { headers, body } = twilioCallback(token, url, fields)
    const reply = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined)
    await reply?.body?.cancel()
    if (reply?.status === 200) acknowledged.add(MessageSid)
    else cut += 1
  })
  for (let kill = 1; kill <= kills; kill += 1) {
    await until('some are acknowledged', () => acknowledged.size + cut >= (kill * posts) / (kills + 1))
    isUp = false
    process.kill(server.pid, 'SIGKILL')
    await server.ended
    server = await street.startApi()
    isUp = true
  }
  await posting
  const kept = await street.rows<{ id: string; name: string }>('select id, provider_event_id as name from inbound_webhooks')
  const jobs = await street.rows<{ id: string }>(
    `select j.payload #>> '{data,inbound_webhook_id}' as id from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'webhook.process'`,
  )
  const [names, waiting] = [new Set(kept.map(({ name }) => name)), new Set(jobs.map(({ id }) => id))]
  return [
    single(`${title}: acknowledged`, acknowledged.size),
    single(`${title}: not acknowledged, because of ${kills} kills`, cut),
    single(`${title}: acknowledged and lost`, [...acknowledged].filter((name) => !names.has(name)).length),
    single(
      `${title}: kept without a job, or a job without what it is for`,
      difference(
        kept.map(({ id }) => id),
        waiting,
      ),
    ),
  ]
}

function difference(ids: readonly string[], jobs: ReadonlySet<string>): number {
  const known = new Set(ids)
  return ids.filter((id) => !jobs.has(id)).length + [...jobs].filter((id) => !known.has(id)).length
}
