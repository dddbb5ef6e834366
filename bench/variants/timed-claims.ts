import { Query } from 'pg'

import { PreludedQuery } from '../../src/db/statement.ts'

// The worker, whose process says when asked how long its claims took since it was asked last: of a job from the queue, and of the look for messages that
// are due. A statement is timed from when it is sent until its last row is there.

const kinds = { job: /^with j as \(\s+select jobs\.job_queue_id/, due: /m\.due_at <= clock_timestamp\(\)/ } as const
const taken: Record<keyof typeof kinds, number[]> = { job: [], due: [] }

interface Statement {
  readonly text?: string
  submit(connection: unknown): unknown
  handleReadyForQuery(connection: unknown): unknown
}

type Timed = Statement & { began?: number }

// Statements of the queue are pg's own, those of the application are sent in a way of their own and end like all others.
for (const prototype of [Query.prototype, PreludedQuery.prototype] as unknown as Statement[]) {
  const { submit } = prototype
  prototype.submit = function (this: Timed, connection) {
    this.began = performance.now()
    return submit.call(this, connection)
  }
}
const ending = Query.prototype as unknown as Statement
const { handleReadyForQuery } = ending
ending.handleReadyForQuery = function (this: Timed, connection) {
  const ms = performance.now() - (this.began ?? NaN)
  for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) if (kinds[kind].test(this.text ?? '')) taken[kind].push(ms)
  return handleReadyForQuery.call(this, connection)
}

process.on('message', () => {
  const figures = Object.fromEntries(
    Object.entries(taken).flatMap(([kind, values]) => {
      const sorted = values.splice(0).sort((one, other) => one - other)
      const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
      return [
        [`${kind} count`, sorted.length],
        [`${kind} p50`, at(0.5)],
        [`${kind} p95`, at(0.95)],
        [`${kind} max`, sorted.at(-1) ?? 0],
      ]
    }),
  )
  process.send?.(figures)
})
