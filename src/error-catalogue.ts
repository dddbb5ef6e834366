import type { components } from '../generated/api.ts'

export type ErrorCode = components['schemas']['ErrorCode']

interface Entry {
  readonly status: number
  readonly title: string
  /** What has happened. */
  readonly description: string
  /** What to do about it. */
  readonly remedy: string
}

/** Every code that the contract lists. Shown at `/v1/meta/error-codes` and on the docs' page of errors; `problems.ts` says each in its words. */
export const errorCatalogue: Readonly<Record<ErrorCode, Entry>> = {
  already_accepted: {
    status: 409,
    title: 'Already accepted',
    description: 'The invitation was accepted before.',
    remedy: 'Log in instead; the membership is there.',
  },
  already_owner: {
    status: 409,
    title: 'Already an owner',
    description: 'The member owns the business already, so ownership cannot pass to them.',
    remedy: 'Name another member; `GET /v1/team-members` lists them with their roles.',
  },
  api_key_expiry_invalid: {
    status: 409,
    title: 'Expiry not possible',
    description: '`expires_at` lies in the past, or more than five years ahead.',
    remedy: 'Send a later or earlier instant; check the clock of the machine that computed it.',
  },
  api_key_not_active: {
    status: 409,
    title: 'Key not active',
    description: 'The key is rotating, revoked or expired, so it can be neither rotated nor revoked again.',
    remedy: 'Read the key to see its status. Create a new one when it is revoked or expired.',
  },
  business_closed: {
    status: 409,
    title: 'Business closed',
    description: 'The business is closed: its owners can read it, and nothing in it changes any more.',
    remedy: 'Read what you need. A closed business is not opened again; create a new one.',
  },
  business_suspended: {
    status: 409,
    title: 'Business suspended',
    description: 'The business is suspended: it can be read, and nothing in it changes until that ends.',
    remedy: 'Write to support.',
  },
  business_required: {
    status: 409,
    title: 'Business required',
    description: 'You belong to several businesses, and the request does not say which one it is about.',
    remedy: 'Send `X-Business-Id` with one of the ids that `GET /v1/businesses` lists.',
  },
  channel_address_invalid: {
    status: 409,
    title: 'Address does not go with the type',
    description: 'Texts and calls need a telephone number, mail needs an e-mail address.',
    remedy: 'Send a number in E.164 form for `sms` and `voice`, an e-mail address for `email`.',
  },
  channel_address_taken: {
    status: 409,
    title: 'Address taken',
    description: 'An active channel of this type has the address already; `existing_id` names it.',
    remedy: 'Use that channel, or archive it first.',
  },
  channel_archived: {
    status: 409,
    title: 'Channel archived',
    description: 'The channel is out of use, so it does not change any more.',
    remedy: 'Add the address again as a new channel.',
  },
  channel_settings_invalid: {
    status: 409,
    title: 'Settings do not go with the channel',
    description: '`voice` is sent for a channel that carries no calls, or recording is wanted without an announcement.',
    remedy: 'Leave `voice` out for other types; send `announce` with `record`.',
  },
  channel_type_unsupported: {
    status: 409,
    title: 'Type not carried',
    description: 'The provider of this integration does not carry what the channel is for.',
    remedy: 'Twilio carries `sms` and `voice`, a generic SMS provider `sms`, Postmark `email`: choose another integration.',
  },
  confirmation_mismatch: {
    status: 409,
    title: 'Confirmation mismatch',
    description: 'The `confirmation` is not, letter by letter, the phrase that the operation asks for.',
    remedy: 'Send the phrase that `detail` shows, typed by the person who decides.',
  },
  cursor_expired: {
    status: 404,
    title: 'Cursor expired',
    description: 'The cursor is older than 24 hours, or the events after `after` are older than 30 days and gone.',
    remedy: 'Start again from the first page. After a gap in the events, read the resources anew and go on from the newest event.',
  },
  cursor_invalid: {
    status: 404,
    title: 'Cursor invalid',
    description: 'The cursor was altered, or belongs to other filters or another order.',
    remedy: 'Send each cursor unchanged, together with the filters and the order that it came from; else start from the first page.',
  },
  customer_merged: {
    status: 404,
    title: 'Customer merged',
    description: 'The customer was merged into another, whom `merged_into` names.',
    remedy: 'Remember that id instead of this one, and repeat the request with it.',
  },
  custom_field_archived: {
    status: 409,
    title: 'Custom field archived',
    description: 'The field takes no new values; `errors` names each.',
    remedy: 'Send the values that a customer has as they are, remove them with null, or unarchive the field.',
  },
  custom_field_choices_invalid: {
    status: 409,
    title: 'Choices invalid',
    description:
      'Fields of the types `single_choice` and `multiple_choice` have at least one choice, each value once; other fields have none.',
    remedy: 'Send `choices` with those types only, each value once.',
  },
  custom_field_invalid: {
    status: 409,
    title: 'Custom field invalid',
    description: 'A value is not of the type of its field, or not among its choices; `errors` names each.',
    remedy: 'Read the field to see its type and choices.',
  },
  custom_field_key_taken: {
    status: 409,
    title: 'Key taken',
    description: 'Another custom field, perhaps an archived one, has this key.',
    remedy: 'Choose another key, or unarchive the field in `existing_id`.',
  },
  custom_field_unknown: {
    status: 409,
    title: 'Custom field unknown',
    description: 'The business has defined no such field; `errors` names each.',
    remedy: 'Use the keys that `GET /v1/custom-fields` lists, or create the field first.',
  },
  customer_needs_identity: {
    status: 409,
    title: 'Customer needs an identity',
    description: 'The customer would be left without external id, e-mail address and telephone number.',
    remedy: 'Send at least one of them; to remove the last one, delete the customer.',
  },
  duplicate_customer: {
    status: 409,
    title: 'Duplicate customer',
    description: 'Another customer has this external id, primary e-mail address or primary telephone number.',
    remedy: 'Read the customer in `existing_id` and change that one, or merge the two.',
  },
  email_taken: {
    status: 409,
    title: 'E-mail address taken',
    description: 'Somebody has this e-mail address already.',
    remedy: 'Log in, or use another address.',
  },
  forbidden: {
    status: 403,
    title: 'Forbidden',
    description: 'Your role does not allow this on what belongs to somebody else.',
    remedy: 'Ask somebody with a higher role; `GET /v1/meta/permissions` says who may.',
  },
  headers_too_large: {
    status: 431,
    title: 'Headers too large',
    description: 'The headers are larger than 16 KiB.',
    remedy: 'Send fewer or shorter headers; cookies are never needed.',
  },
  idempotency_in_progress: {
    status: 409,
    title: 'In progress',
    description: 'The first request with this `Idempotency-Key` is still running.',
    remedy: 'Repeat the same request after `Retry-After` seconds, with the same key.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key reused',
    description: 'This `Idempotency-Key` was used with another request.',
    remedy: 'Use a new key for a new request. If the request was meant to be the same, its body or path has changed in between.',
  },
  inbound_webhook_not_reprocessable: {
    status: 409,
    title: 'Not to be processed again',
    description: 'What the provider has sent waits, is being processed or is processed, so there is nothing to take up again.',
    remedy: 'Read it to see its status; only what has failed, was quarantined or ignored can be processed once more.',
  },
  integration_credentials_invalid: {
    status: 409,
    title: 'Credentials do not go with the provider',
    description: 'A field that the provider needs is missing, or one belongs to another provider.',
    remedy: 'Send the fields that the description of the operation lists for this provider, and no others.',
  },
  integration_in_use: {
    status: 409,
    title: 'Integration in use',
    description: 'Active channels use the integration, so it cannot be deleted.',
    remedy: 'Archive them first; `GET /v1/channels?status=active` lists them.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    description: 'A fault of ours. It is logged under `request_id`.',
    remedy: 'Repeat it; with the same `Idempotency-Key` that is safe. If it stays, write to support with the `request_id`.',
  },
  invalid_range: {
    status: 409,
    title: 'Invalid range',
    description: 'The range ends before it begins.',
    remedy: 'Swap or correct the two ends; the end is not part of the range.',
  },
  invalid_request: {
    status: 400,
    title: 'Invalid request',
    description: 'The request does not fit the contract; `errors` lists each fault.',
    remedy: 'Correct what each `pointer` names. Repeating it unchanged does not help.',
  },
  invalid_token: {
    status: 401,
    title: 'Invalid token',
    description: 'The token or key is unknown, expired or revoked.',
    remedy: 'Refresh the token, or log in again. For a key: look whether it was revoked or rotated, and whether it was copied whole.',
  },
  invitation_not_pending: {
    status: 409,
    title: 'Invitation not pending',
    description: 'The invitation was accepted, revoked or has expired.',
    remedy: 'Read it to see its status, and create a new one.',
  },
  last_owner: {
    status: 409,
    title: 'Last owner',
    description: 'The business would be left without an active owner.',
    remedy: 'Make somebody else owner first.',
  },
  merge_with_itself: {
    status: 409,
    title: 'Merge with itself',
    description: 'A customer cannot be merged into itself.',
    remedy: 'Name two that differ.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    description: 'This path knows other methods.',
    remedy: 'Use one of those in `Allow`.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    description: 'Nothing is there for this business. What belongs to another business answers exactly the same.',
    remedy: 'Check the id, and that the credential belongs to the business that it is from.',
  },
  not_from_provider: {
    status: 403,
    title: 'Not from the provider',
    description: 'There is no proof that the request comes from the provider of that integration, or there is no such integration.',
    remedy:
      'Compare the URL, the account and the secret at the provider with those of the integration; the URL must be exactly the one shown.',
  },
  password_too_common: {
    status: 409,
    title: 'Password too common',
    description: 'The password is in the list of common ones.',
    remedy: 'Choose another; several unrelated words are easy to remember and hard to guess.',
  },
  password_too_short: {
    status: 409,
    title: 'Password too short',
    description: 'The password has too few characters: 15 are needed. Length counts, signs do not.',
    remedy: 'Choose a longer one.',
  },
  payload_too_large: {
    status: 413,
    title: 'Payload too large',
    description: 'The body is larger than 256 KiB.',
    remedy: 'Send less at a time.',
  },
  pending_invitation_exists: {
    status: 409,
    title: 'Pending invitation',
    description: 'This address has a pending invitation: `existing_id`.',
    remedy: 'Send that one again, or revoke it first.',
  },
  person_required: {
    status: 403,
    title: 'Person required',
    description: 'An API key may not do this.',
    remedy: 'Log in as a person and use the access token.',
  },
  plan_limit_reached: {
    status: 409,
    title: 'Plan limit reached',
    description: 'The plan of the business allows no more of these.',
    remedy: 'Remove some, or move to a larger plan; `GET /v1/meta/limits` shows what is used.',
  },
  precondition_failed: {
    status: 412,
    title: 'Precondition failed',
    description: 'The resource has changed since the version in `If-Match`.',
    remedy: 'Read it again, decide anew, and send the new `ETag`.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    description: 'A limit is used up; `violated_policies` names it.',
    remedy: 'Wait `Retry-After` seconds. Spread the requests; `RateLimit` in each reply says what is left.',
  },
  reference_not_found: {
    status: 404,
    title: 'Reference not found',
    description: 'An id in the body names nothing in this business.',
    remedy: 'Check the id that `detail` names.',
  },
  request_timeout: {
    status: 408,
    title: 'Request timeout',
    description: 'The request did not arrive in time.',
    remedy: 'Repeat it over a better connection, or send less at a time.',
  },
  role_too_high: {
    status: 403,
    title: 'Role too high',
    description: 'Nobody gives a role above their own, or changes a member above themselves.',
    remedy: 'Ask somebody with that role.',
  },
  sandbox_exists: {
    status: 409,
    title: 'Sandbox exists',
    description: 'The business has a sandbox already: `existing_id`.',
    remedy: 'Use that one, or close it first to begin anew.',
  },
  sandbox_nested: {
    status: 409,
    title: 'No sandbox of a sandbox',
    description: 'This business is a sandbox itself, and a sandbox has none of its own.',
    remedy: 'Create the sandbox from the live business.',
  },
  scope_required: {
    status: 403,
    title: 'Scope required',
    description: 'The credential lacks the scope that the operation needs; `detail` names it.',
    remedy: 'Use a key that has it, or ask somebody whose role has it.',
  },
  scope_too_wide: {
    status: 403,
    title: 'Scope too wide',
    description: 'Nobody gives a scope that they do not have.',
    remedy: 'Leave it out, or ask somebody who has it.',
  },
  service_unavailable: {
    status: 503,
    title: 'Service unavailable',
    description: 'The server is overloaded, starting or stopping, or its database does not answer.',
    remedy: 'Repeat after `Retry-After` seconds, with the same `Idempotency-Key`.',
  },
  slug_taken: {
    status: 409,
    title: 'Slug taken',
    description: 'Another business has this slug.',
    remedy: 'Choose another, or leave it out to get one.',
  },
  tag_exists: {
    status: 409,
    title: 'Tag exists',
    description: 'The new name is in use.',
    remedy: 'Choose another, or send `merge` to make the two labels one.',
  },
  tag_rename_in_progress: {
    status: 409,
    title: 'Tag rename in progress',
    description: 'One of the two labels is being renamed; `existing_id` names that rename.',
    remedy: 'Repeat when it is completed.',
  },
  team_member_removed: {
    status: 409,
    title: 'Member removed',
    description: 'The member was removed.',
    remedy: 'Invite the person again.',
  },
  too_many_custom_fields: {
    status: 409,
    title: 'Too many custom fields',
    description: 'A business has at most 50 active custom fields, and a customer at most 50 values, those of archived fields included.',
    remedy: 'Archive fields that are no longer used, or remove values with null.',
  },
  too_many_identities: {
    status: 409,
    title: 'Too many identities',
    description: 'A customer has at most 10 e-mail addresses and 10 telephone numbers.',
    remedy: 'Remove some that are no longer used.',
  },
  too_many_primaries: {
    status: 409,
    title: 'Too many primaries',
    description: 'At most one e-mail address and one telephone number are primary, and none stands twice.',
    remedy: 'Mark one of them only, and send each address and number once.',
  },
  too_many_tags: {
    status: 409,
    title: 'Too many tags',
    description: 'A customer has at most 50 tags.',
    remedy: 'Remove some first.',
  },
  totp_already_enabled: {
    status: 409,
    title: 'Second factor on already',
    description: 'The second factor is on.',
    remedy: 'To enrol another app, disable it first.',
  },
  totp_not_enabled: {
    status: 409,
    title: 'Second factor off',
    description: 'The second factor is off, so there is nothing to disable and no recovery code to replace.',
    remedy: 'Enrol an app first.',
  },
  totp_not_pending: {
    status: 409,
    title: 'No enrolment pending',
    description: 'No enrolment waits for its first code, or its 15 minutes are over.',
    remedy: 'Enrol again and confirm with the new secret.',
  },
  totp_required: {
    status: 401,
    title: 'Code required',
    description: 'The password is right, and a second factor is on.',
    remedy: 'Repeat the log-in with `totp_code`, or with `recovery_code` when the app is lost.',
  },
  unauthenticated: {
    status: 401,
    title: 'Authentication required',
    description: 'No credential was sent.',
    remedy: 'Send an access token or an API key as `Authorization: Bearer …`.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    description: 'The body is not JSON in UTF-8, or it is compressed.',
    remedy: 'Send `Content-Type: application/json` and no content encoding.',
  },
  uri_too_long: {
    status: 414,
    title: 'URI too long',
    description: 'The URL is longer than 8 KiB.',
    remedy: 'Send fewer filters at a time.',
  },
  url_not_allowed: {
    status: 409,
    title: 'URL not allowed',
    description:
      'Nothing is sent to this URL: it is not https on port 443, or leads to an address that is not public, or to this server itself.',
    remedy: 'Give a public https URL of the provider.',
  },
  wrong_credentials: {
    status: 401,
    title: 'Wrong credentials',
    description: 'The e-mail address and password do not belong together.',
    remedy: 'Try again, more slowly each time; or ask for a new password by mail.',
  },
  wrong_current_password: {
    status: 409,
    title: 'Wrong current password',
    description: 'The current password is not right.',
    remedy: 'Type it again; or log out and ask for a new one by mail.',
  },
  wrong_recovery_code: {
    status: 409,
    title: 'Wrong recovery code',
    description: 'The recovery code is not right, or was used or replaced.',
    remedy: 'Take another one.',
  },
  wrong_totp_code: {
    status: 409,
    title: 'Wrong code',
    description: 'The code is not right, or was used already.',
    remedy: 'Wait for the next one. If that is refused too, look at the clock of the device.',
  },
}
