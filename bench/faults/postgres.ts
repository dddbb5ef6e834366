import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { onInterrupt } from '../ending.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { parentOf } from '../machine.ts'
import { endAll, follow } from './follower.ts'
import type { Ground } from './ground.ts'
import { arrive, ask, crowd, longest, percentile, times } from './traffic.ts'
import type { Answer } from './traffic.ts'

const title = 'faults, PostgreSQL'
export const sizes = [200, 200, 200]
const perSecond = 100
const restarts = 5
const betweenMs = 4_000
const frozenMs = 30_000

/** PostgreSQL crashes five times and then stands still for half a minute, under requests that keep coming. */
export async function harmPostgres(ground: Ground): Promise<Figure[]> {
  const { url } = await ground.start()
  const followers = [0, 1, 2].map((index) => follow(() => url, ground.caller(index).key))
  const answers: Answer[] = []
  const traffic = arrive(perSecond, async (number) => answers.push(await anything(ground, url, number)))
  await wait(5_000)
  const calm = percentile(times(answers), 0.95)
  const [away, refused]: [number[], number[]] = [[], []]
  for (let count = 1; count <= restarts; count += 1) {
    const at = performance.now()
    await ground.postgres.crash()
    away.push((performance.now() - at) / 1000)
    await wait(betweenMs)
    refused.push(refusedFor(answers, at))
  }
  const { thawedAt, stood } = await standStill(ground, answers)
  await wait(betweenMs)
  const afterwards = refusedFor(answers, thawedAt)
  await traffic.stop()
  const written = answers.filter(({ what, status }) => what === 'create' && status === 201)
  return [
    single(`${title}: requests`, answers.length),
    single(`${title}: refused, with 503`, answers.filter(({ status }) => status === 503).length),
    single(`${title}: answers that are neither right nor such a refusal`, answers.filter((answer) => !isPromised(answer)).length),
    single(`${title}: p95 before, ms`, calm),
    single(`${title}: away after a crash for at most, s`, longest(away)),
    single(`${title}: refused after a crash for at most, s`, longest(refused)),
    single(`${title}: longest answer while it stands still, ms`, longest(times(stood))),
    single(`${title}: refused after it goes on for, s`, afterwards),
    single(`${title}: acknowledged writes`, written.length),
    single(`${title}: acknowledged writes lost`, await lost(ground, written)),
    single(`${title}: answers afterwards that are wrong, or another business's`, await poisoned(ground, url)),
    ...(await endAll(title, followers)),
  ]
}

function anything(ground: Ground, url: string, number: number): Promise<Answer> {
  const { key, customerIds } = ground.caller(number % 30)
  if (number % 10 === 0) {
    const body = { emails: [{ email: `${randomUUID()}@example.com` }] }
    return ask('create', `${url}/v1/customers`, key, { method: 'POST', body, headers: { 'idempotency-key': randomUUID() } })
  }
  if (number % 10 < 3) return ask('list', `${url}/v1/customers?limit=25`, key)
  return ask('get', `${url}/v1/customers/${customerIds[number % customerIds.length] ?? ''}`, key)
}

function isPromised({ what, status, code, headers }: Answer): boolean {
  if (status === 503) return code === 'service_unavailable' && headers.has('retry-after')
  return status === (what === 'create' ? 201 : 200)
}

/** Seconds from then until the last refusal so far. */
function refusedFor(answers: readonly Answer[], from: number): number {
  const ends = answers.filter(({ at, status }) => at >= from && status >= 500).map(({ at, ms }) => at + ms - from)
  return longest(ends) / 1000
}

async function standStill({ postgres }: Ground, answers: readonly Answer[]): Promise<{ thawedAt: number; stood: Answer[] }> {
  const all = processesOf(postgres.pid())
  const signal = (name: NodeJS.Signals): void => {
    for (const pid of all) {
      try {
        process.kill(pid, name)
      } catch {
        // It has ended meanwhile.
      }
    }
  }
  onInterrupt(() => signal('SIGCONT'))
  const at = performance.now()
  signal('SIGSTOP')
  try {
    await wait(frozenMs)
  } finally {
    signal('SIGCONT')
  }
  const thawedAt = performance.now()
  return { thawedAt, stood: answers.filter((answer) => answer.at >= at && answer.at + answer.ms < thawedAt) }
}

function processesOf(parent: number): number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === parent)
  return [parent, ...children.map(Number)]
}

async function lost(ground: Ground, written: readonly Answer[]): Promise<number> {
  const ids = written.map(({ text }) => (JSON.parse(text) as { id: string }).id)
  const found = await ground.rows<{ id: string }>('select id from customers where id = any($1)', [ids])
  return ids.length - found.length
}

/** Every kind of request by every caller on every connection: each is right, and shows what is the caller's. */
async function poisoned(ground: Ground, url: string): Promise<number> {
  let wrong = 0
  let number = 0
  await crowd(20, 5, async () => {
    number += 1
    const { key, businessId, strangerId } = ground.caller(number % 30)
    const answer = await anything(ground, url, number)
    const stranger = await ask('get', `${url}/v1/customers/${strangerId}`, key)
    if (!isPromised(answer) || answer.status === 503 || stranger.status !== 404) wrong += 1
    else if (answer.what === 'list') wrong += (await areOf(ground, businessId, answer)) ? 0 : 1
  })
  return wrong
}

async function areOf(ground: Ground, businessId: string, { text }: Answer): Promise<boolean> {
  const ids = (JSON.parse(text) as { data: { id: string }[] }).data.map(({ id }) => id)
  const [row] = await ground.rows<{ own: string }>('select count(*) as own from customers where business_id = $1 and id = any($2)', [
    businessId,
    ids,
  ])
  return ids.length > 0 && Number(row?.own) === ids.length
}
