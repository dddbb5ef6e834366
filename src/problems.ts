import type { components } from '../generated/api.ts'
import { errorCatalogue } from './error-catalogue.ts'
import type { ErrorCode } from './error-catalogue.ts'

export type ProblemBody = components['schemas']['Problem']
export type ProblemItem = components['schemas']['ProblemItem']
type Extra = Partial<
  Pick<ProblemBody, 'conflicts' | 'errors' | 'existing_id' | 'merged_into' | 'next_slots' | 'reasons' | 'violated_policies'>
>

/** Something that the caller may be told. Thrown, it undoes the transaction; returned by a handler, what was done is kept. */
export class Problem extends Error {
  readonly code: ErrorCode
  readonly extra: Extra
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ErrorCode, detail: string, extra: Extra = {}, headers: Readonly<Record<string, string>> = {}) {
    super(detail)
    this.code = code
    this.extra = extra
    this.headers = headers
  }

  get status(): number {
    return errorCatalogue[this.code].status
  }

  get title(): string {
    return errorCatalogue[this.code].title
  }
}

/** What is said in each case, one line each. */
export const problems = {
  addressNotOfChannel: () => new Problem('address_not_of_channel', 'This address does not belong to this channel.'),
  addressNotOfCustomer: () => new Problem('address_not_of_customer', 'The customer has no such address or number.'),
  alreadyOwner: () => new Problem('already_owner', 'This member owns the business already.'),
  alreadyAccepted: () => new Problem('already_accepted', 'This invitation was accepted before.'),
  appointmentCorrectionTooLate: () =>
    new Problem('appointment_correction_too_late', 'It was said more than seven days ago how this appointment ended.'),
  appointmentDurationRequired: () =>
    new Problem('appointment_duration_required', 'An appointment without a service needs duration_minutes.'),
  appointmentExpiryInvalid: (detail: string) => new Problem('appointment_expiry_invalid', detail),
  appointmentStatusConflict: (status: string, wanted: string) =>
    new Problem('appointment_status_conflict', `An appointment that is ${status} cannot be ${wanted}.`),
  appointmentTooEarly: (what: string) => new Problem('appointment_too_early', `Before it begins an appointment cannot be ${what}.`),
  apiKeyExpiryInvalid: () => new Problem('api_key_expiry_invalid', 'expires_at must lie in the future, and at most five years ahead.'),
  apiKeyNotActive: () => new Problem('api_key_not_active', 'This key is not active.'),
  businessClosed: () => new Problem('business_closed', 'This business is closed.'),
  businessSuspended: () => new Problem('business_suspended', 'This business is suspended.'),
  businessRequired: () => new Problem('business_required', 'You belong to several businesses: send X-Business-Id.'),
  calendarConnectionExists: (existingId: string) =>
    new Problem('calendar_connection_exists', 'This member has a calendar connection.', { existing_id: existingId }),
  calendarDisconnected: () => new Problem('calendar_disconnected', 'This connection is over.'),
  calendarNotAuthorized: () => new Problem('calendar_not_authorized', 'This connection waits for a consent.'),
  calendarTargetInvalid: (detail: string) => new Problem('calendar_target_invalid', detail),
  calendarsUnavailable: (detail: string) => new Problem('calendars_unavailable', detail),
  channelAddressInvalid: (type: string) => new Problem('channel_address_invalid', `A channel of the type ${type} has no such address.`),
  channelAddressTaken: (existingId: string) =>
    new Problem('channel_address_taken', 'An active channel of this type has this address.', { existing_id: existingId }),
  channelArchived: () => new Problem('channel_archived', 'This channel is archived.'),
  channelSettingsInvalid: (detail: string) => new Problem('channel_settings_invalid', detail),
  channelTypeUnsupported: (type: string) =>
    new Problem('channel_type_unsupported', `The provider of this integration does not carry ${type}.`),
  callTimeInvalid: () => new Problem('call_time_invalid', 'The call must lie between the year 2000 and now, from beginning to end.'),
  channelUnavailable: (detail: string) => new Problem('channel_unavailable', detail),
  channelUnknown: () => new Problem('channel_unknown', 'This does not come through a channel of that connection.'),
  confirmationMismatch: (phrase: string) => new Problem('confirmation_mismatch', `To confirm, send exactly: ${phrase}`),
  consentInFuture: () => new Problem('consent_in_future', 'occurred_at must not lie in the future.'),
  conversationExists: (existingId: string) =>
    new Problem('conversation_exists', 'There is an open conversation with this address.', { existing_id: existingId }),
  conversationStatusInvalid: (from: string, to: string) =>
    new Problem('conversation_status_invalid', `A conversation that is ${from} cannot become ${to}.`),
  cursorExpired: () => new Problem('cursor_expired', 'This cursor is too old. Start from the first page.'),
  eventsExpired: () =>
    new Problem('cursor_expired', 'The events that follow are no longer kept. Read the resources anew and start without after.'),
  cursorInvalid: () => new Problem('cursor_invalid', 'This cursor does not belong to this list.'),
  currencyMismatch: (currency: string) => new Problem('currency_mismatch', `These amounts must be in ${currency}.`),
  customerMerged: (mergedInto: string) =>
    new Problem('customer_merged', 'This customer was merged into another.', { merged_into: mergedInto }),
  customFieldChoicesInvalid: (detail: string) => new Problem('custom_field_choices_invalid', detail),
  customFieldKeyTaken: (existingId: string) =>
    new Problem('custom_field_key_taken', 'Another custom field has this key.', { existing_id: existingId }),
  customFieldsRefused: (code: 'custom_field_unknown' | 'custom_field_archived' | 'custom_field_invalid', errors: readonly ProblemItem[]) =>
    new Problem(code, `Custom fields are not taken: ${errors.length === 1 ? '1 fault' : `${errors.length} faults`}.`, {
      errors: errors.slice(0, 50),
    }),
  customerBlocked: () => new Problem('customer_blocked', 'This customer is blocked, so only the business itself can book.'),
  customerNeedsIdentity: () =>
    new Problem('customer_needs_identity', 'A customer needs an external id, an e-mail address or a telephone number.'),
  duplicateCustomer: (existingId: string) =>
    new Problem('duplicate_customer', 'Another customer has this external id, e-mail address or telephone number.', {
      existing_id: existingId,
    }),
  emailTaken: () => new Problem('email_taken', 'This e-mail address is taken.'),
  forbidden: (detail: string) => new Problem('forbidden', detail),
  headersTooLarge: () => new Problem('headers_too_large', 'The headers are larger than 16 KiB.'),
  hoursInvalid: (errors: readonly ProblemItem[]) =>
    new Problem('hours_invalid', `The hours cannot be: ${errors.length === 1 ? '1 fault' : `${errors.length} faults`}.`, {
      errors: errors.slice(0, 50),
    }),
  idempotencyInProgress: () =>
    new Problem('idempotency_in_progress', 'The first request with this Idempotency-Key is still running.', {}, { 'Retry-After': '1' }),
  idempotencyKeyReused: () => new Problem('idempotency_key_reused', 'This Idempotency-Key was used with another request.'),
  integrationCredentialsInvalid: (detail: string) => new Problem('integration_credentials_invalid', detail),
  integrationInUse: () => new Problem('integration_in_use', 'Active channels use this integration.'),
  inboundWebhookNotReprocessable: (status: string) =>
    new Problem('inbound_webhook_not_reprocessable', `This is ${status}, so there is nothing to take up again.`),
  internalError: () => new Problem('internal_error', 'Something went wrong on our side.'),
  invalidRange: () => new Problem('invalid_range', 'The range ends before it begins.'),
  invalidRequest: (errors: readonly ProblemItem[]) =>
    new Problem(
      'invalid_request',
      `The request does not fit the contract: ${errors.length === 1 ? '1 fault' : `${errors.length} faults`}.`,
      {
        errors: errors.slice(0, 50),
      },
    ),
  invalidToken: () => new Problem('invalid_token', 'The token or key is not valid.', {}, challenge('invalid_token')),
  invitationNotPending: () => new Problem('invitation_not_pending', 'This invitation is not pending.'),
  lastOwner: () => new Problem('last_owner', 'A business keeps at least one active owner.'),
  mergeWithItself: () => new Problem('merge_with_itself', 'A customer cannot be merged into itself.'),
  messageContentInvalid: (detail: string) => new Problem('message_content_invalid', detail),
  messageNotCancellable: (status: string) => new Problem('message_not_cancellable', `This message is ${status}.`),
  messageNotRetryable: (status: string) => new Problem('message_not_retryable', `This message is ${status}.`),
  messageTooLong: (segments: number) => new Problem('message_too_long', `This text takes ${segments} parts, and 10 are allowed.`),
  methodNotAllowed: (allow: string) => new Problem('method_not_allowed', `This path allows ${allow}.`, {}, { Allow: allow }),
  noticeTooShort: (until: Date) =>
    new Problem('notice_too_short', `It is too late for the customer: this was possible until ${until.toISOString()}.`),
  notFound: (what: string) => new Problem('not_found', `No such ${what}.`),
  notFromProvider: () => new Problem('not_from_provider', 'This does not come from the provider of that integration.'),
  optInRequired: () => new Problem('opt_in_required', 'The person answered STOP: only their own START lifts this.'),
  passwordTooCommon: () => new Problem('password_too_common', 'This password is too common.'),
  passwordTooShort: () => new Problem('password_too_short', 'A password has at least 15 characters.'),
  payloadTooLarge: (limit: string) => new Problem('payload_too_large', `The body is larger than ${limit}.`),
  pendingInvitationExists: (existingId: string) =>
    new Problem('pending_invitation_exists', 'This address has a pending invitation.', { existing_id: existingId }),
  personRequired: () => new Problem('person_required', 'An API key may not do this.'),
  planLimitReached: (what: string, limit: number) => new Problem('plan_limit_reached', `The plan allows ${limit} ${what}.`),
  preconditionFailed: () => new Problem('precondition_failed', 'The resource has changed since the version in If-Match.'),
  rangeTooLong: (most: string) => new Problem('range_too_long', `The range is longer than ${most}.`),
  rateLimited: (policy: string, retryAfterSeconds: number) =>
    new Problem(
      'rate_limited',
      `The limit "${policy}" is used up.`,
      { violated_policies: [policy] },
      { 'Retry-After': String(retryAfterSeconds) },
    ),
  recipientInvalid: (detail: string) => new Problem('recipient_invalid', detail),
  recipientRequired: (detail: string) => new Problem('recipient_required', detail),
  referenceNotFound: (field: string) => new Problem('reference_not_found', `${field} names nothing in this business.`),
  reminderExists: (existingId: string) =>
    new Problem('reminder_exists', 'The appointment has this reminder already.', { existing_id: existingId }),
  reminderNotPlanned: (state: string) => new Problem('reminder_not_planned', `This reminder is ${state}.`),
  reminderRulesInvalid: (detail: string) => new Problem('reminder_rules_invalid', detail),
  reminderTooLate: (detail: string) => new Problem('reminder_too_late', detail),
  requestTimeout: () => new Problem('request_timeout', 'The request did not arrive in time.'),
  roleTooHigh: () => new Problem('role_too_high', 'This role is above your own.'),
  sandboxExists: (existingId: string) => new Problem('sandbox_exists', 'This business has a sandbox already.', { existing_id: existingId }),
  sandboxNested: () => new Problem('sandbox_nested', 'A sandbox has no sandbox of its own.'),
  scheduleInvalid: () => new Problem('schedule_invalid', 'scheduled_for lies more than a year ahead.'),
  scopeRequired: (scope: string) => new Problem('scope_required', `This call needs the scope ${scope}.`),
  scopeTooWide: (scope: string) => new Problem('scope_too_wide', `You do not have the scope ${scope} yourself.`),
  serviceArchived: () => new Problem('service_archived', 'This service is archived.'),
  serviceUnavailable: (retryAfterSeconds = 1, detail = 'The server is busy. Try again.') =>
    new Problem('service_unavailable', detail, {}, { 'Retry-After': String(retryAfterSeconds) }),
  slotHoldEnded: (status: string) => new Problem('slot_hold_ended', `This hold is ${status}.`),
  slotHoldMismatch: () => new Problem('slot_hold_mismatch', 'The hold keeps another time than this.'),
  recurrenceInvalid: (detail: string) => new Problem('recurrence_invalid', detail),
  seriesAppointmentRequired: () => new Problem('series_appointment_required', 'Send appointment_id: this scope is about one appointment.'),
  seriesUnavailable: (conflicts: NonNullable<ProblemBody['conflicts']>) =>
    new Problem('series_unavailable', `${conflicts.length} of the times cannot be had.`, { conflicts }),
  slotUnavailable: (reasons: NonNullable<ProblemBody['reasons']>, nextSlots: NonNullable<ProblemBody['next_slots']>) =>
    new Problem('slot_unavailable', 'This time cannot be had.', { reasons, next_slots: nextSlots }),
  snoozeInvalid: (detail: string) => new Problem('snooze_invalid', detail),
  slugTaken: () => new Problem('slug_taken', 'Another business has this slug.'),
  suppressionExists: (existingId: string) =>
    new Problem('suppression_exists', 'This address is suppressed already.', { existing_id: existingId }),
  suppressionNotLiftable: (reason: string) => new Problem('suppression_not_liftable', `A suppression with the reason ${reason} stays.`),
  tagExists: (tag: string) => new Problem('tag_exists', `The label "${tag}" is in use.`),
  tagRenameInProgress: (existingId: string) =>
    new Problem('tag_rename_in_progress', 'One of these labels is being renamed.', { existing_id: existingId }),
  teamMemberRemoved: () => new Problem('team_member_removed', 'This member was removed.'),
  templateArchived: () => new Problem('template_archived', 'This template is archived.'),
  templateInvalid: (errors: readonly ProblemItem[]) =>
    new Problem('template_invalid', `The template cannot be used: ${errors.length === 1 ? '1 fault' : `${errors.length} faults`}.`, {
      errors: errors.slice(0, 50),
    }),
  templateNameTaken: (existingId: string) =>
    new Problem('template_name_taken', 'Another template has this name.', { existing_id: existingId }),
  templateNotActive: () => new Problem('template_not_active', 'This template is not active.'),
  templateRequired: () => new Problem('template_required', 'A text-back needs template_in_hours_id.'),
  templateValuesInvalid: (errors: readonly ProblemItem[]) =>
    new Problem(
      'template_values_invalid',
      `Values do not fit the template: ${errors.length === 1 ? '1 fault' : `${errors.length} faults`}.`,
      {
        errors: errors.slice(0, 50),
      },
    ),
  tooManyConversationTags: () => new Problem('too_many_tags', 'A conversation has at most 10 tags.'),
  tooManyCustomFields: (detail: string) => new Problem('too_many_custom_fields', detail),
  tooManyIdentities: () => new Problem('too_many_identities', 'A customer has at most 10 e-mail addresses and 10 telephone numbers.'),
  tooManyMembers: () => new Problem('too_many_members', 'A service names at most 100 members.'),
  tooManyPrimaries: () => new Problem('too_many_primaries', 'At most one address and one number are primary, and none stands twice.'),
  tooManySlotHolds: (limit: number) => new Problem('too_many_slot_holds', `At most ${limit} times are held at once.`),
  tooManyReminders: (most: number) => new Problem('too_many_reminders', `An appointment has at most ${most} reminders at once.`),
  tooManyTags: () => new Problem('too_many_tags', 'A customer has at most 50 tags.'),
  totpAlreadyEnabled: () => new Problem('totp_already_enabled', 'The second factor is on already.'),
  totpNotEnabled: () => new Problem('totp_not_enabled', 'The second factor is off.'),
  totpNotPending: () => new Problem('totp_not_pending', 'No enrolment waits for a code.'),
  totpRequired: () => new Problem('totp_required', 'Send totp_code or recovery_code as well.', {}, challenge()),
  unauthenticated: () => new Problem('unauthenticated', 'Send an access token or an API key as Authorization: Bearer.', {}, challenge()),
  unsupportedMediaType: () => new Problem('unsupported_media_type', 'Send application/json in UTF-8 without a content encoding.'),
  uriTooLong: () => new Problem('uri_too_long', 'The URL is longer than 8 KiB.'),
  urlNotAllowed: () => new Problem('url_not_allowed', 'Nothing is sent to this URL: it is not public.'),
  waitlistStateInvalid: (status: string) => new Problem('waitlist_state_invalid', `An entry that is ${status} cannot do that.`),
  waitlistWindowInvalid: () =>
    new Problem('waitlist_window_invalid', 'wanted_before must be later than now and than wanted_from, and at most a year ahead.'),
  wrongCredentials: () => new Problem('wrong_credentials', 'The e-mail address and password do not belong together.', {}, challenge()),
  wrongCurrentPassword: () => new Problem('wrong_current_password', 'The current password is not right.'),
  wrongRecoveryCode: () => new Problem('wrong_recovery_code', 'This recovery code is not right, or was used.'),
  wrongTotpCode: () => new Problem('wrong_totp_code', 'This code is not right, or was used.'),
}

function challenge(error?: string): Record<string, string> {
  return { 'WWW-Authenticate': `Bearer realm="clientflow"${error === undefined ? '' : `, error="${error}"`}` }
}
