import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startFakeSupabase } from '../../tests/auth/fake-supabase.ts'
import type { FakeSupabase } from '../../tests/auth/fake-supabase.ts'
import { onInterrupt } from '../ending.ts'
import type { Figure } from '../figures.ts'
import { single } from '../figures.ts'
import { onCore } from '../machine.ts'
import type { Ground } from './ground.ts'
import { arrive, ask, percentile, times } from './traffic.ts'
import type { Answer } from './traffic.ts'

const title = 'faults, tokens of unknown keys'
export const sizes = [100]
const perSecond = 50
const people = 20
const seconds = 10
const wanted = 5_000
const unknownKeys = 2_000

interface Flood {
  readonly perSecond: number
  readonly statuses: Readonly<Record<string, number>>
  readonly broken: number
}

/** Tokens that name keys which nobody has, as many as this machine gives: the issuer is left in peace, and whoever has a good token notices little. */
export async function floodWithKeys(ground: Ground): Promise<Figure[]> {
  const supabase = await startFakeSupabase()
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const { url } = await ground.start({ SUPABASE_ISSUER: supabase.issuer })
    const tokens = await Promise.all(Array.from({ length: people }, () => supabase.token()))
    const file = join(folder, 'tokens.txt')
    writeFileSync(file, (await unknown(supabase)).join('\n'))
    const send = (number: number): Promise<Answer> => valid(ground, url, tokens, number)
    // Each person is made at the first token.
    for (let number = 0; number < people * 2; number += 1) await send(number)
    const calm = await during(seconds, send)
    const asked = supabase.asked()
    const flooding = flood(url, file)
    const flooded = await during(seconds, send)
    const { perSecond: reached, statuses, broken } = await flooding
    const [before, amid] = [calm, flooded].map((answers) => percentile(times(answers), 0.95)) as [number, number]
    return [
      single(`${title}: a second`, reached),
      single(
        `${title}: answers to them other than 401`,
        Object.entries(statuses).reduce((sum, [status, count]) => sum + (status === '401' ? 0 : count), broken),
      ),
      single(`${title}: times the issuer was asked for its keys`, supabase.asked() - asked),
      single(`${title}: good requests refused`, [...calm, ...flooded].filter(({ status }) => status !== 200).length),
      single(`${title}: p95 of good requests before, ms`, before),
      single(`${title}: p95 of good requests meanwhile, ms`, amid),
      single(`${title}: p95 of good requests, meanwhile to before`, amid / before),
    ]
  } finally {
    rmSync(folder, { recursive: true })
    await supabase.stop()
  }
}

function unknown(supabase: FakeSupabase): Promise<string[]> {
  return Promise.all(Array.from({ length: unknownKeys }, (_, index) => supabase.token({}, { kid: `unknown-${index}` })))
}

// Half of them with a token of the issuer, half with an API key of ours.
function valid(ground: Ground, url: string, tokens: readonly string[], number: number): Promise<Answer> {
  if (number % 2 === 0) return ask('person', `${url}/v1/me`, tokens[(number / 2) % tokens.length] ?? '')
  const { key, customerIds } = ground.caller(number)
  return ask('key', `${url}/v1/customers/${customerIds[0] ?? ''}`, key)
}

async function during(time: number, send: (number: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  const traffic = arrive(perSecond, async (number) => answers.push(await send(number)))
  await wait(time * 1000)
  await traffic.stop()
  return answers
}

async function flood(url: string, file: string): Promise<Flood> {
  const script = fileURLToPath(new URL('../load/flood.ts', import.meta.url))
  const [program = '', ...words] = onCore('others', [process.execPath, script, `${url}/v1/me`, String(seconds), String(wanted), file])
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  onInterrupt(() => child.kill('SIGKILL'))
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')])
  return JSON.parse(output) as Flood
}
