import { part } from '../../http/handler.ts'
import { standingOf } from './calendar-events.ts'
import { presentSync } from './present.ts'

export const calendarEventHandlers = part({
  async getAppointmentCalendarSync({ params, ctx }) {
    return { status: 200, body: presentSync(await standingOf(ctx.read, params.appointment_id)) }
  },
})
