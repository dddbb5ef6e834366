import type { Pool } from 'pg'
import type { Logger } from 'pino'

export interface HeartbeatSettings {
  readonly pool: Pool
  readonly log: Logger
  /** The name under which this worker locks jobs; undefined before it has one. */
  readonly workerId: () => string | undefined
  readonly intervalMs: number
  /** Silent for so long, a worker counts as dead. */
  readonly deadAfterMs: number
}

export interface Heartbeat {
  /** Takes this worker off the list. */
  stop(): Promise<void>
}

/**
 * Says regularly that this worker lives, and gives the jobs of those who stopped saying so back to the queue: a killed worker unlocks nothing itself,
 * and the queue's own patience is four hours. The database's clock decides, so the workers' clocks may differ.
 */
export function startHeartbeat(settings: HeartbeatSettings): Heartbeat {
  const { pool, log, workerId, intervalMs, deadAfterMs } = settings
  let lastBeat = Date.now()
  let sweepFrom = 0
  const beatAndSweep = async (): Promise<void> => {
    const id = workerId()
    if (id === undefined) return
    await pool.query(beat, [id])
    const now = Date.now()
    // When the database was away nobody could beat: the others need a moment before their silence means anything.
    if (now - lastBeat > deadAfterMs / 2) sweepFrom = now + deadAfterMs
    lastBeat = now
    if (now < sweepFrom) return
    const { rows } = await pool.query<{ dead: string[] }>(sweep, [deadAfterMs])
    const dead = rows[0]?.dead ?? []
    if (dead.length > 0) log.warn({ dead }, 'Gave the jobs of dead workers back to the queue')
  }
  let running: Promise<void> = Promise.resolve()
  const tick = (): void => {
    running = running.then(beatAndSweep).catch((error: unknown) => log.warn({ err: error }, 'The worker could not say that it lives'))
  }
  const timer = setInterval(tick, intervalMs)
  tick()
  return {
    async stop() {
      clearInterval(timer)
      await running
      await pool.query('delete from worker_heartbeats where worker_id = $1', [workerId()])
    },
  }
}

const beat = `insert into worker_heartbeats (worker_id) values ($1) on conflict (worker_id) do update set seen_at = now()`

// A lock must be old as well: a worker that has just started may take a job before its first beat arrives.
const sweep = `with alive as (
    select worker_id from worker_heartbeats where seen_at > now() - $1 * interval '1 millisecond'
  ), dead as (
    select distinct locked_by from graphile_worker.jobs
    where locked_at < now() - $1 * interval '1 millisecond' and locked_by not in (select worker_id from alive)
  ), forgotten as (
    delete from worker_heartbeats where seen_at < now() - interval '1 day'
  )
  select names.dead, graphile_worker.force_unlock_workers(names.dead)
  from (select array_agg(locked_by) as dead from dead) names where names.dead is not null`
