import { setTimeout as wait } from 'node:timers/promises'
import { until } from '../../tests/support/eventually.ts'
import { inLanes } from '../../tests/support/properties.ts'
import { numberAt } from '../../tests/support/texting.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import type { Street } from '../messages/salons.ts'
import type { BenchProcess } from '../server.ts'

const title = 'faults, workers killed'
const salonsAtAll = 100
const messages = 5_000
const kills = 50
// So that the last one comes towards the end of them.
const betweenKills = 95
const patienceSeconds = 300

/**
 * Two workers send 5,000 messages, and fifty times one of them is killed in the midst of it and started anew. The provider takes its time and can be asked what it
 * has, so that nobody gets anything twice; all times are those of production.
 */
export async function killWorkers(street: Street): Promise<Figure[]> {
  const { vendors, rows } = street
  vendors.callbacks.mode('none')
  vendors.behaviours.always('twilio', { delayMs: 50 })
  const salons = await street.salons(salonsAtAll)
  await inLanes(4, Array.from({ length: messages }), async (_, number) => {
    await salons[number % salons.length]?.queue(numberAt(number % 700), `number ${number}`)
  })
  const start = (): BenchProcess => street.startWorker()
  const workers = [start(), start()]
  for (let kill = 0; kill < kills; kill += 1) {
    await until('some are on their way', () => vendors.taken.length >= (kill + 1) * betweenKills, 120_000)
    const victim = workers[kill % 2]
    if (victim === undefined) throw new Error('There is no worker to kill.')
    process.kill(victim.pid, 'SIGKILL')
    await victim.ended
    workers[kill % 2] = start()
  }
  const killedAt = performance.now()
  const atLastKill = await unfinished(street)
  let left = atLastKill
  while (left > 0 && performance.now() - killedAt < patienceSeconds * 1000) {
    await wait(250)
    left = await unfinished(street)
  }
  const seconds = (performance.now() - killedAt) / 1000
  await Promise.all(workers.map((worker) => worker.stop()))
  const copies = Map.groupBy(vendors.taken, ({ account, to, body }) => `${account} ${to} ${body}`)
  const [looked] = await rows<{ count: number }>('select count(*)::integer as count from messages where attempts > 1')
  return [
    single(`${title}: kills`, kills),
    single(`${title}: messages unfinished at the last kill`, atLastKill),
    single(`${title}: messages that somebody had begun and died over`, looked?.count ?? 0),
    single(`${title}: every message is finished after the last kill within, s`, left === 0 ? seconds : Infinity),
    single(`${title}: messages that the provider never got`, messages - copies.size),
    single(`${title}: messages that the provider got twice`, [...copies.values()].filter((each) => each.length > 1).length),
  ]
}

async function unfinished({ rows }: Street): Promise<number> {
  const [row] = await rows<{ count: number }>('select count(*)::integer as count from messages where due_at is not null')
  return row?.count ?? 0
}
