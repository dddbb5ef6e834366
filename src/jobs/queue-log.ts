import { Logger } from 'graphile-worker'
import type { Logger as Log } from 'pino'

const levels = { error: 'error', warning: 'warn', info: 'debug', debug: 'debug' } as const

/** The queue's own messages in our log. What it tells of every job is for debugging: the jobs say themselves what they did. */
export function logQueueTo(log: Log): Logger {
  return new Logger(({ jobId, taskIdentifier }) => (level, message) => {
    log[levels[level]]({ task: taskIdentifier, jobId }, message)
  })
}
