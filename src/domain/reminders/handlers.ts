import { part } from '../../http/handler.ts'
import { pageOf } from '../../http/page.ts'
import { etag, requireVersion } from '../../http/versions.ts'
import { presentReminder } from './present.ts'
import { cancelReminder, createReminder, remindersOfAppointment, requireReminder } from './requests.ts'

export const reminderHandlers = part({
  async listAppointmentReminders({ params, query, ctx }) {
    const body = await pageOf(
      ctx.services.cursors,
      { ...query, in: `reminders of ${params.appointment_id.toLowerCase()}` },
      (window) => remindersOfAppointment(ctx.read, params.appointment_id, query, window),
      presentReminder,
      (row) => [row.created_at, row.id],
    )
    return { status: 200, body }
  },

  async createAppointmentReminder({ params, body, ctx }) {
    const reminder = await createReminder(ctx.tx, params.appointment_id, body)
    const headers = { Location: `/v1/appointments/${reminder.appointment_id}/reminders/${reminder.id}`, ETag: etag(reminder) }
    return { status: 201, headers, body: presentReminder(reminder) }
  },

  async getAppointmentReminder({ params, ctx }) {
    const reminder = await requireReminder(ctx.read, params.appointment_id, params.reminder_id)
    return { status: 200, headers: { ETag: etag(reminder) }, body: presentReminder(reminder) }
  },

  async cancelAppointmentReminder({ params, ctx }) {
    const reminder = await cancelReminder(ctx.tx, params.appointment_id, params.reminder_id, (row) => requireVersion(ctx.ifMatch, row))
    return { status: 200, headers: { ETag: etag(reminder) }, body: presentReminder(reminder) }
  },
})
