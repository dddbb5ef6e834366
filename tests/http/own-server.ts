import { afterAll } from '@jest/globals'
import { secrets, server } from '../support/api.ts'
import { becomesReady, startTestServer } from '../support/test-server.ts'
import type { TestServer } from '../support/test-server.ts'

const started: TestServer[] = []
afterAll(async () => {
  await Promise.all(started.map((each) => each.stop()))
})

/** A server with settings of its own on the database of this worker; ready to serve, and ended after the test file. */
export async function startOwnServer(settings: Readonly<Record<string, string>> = {}, onLog?: (text: string) => void): Promise<TestServer> {
  const own = await startUnready(settings, onLog)
  await becomesReady(own.url)
  return own
}

/** The same without waiting until it is ready, which it may never be. */
export async function startUnready(settings: Readonly<Record<string, string>>, onLog?: (text: string) => void): Promise<TestServer> {
  const own = await startTestServer({ ...secrets, DATABASE_URL: server.urls.application, ...settings }, onLog)
  started.push(own)
  return own
}
