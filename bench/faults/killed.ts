import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { endAll, follow } from './follower.ts'
import type { Ground } from './ground.ts'
import { ask, crowd, insist } from './traffic.ts'
import type { Answer } from './traffic.ts'

const title = 'faults, server killed'
export const sizes = [50]
const kills = 5
const writers = 16
const secondsBefore = 2

interface Written {
  readonly key: string
  readonly text: string
}

/** The server is killed in the midst of writes, again and again. Whoever repeats a request with its key gets it done once, and always the same answer. */
export async function killServer(ground: Ground): Promise<Figure[]> {
  const { key: token, customerIds } = ground.caller(0)
  let server = await ground.start()
  const follower = follow(() => server.url, token)
  let [open, cut] = [0, 0]
  const write = async (key: string): Promise<Answer> => {
    const path = `/v1/customers/${customerIds[0] ?? ''}/notes`
    const init = { method: 'POST', body: { body: key }, headers: { 'idempotency-key': key } }
    open += 1
    const answer = await ask('write', `${server.url}${path}`, token, init)
    open -= 1
    return answer
  }
  const written: Written[] = []
  let isOver = false
  const writing = Promise.all(
    Array.from({ length: writers }, async () => {
      while (!isOver) {
        const key = randomUUID()
        const { status, text } = await insist(() => write(key))
        written.push({ key, text: status === 201 ? text : `refused with ${status}` })
      }
    }),
  )
  for (let count = 1; count <= kills; count += 1) {
    await wait(secondsBefore * 1000)
    process.kill(server.pid, 'SIGKILL')
    cut += open
    server = await ground.start()
  }
  await wait(secondsBefore * 1000)
  isOver = true
  await writing
  const { other, again } = await repeat(written, write)
  return [
    single(`${title}: keys used`, written.length),
    single(`${title}: requests cut off by ${kills} kills`, cut),
    single(`${title}: keys with no row, or more than one`, await notOnce(ground, written)),
    single(`${title}: repeats that were answered otherwise`, other),
    single(`${title}: repeats that took effect again`, again),
    ...(await endAll(title, [follower])),
  ]
}

async function repeat(
  written: readonly Written[],
  write: (key: string) => Promise<Answer>,
): Promise<{ readonly other: number; readonly again: number }> {
  const left = [...written]
  let [other, again] = [0, 0]
  await crowd(writers, Infinity, async () => {
    const next = left.pop()
    if (next === undefined) return false
    const answer = await insist(() => write(next.key))
    if (answer.text !== next.text) other += 1
    if (answer.headers.get('idempotent-replayed') !== 'true') again += 1
    return true
  })
  return { other, again }
}

async function notOnce(ground: Ground, written: readonly Written[]): Promise<number> {
  const rows = await ground.rows<{ body: string; count: string }>('select body, count(*) from customer_notes group by body')
  const counts = new Map(rows.map(({ body, count }) => [body, Number(count)]))
  return written.filter(({ key }) => counts.get(key) !== 1).length
}
