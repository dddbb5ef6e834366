import { apiKeyHandlers } from './domain/api-keys/handlers.ts'
import { appointmentSeriesHandlers } from './domain/appointment-series/handlers.ts'
import { appointmentHandlers } from './domain/appointments/handlers.ts'
import { auditLogHandlers } from './domain/audit-logs/handlers.ts'
import { authHandlers } from './domain/auth/handlers.ts'
import { availabilityHandlers } from './domain/availability/handlers.ts'
import { businessHandlers } from './domain/businesses/handlers.ts'
import { calendarConnectionHandlers } from './domain/calendar-connections/handlers.ts'
import { calendarEventHandlers } from './domain/calendar-events/handlers.ts'
import { channelHandlers } from './domain/channels/handlers.ts'
import { consentHandlers } from './domain/consents/handlers.ts'
import { contactabilityHandlers } from './domain/contactability/handlers.ts'
import { callHandlers } from './domain/calls/handlers.ts'
import { conversationHandlers } from './domain/conversations/handlers.ts'
import { customFieldHandlers } from './domain/custom-fields/handlers.ts'
import { customerNoteHandlers } from './domain/customer-notes/handlers.ts'
import { customerTimelineHandlers } from './domain/customer-timeline/handlers.ts'
import { customerTotalsHandlers } from './domain/customer-totals/handlers.ts'
import { customerHandlers } from './domain/customers/handlers.ts'
import { eventHandlers } from './domain/events/handlers.ts'
import { inboundWebhookHandlers } from './domain/inbound-webhooks/handlers.ts'
import { integrationHandlers } from './domain/integrations/handlers.ts'
import { invitationHandlers } from './domain/invitations/handlers.ts'
import { meHandlers } from './domain/me/handlers.ts'
import { messageTemplateHandlers } from './domain/message-templates/handlers.ts'
import { messagingPolicyHandlers } from './domain/messaging-policy/handlers.ts'
import { messageHandlers } from './domain/messages/handlers.ts'
import { metaHandlers } from './domain/meta/handlers.ts'
import { scheduleHandlers } from './domain/schedules/handlers.ts'
import { reminderRuleHandlers } from './domain/reminder-rules/handlers.ts'
import { reminderHandlers } from './domain/reminders/handlers.ts'
import { secondFactorHandlers } from './domain/second-factor/handlers.ts'
import { selfServiceHandlers } from './domain/self-service/handlers.ts'
import { serviceHandlers } from './domain/services/handlers.ts'
import { slotHoldHandlers } from './domain/slot-holds/handlers.ts'
import { suppressionHandlers } from './domain/suppressions/handlers.ts'
import { systemHandlers } from './domain/system/handlers.ts'
import { tagHandlers } from './domain/tags/handlers.ts'
import { teamMemberHandlers } from './domain/team-members/handlers.ts'
import { timeOffHandlers } from './domain/time-off/handlers.ts'
import { unsubscriptionHandlers } from './domain/unsubscriptions/handlers.ts'
import { waitlistEntryHandlers } from './domain/waitlist-entries/handlers.ts'
import type { Handlers } from './http/handler.ts'

/** Every operation's handler. One that is missing does not compile. */
export const handlers: Handlers = {
  ...apiKeyHandlers,
  ...appointmentHandlers,
  ...appointmentSeriesHandlers,
  ...auditLogHandlers,
  ...authHandlers,
  ...availabilityHandlers,
  ...businessHandlers,
  ...calendarConnectionHandlers,
  ...calendarEventHandlers,
  ...channelHandlers,
  ...consentHandlers,
  ...contactabilityHandlers,
  ...callHandlers,
  ...conversationHandlers,
  ...customFieldHandlers,
  ...customerNoteHandlers,
  ...customerHandlers,
  ...customerTimelineHandlers,
  ...customerTotalsHandlers,
  ...eventHandlers,
  ...inboundWebhookHandlers,
  ...integrationHandlers,
  ...invitationHandlers,
  ...meHandlers,
  ...messageTemplateHandlers,
  ...messagingPolicyHandlers,
  ...messageHandlers,
  ...metaHandlers,
  ...scheduleHandlers,
  ...reminderRuleHandlers,
  ...reminderHandlers,
  ...secondFactorHandlers,
  ...selfServiceHandlers,
  ...serviceHandlers,
  ...slotHoldHandlers,
  ...suppressionHandlers,
  ...systemHandlers,
  ...tagHandlers,
  ...teamMemberHandlers,
  ...timeOffHandlers,
  ...unsubscriptionHandlers,
  ...waitlistEntryHandlers,
}
