import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { findFreePort } from '../../scripts/support/free-port.ts'

export interface RedisServer {
  readonly url: string
  /** Makes it take connections and commands and answer nothing, until it is resumed. */
  pause(): void
  resume(): void
  /** Ends it without warning, as a crash would. */
  kill(): Promise<void>
  /** Starts one anew, empty, where the one that was killed had been. */
  restart(): Promise<void>
  /** From now on it refuses every write, because its memory is full. */
  fill(): Promise<void>
  /** From now on it wants a password that nobody knows, from who is connected too. */
  lockOut(): Promise<void>
  /** Ends both. */
  relent(): Promise<void>
  /** Forgets everything. */
  flush(): Promise<void>
  /** How much was counted under the key, or null. */
  counted(key: string): Promise<string | null>
}

/** Whether there is a redis-server to test with. When not, a line says so, and the tests that need one are skipped. */
export function hasRedis(): boolean {
  const found = spawnSync('redis-server', ['--version']).status === 0
  if (!found) process.stderr.write('redis-server is not installed: the tests with a real Redis are skipped.\n')
  return found
}

/** A Redis of its own in memory, and waits until it answers. */
export async function startRedis(): Promise<RedisServer> {
  const port = await findFreePort()
  const password = randomUUID()
  const url = `redis://127.0.0.1:${port}`
  const command = async (...words: [string, ...string[]]): Promise<unknown> => {
    // Whether it wants the password at the moment or not, whoever is asked in this way answers.
    const client = new Redis(url, { password, retryStrategy: () => 20, maxRetriesPerRequest: null })
    client.on('error', () => undefined)
    try {
      return await client.call(...words)
    } finally {
      client.disconnect()
    }
  }
  let running = await start(port, command)
  return {
    url,
    pause: () => void running.child.kill('SIGSTOP'),
    resume: () => void running.child.kill('SIGCONT'),
    async kill() {
      running.child.kill('SIGKILL')
      await running.ended
    },
    async restart() {
      running = await start(port, command)
    },
    async fill() {
      await command('CONFIG', 'SET', 'maxmemory', '1')
    },
    async lockOut() {
      await command('CONFIG', 'SET', 'requirepass', password)
      await command('CLIENT', 'KILL', 'TYPE', 'normal')
    },
    async relent() {
      await command('CONFIG', 'SET', 'maxmemory', '0')
      await command('CONFIG', 'SET', 'requirepass', '')
    },
    async flush() {
      await command('FLUSHALL')
    },
    counted: async (key) => (await command('GET', key)) as string | null,
  }
}

async function start(port: number, command: (word: string) => Promise<unknown>): Promise<{ child: ChildProcess; ended: Promise<unknown> }> {
  const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', '/tmp']
  const child = spawn('redis-server', words, { stdio: 'ignore' })
  const ended = once(child, 'exit')
  await command('PING')
  return { child, ended }
}
