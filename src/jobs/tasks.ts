import type { JobHelpers, TaskList } from 'graphile-worker'
import { expirePending } from './appointments-expire.ts'
import { syncCalendars } from './calendars-sync.ts'
import { textBack } from './calls-text-back.ts'
import type { JobContext, Run } from './context.ts'
import { wakeSnoozed } from './conversations-wake.ts'
import { handOver } from './customers-hand-over.ts'
import { resealIntegrations } from './integrations-reseal.ts'
import { sendMail } from './mail-send.ts'
import { sendMessages } from './messages-send.ts'
import { isClosed } from './closed-business.ts'
import { envelope, payloads } from './payloads.ts'
import type { JobPayloads } from './payloads.ts'
import { purge } from './purge.ts'
import { replanReminders } from './reminders-replan.ts'
import { sendReminders } from './reminders-send.ts'
import { renameTags } from './tags-rename.ts'
import { expireWaitlistEntry, offerOpenedHours, offerToWaitlist } from './waitlist.ts'
import { processWebhook } from './webhook-process.ts'

type Runner<T extends keyof JobPayloads> = (context: JobContext, payload: JobPayloads[T], run: Run) => Promise<void>

const runners: { readonly [T in keyof JobPayloads]: Runner<T> } = {
  'appointments.expire': expirePending,
  'conversations.wake': wakeSnoozed,
  'calendars.sync': syncCalendars,
  'calls.text_back': textBack,
  'customers.hand_over': handOver,
  'integrations.reseal': resealIntegrations,
  'mail.send': sendMail,
  'messages.send': sendMessages,
  purge,
  'reminders.replan': replanReminders,
  'reminders.send': sendReminders,
  'tags.rename': renameTags,
  'waitlist.expire': expireWaitlistEntry,
  'waitlist.hours': offerOpenedHours,
  'waitlist.offer': offerToWaitlist,
  'webhook.process': processWebhook,
}

/** The task list of the queue: every kind of job, its payload checked before it runs. */
export function createTasks(context: JobContext): TaskList {
  const names = Object.keys(runners) as (keyof JobPayloads)[]
  return Object.fromEntries(names.map(<T extends keyof JobPayloads>(name: T) => [name, createTask(context, name, runners[name])]))
}

function createTask<T extends keyof JobPayloads>(context: JobContext, name: T, run: Runner<T>): TaskList[string] {
  return async (wrapped, helpers) => {
    const read = readPayload(name, wrapped)
    if (read === undefined) {
      context.log.error({ task: name, jobId: helpers.job.id }, 'A job has a payload that its task does not understand')
      await makeLastAttempt(helpers)
      throw new Error('The payload is not what the task expects.')
    }
    // A mail knows by itself whether it is still wanted: that of the closing is.
    if (read.businessId !== null && name !== 'mail.send' && (await isClosed(context, read.businessId))) {
      context.log.info(
        { task: name, jobId: helpers.job.id, businessId: read.businessId },
        'A job was dropped, because its business is closed',
      )
      return
    }
    const { attempts, max_attempts } = helpers.job
    await run(context, read.payload, { businessId: read.businessId, isLast: attempts >= max_attempts, signal: helpers.abortSignal })
  }
}

function readPayload<T extends keyof JobPayloads>(
  name: T,
  wrapped: unknown,
): { readonly payload: JobPayloads[T]; readonly businessId: string | null } | undefined {
  const opened = envelope.safeParse(wrapped)
  const read = payloads[name].safeParse(opened.data?.data)
  return opened.success && read.success ? { payload: read.data as JobPayloads[T], businessId: opened.data.business_id } : undefined
}

// The queue has no way for a running job to fail for good; it stops when the attempts are used up. The attempts stay as they were.
async function makeLastAttempt({ job, withPgClient }: JobHelpers): Promise<void> {
  await withPgClient((client) => client.query('update graphile_worker._private_jobs set max_attempts = attempts where id = $1', [job.id]))
}
