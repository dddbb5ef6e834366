import { part } from '../../http/handler.ts'
import { enter, makerOf, readLink, readingFor } from './links.ts'
import { claimOffer, linkedOffer, rejectOffer } from './offers.ts'
import { cancelAsCustomer, confirmAsCustomer, managedAppointment, rescheduleAsCustomer } from './self-service.ts'
import { timesForLink } from './times.ts'

export const selfServiceHandlers = part({
  async getManagedAppointment({ params, ctx }) {
    const { db, linkTokens } = ctx.services
    const link = readLink(linkTokens, 'appointment', params.appointment_token)
    return { status: 200, body: await managedAppointment(readingFor(db, link), link.id) }
  },

  async listManagedAppointmentSlots({ params, query, ctx }) {
    const { db, linkTokens } = ctx.services
    const link = readLink(linkTokens, 'appointment', params.appointment_token)
    return { status: 200, body: await timesForLink(readingFor(db, link), link.id, query.from) }
  },

  async confirmManagedAppointment({ params, ctx }) {
    const link = readLink(ctx.services.linkTokens, 'appointment', params.appointment_token)
    await enter(ctx.tx, link)
    return { status: 200, body: await confirmAsCustomer(ctx.tx, link.id) }
  },

  async cancelManagedAppointment({ params, body, ctx }) {
    const link = readLink(ctx.services.linkTokens, 'appointment', params.appointment_token)
    await enter(ctx.tx, link)
    return { status: 200, body: await cancelAsCustomer(ctx.tx, link.id, body) }
  },

  async rescheduleManagedAppointment({ params, body, ctx }) {
    const link = readLink(ctx.services.linkTokens, 'appointment', params.appointment_token)
    await enter(ctx.tx, link)
    return { status: 200, body: await rescheduleAsCustomer(ctx.tx, link.id, body) }
  },

  async getWaitlistOffer({ params, ctx }) {
    const { db, linkTokens } = ctx.services
    const link = readLink(linkTokens, 'waitlist_offer', params.offer_token)
    return { status: 200, body: await linkedOffer(readingFor(db, link), link, makerOf(ctx.services)) }
  },

  async claimWaitlistOffer({ params, ctx }) {
    const link = readLink(ctx.services.linkTokens, 'waitlist_offer', params.offer_token)
    await enter(ctx.tx, link)
    return { status: 200, body: await claimOffer(ctx.tx, link, makerOf(ctx.services)) }
  },

  async rejectWaitlistOffer({ params, ctx }) {
    const link = readLink(ctx.services.linkTokens, 'waitlist_offer', params.offer_token)
    await enter(ctx.tx, link)
    return { status: 200, body: await rejectOffer(ctx.tx, link, makerOf(ctx.services)) }
  },
})
