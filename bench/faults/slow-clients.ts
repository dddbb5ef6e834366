import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import type { Ground } from './ground.ts'
import { arrive, ask, longest, percentile, times } from './traffic.ts'
import type { Answer } from './traffic.ts'

const title = 'faults, slow clients'
export const sizes = [200]
const perSecond = 100
// Fewer than those with slow headers have.
const seconds = 8
const settleMs = 40_000
// Until each of them must be gone.
const patienceMs = 120_000

/** How each goes on: what it says first, what it says every second from then on, and whether it listens. */
interface Manner {
  readonly name: string
  readonly clients: number
  readonly first: string
  readonly then: string
  readonly listens: boolean
}

/** Five hundred who take their time with the headers, with the body, or with reading: others are served as if they were not there, until they are not. */
export async function slowDown(ground: Ground): Promise<Figure[]> {
  const { url } = await ground.start()
  const send = (number: number): Promise<Answer> => get(ground, url, number)
  for (let number = 0; number < 200; number += 1) await send(number)
  const calm = await during(send)
  const [headers, body, reading] = mannersOf(ground)
  const begin = (manner: Manner) => ({ manner, lives: Array.from({ length: manner.clients }, () => live(url, manner)) })
  // The contract is made into text for each reply. That is work, and work is not what is asked here; so they are few, and come first.
  const readers = begin(reading)
  await settled(send)
  const slow = [begin(headers), begin(body), readers]
  await wait(1_000)
  const amid = await during(send)
  const lives = await Promise.all(
    slow.map(async ({ manner, lives: lasting }) => ({ name: manner.name, seconds: longest(await Promise.all(lasting)) / 1000 })),
  )
  const after = await during(send)
  const [before, meanwhile, afterwards] = [calm, amid, after].map((answers) => percentile(times(answers), 0.95)) as [number, number, number]
  return [
    single(`${title}: p95 of others before, ms`, before),
    single(`${title}: p95 of others meanwhile, ms`, meanwhile),
    single(`${title}: p95 of others afterwards, ms`, afterwards),
    single(`${title}: p95 of others, meanwhile to before`, meanwhile / before),
    single(`${title}: others who were refused`, [...calm, ...amid, ...after].filter(({ status }) => status !== 200).length),
    ...lives.map(({ name, seconds: last }) => single(`${title}: ${name}, the last is gone after, s`, last)),
  ]
}

function mannersOf(ground: Ground): [headers: Manner, body: Manner, reading: Manner] {
  const { key } = ground.caller(0)
  const head = `Host: test\r\nAuthorization: Bearer ${key}\r\n`
  return [
    {
      name: 'slow with headers',
      clients: 240,
      first: 'GET /v1/customers HTTP/1.1\r\nHost: test\r\n',
      then: 'X-Slow: 1\r\n',
      listens: true,
    },
    {
      name: 'slow with the body',
      clients: 240,
      first: `POST /v1/customers HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
      then: ' ',
      listens: true,
    },
    // 400 KB each, so more than the buffers between the two hold; an empty line between requests is no request.
    {
      name: 'slow with reading',
      clients: 20,
      first: `GET /openapi.json HTTP/1.1\r\n${head}\r\n`.repeat(16),
      then: '\r\n',
      listens: false,
    },
  ]
}

/** Until nobody waits for what was begun before. */
async function settled(send: (number: number) => Promise<Answer>): Promise<void> {
  const deadline = performance.now() + settleMs
  for (let quick = 0; quick < 20 && performance.now() < deadline;) quick = (await send(quick)).ms < 100 ? quick + 1 : 0
}

/** Resolves with the milliseconds after which the server had enough of it. */
function live(url: string, { first, then, listens }: Manner): Promise<number> {
  const { hostname, port } = new URL(url)
  const began = performance.now()
  return new Promise((resolve) => {
    const socket: Socket = connect({ host: hostname, port: Number(port) }, () => socket.write(first))
    if (listens) socket.resume()
    else socket.pause()
    const slowly = setInterval(() => socket.write(then), 1_000)
    const late = setTimeout(() => socket.destroy(), patienceMs)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearInterval(slowly)
      clearTimeout(late)
      resolve(performance.now() - began)
    })
  })
}

async function during(send: (number: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  const traffic = arrive(perSecond, async (number) => answers.push(await send(number)))
  await wait(seconds * 1000)
  await traffic.stop()
  return answers
}

function get(ground: Ground, url: string, number: number): Promise<Answer> {
  const { key, customerIds } = ground.caller(number)
  return ask('get', `${url}/v1/customers/${customerIds[number % customerIds.length] ?? ''}`, key)
}
