import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startTarget } from './fuzz/target.ts'
import type { Target } from './fuzz/target.ts'
import { callableRoutesOf } from './generate/document.ts'
import type { Document, Route } from './generate/document.ts'
import { runners } from './samples/languages.ts'
import type { Outcome } from './samples/languages.ts'
import { setStage } from './samples/stage.ts'
import type { Stage } from './samples/stage.ts'
import { inDataFolder, projectFolder } from './support/data-folder.ts'
import type { DatabaseUrls } from './support/database-urls.ts'
import { withMigratedDatabase } from './support/test-cluster.ts'

// Runs every code sample of the documentation against a server of its own, each in a language's own business: a sample that does not parse, does not
// fit the contract or gets no success is a fault. Samples in TypeScript must also compile.

type CodeSample = { readonly label: string; readonly source: string }

/** Their examples hold what only a mail or a person knows, so they are refused as they should be. */
const refused: Readonly<Record<string, number>> = {
  acceptInvitation: 404,
  // An offer is made when a time becomes free.
  acceptWaitlistOffer: 409,
  claimWaitlistOffer: 404,
  declineWaitlistOffer: 409,
  getWaitlistOffer: 404,
  rejectWaitlistOffer: 404,
  changePassword: 409,
  completeCalendarConnection: 404,
  closeBusiness: 409,
  // It is confirmed, and nobody has said how it ended.
  confirmAppointment: 409,
  correctAppointment: 409,
  confirmTotp: 409,
  disableTotp: 409,
  enrolTotp: 409,
  // No program records a call, and no link is made up.
  getCallRecording: 404,
  logIn: 401,
  refreshSession: 401,
  replaceRecoveryCodes: 409,
  // Which appointments a series has nobody knows before it is made, and no time of the documentation can be had for long.
  rescheduleAppointmentSeries: 404,
  rescheduleManagedAppointment: 409,
  resetPassword: 404,
  // Nobody has agreed at Google.
  syncCalendarConnection: 409,
  // Nothing has failed.
  retryMessage: 409,
  transferOwnership: 409,
  verifyEmail: 404,
}
// After it a person has two businesses and would have to say which one.
const last = 'createBusiness'

const document = JSON.parse(readFileSync(join(projectFolder, 'generated/openapi.json'), 'utf8')) as Document
const routes = callableRoutesOf(document).sort((one, other) => Number(one.id === last) - Number(other.id === last))
const folder = inDataFolder('samples')
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error(`Ended by ${signal}.`)))

const faults = await withMigratedDatabase(tryAll)
for (const fault of faults) console.error(fault)
console.log(`Samples: ${routes.length} operations in ${Object.keys(runners).length} languages, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1

async function tryAll(urls: DatabaseUrls): Promise<string[]> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const target = await startTarget(urls, stop.signal)
  try {
    const languages = Object.keys(runners).map((label) => tryLanguage(label, target, urls))
    return (await Promise.all([...languages, compile()])).flat()
  } finally {
    await target.stop()
  }
}

async function tryLanguage(label: string, target: Target, { owner }: DatabaseUrls): Promise<string[]> {
  const stage = await setStage(target, owner, stop.signal)
  const runner = runners[label]?.()
  const found: string[] = []
  for (const route of routes) {
    stop.signal.throwIfAborted()
    const outcome = (await runner?.run(await prepare(label, stage, route))) ?? { fault: 'nobody runs it' }
    if (!isExpected(route, outcome)) found.push(`${route.id} in ${label}: ${'fault' in outcome ? outcome.fault : outcome.status}`)
  }
  runner?.end()
  return found
}

async function prepare(label: string, stage: Stage, route: Route) {
  const source = await stage.fill(sampleOf(route, label), route)
  const file = join(folder, `${route.id}.run.ts`)
  if (label === 'TypeScript') writeFileSync(file, source)
  const person = route.operation['x-principal'] === 'person'
  const environment = {
    CLIENTFLOW_URL: stage.baseUrl,
    CLIENTFLOW_API_KEY: stage.apiKey,
    CLIENTFLOW_ACCESS_TOKEN: person ? await stage.newAccessToken() : '',
  }
  return { source, file, environment }
}

function isExpected({ id }: Route, outcome: Outcome): boolean {
  if ('fault' in outcome) return false
  return refused[id] === undefined ? outcome.status >= 200 && outcome.status < 300 : outcome.status === refused[id]
}

/** All samples in TypeScript, as they stand in the documentation. */
async function compile(): Promise<string[]> {
  for (const route of routes) writeFileSync(join(folder, `${route.id}.ts`), sampleOf(route, 'TypeScript'))
  const project = { extends: '../../tsconfig.json', include: ['*.ts'], exclude: ['*.run.ts'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project))
  try {
    await promisify(execFile)(join(projectFolder, 'node_modules/.bin/tsc'), ['--project', folder], { cwd: folder })
    return []
  } catch (error) {
    return [(error as { stdout: string }).stdout]
  }
}

function sampleOf({ id, operation }: Route, label: string): string {
  const sample = (operation['x-codeSamples'] as readonly CodeSample[]).find((each) => each.label === label)
  if (sample === undefined) throw new Error(`${id} has no sample in ${label}.`)
  return sample.source
}
