"""The types of what goes in and out. Made from the contract by `make generate`."""

from __future__ import annotations

import sys
from typing import Any, Literal, TypeAlias, TypedDict

if sys.version_info >= (3, 11):
    from typing import NotRequired
else:
    from typing_extensions import NotRequired


AccessToken: TypeAlias = str
"""Sent as `Authorization: Bearer …`. It is good for 15 minutes at most, and ends with its session. Do not read anything out of it."""


class ApiKey(TypedDict):
    """A key that a program uses, bound to one business. The secret itself is not kept."""

    id: Id
    name: Name
    prefix: ApiKeyPrefix
    scopes: ApiKeyScopes
    ip_allowlist: IpAllowlist
    status: ApiKeyStatus
    expires_at: NullableInstant
    """When the key stops working by itself; null means never."""
    last_used_at: NullableInstant
    """When the key was last used, within some minutes. It does not move `version`."""
    created_by_member_id: NullableId
    """The team member who made the key; null when another key did."""
    replaced_by_id: NullableId
    """The key that took over when this one was rotated."""
    created_at: Instant
    updated_at: Instant
    version: Version


class ApiKeyChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: ApiKey
    previous_attributes: PreviousAttributes


class ApiKeyChanges(TypedDict):
    """The fields to change (RFC 7396). Lists are replaced as a whole."""

    name: NotRequired[Name]
    scopes: NotRequired[ApiKeyScopes]
    ip_allowlist: NotRequired[IpAllowlist]
    expires_at: NotRequired[NullableInstant]
    """When the key stops working by itself; null means never."""


class ApiKeyCreatedEvent(TypedDict):
    """An API key was made."""

    type: Literal["api_key.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ApiKeyEventData
    request: NullableEventRequest
    causation: EventCausation


class ApiKeyEventData(TypedDict):
    """What the event is about."""

    object: ApiKey


class ApiKeyPage(TypedDict):
    """A page of API keys."""

    data: list[ApiKey]
    """The API keys, newest first."""
    page: Page


ApiKeyPrefix: TypeAlias = str
"""The first characters of the key, to recognise it by."""


class ApiKeyRevokedEvent(TypedDict):
    """An API key was revoked and opens nothing any more."""

    type: Literal["api_key.revoked"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ApiKeyEventData
    request: NullableEventRequest
    causation: EventCausation


class ApiKeyRotatedEvent(TypedDict):
    """An API key got a new secret; the old one works until the overlap ends."""

    type: Literal["api_key.rotated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ApiKeyEventData
    request: NullableEventRequest
    causation: EventCausation


class ApiKeyRotation(TypedDict):
    """How long the old key goes on working."""

    overlap_seconds: int
    """Seconds, up to a day, in which both keys work."""


ApiKeyScopes: TypeAlias = "list[Scope]"
"""What the key may do, sorted."""


ApiKeySecret: TypeAlias = str
"""The whole key, to be sent as `Authorization: Bearer …`. After the prefix stand 30 random characters and 6 of their checksum."""


ApiKeyStatus: TypeAlias = Literal["active", "rotating", "revoked", "expired"]
"""A rotating key has a successor and works until its overlap is over; a revoked or expired one does not work."""


class ApiKeyUpdatedEvent(TypedDict):
    """An API key was changed."""

    type: Literal["api_key.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ApiKeyChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class Appointment(TypedDict):
    """A time at which a customer comes, and what became of it."""

    id: Id
    customer_id: Id
    """Who comes."""
    service_id: NullableId
    """What for; null when it is for no service of the list."""
    service: NullableAppointmentService
    """What was agreed when it was booked. It stays when the service changes; null without a service."""
    member_id: NullableId
    """Whose time it takes; null when it takes the time of the business itself."""
    starts_at: Instant
    """When it begins."""
    ends_at: Instant
    """When it ends."""
    duration_minutes: AppointmentDuration
    """How long it takes."""
    time_zone: TimeZoneName
    """The place whose clock the people read. The instants stay when a clock changes."""
    party_size: AppointmentPartySize
    status: AppointmentStatus
    expires_at: NullableInstant
    """Until when it waits for a confirmation before its time is free again; null unless it is pending."""
    location_type: LocationType
    location: NullableAppointmentLocation
    price: Money
    """What it costs."""
    deposit: NullableMoney
    """What is paid beforehand; null when nothing is."""
    payment_status: AppointmentPaymentStatus
    payment_due_on: NullableCalendarDate
    """By which day it is to be paid."""
    payment_method: NullableAppointmentPaymentMethod
    source: AppointmentSource
    customer_notes: NullableAppointmentCustomerNotes
    internal_notes: NullableAppointmentInternalNotes
    cancellation: NullableAppointmentCancellation
    """How it was called off; null when it was not."""
    override_reason: NullableAppointmentReason
    """Why it was put above what spoke against it; null when nothing did."""
    rescheduled_from: list[AppointmentFormerTime]
    """When it was to be before, the newest first. At most the last ten; `GET /v1/appointments/{appointment_id}/history` has all."""
    rebooked_from_id: NullableId
    """The appointment that this one stands in for, such as one that was cancelled."""
    series_id: NullableId
    """The series that it is one of."""
    hold_id: NullableId
    """The hold that kept its time until it was booked."""
    manage_url: NullableManageUrl
    """The link by which the customer sees, confirms, moves and cancels it, and nothing else. It is a credential: null in events and timelines, and for who has not the scope appointments:write."""
    metadata: AppointmentMetadata
    confirmed_at: NullableInstant
    """When it was confirmed; null while it is pending."""
    checked_in_at: NullableInstant
    """When the customer was there; null when nobody said so."""
    completed_at: NullableInstant
    """When it was said to be done; null unless it is completed."""
    no_show_at: NullableInstant
    """When it was said that nobody came; null unless it is a no-show."""
    created_at: Instant
    updated_at: Instant
    version: Version


AppointmentAction: TypeAlias = Literal["created", "confirmed", "updated", "rescheduled", "checked_in", "completed", "no_show", "cancelled"]
"""What happened, as in the events."""


class AppointmentActor(TypedDict):
    """Who did it."""

    type: Literal["person", "api_key", "customer", "calendar", "system"]
    """A person of the team, a program with a key, the customer by a link or a text, a calendar that is connected, or the server by itself."""
    id: NullableId
    """The person, the key, the customer or the connection; null for the server."""


AppointmentCancellationKind: TypeAlias = Literal["cancelled", "declined", "expired"]
"""Whether it was called off, never confirmed by the business (`declined`), or not confirmed in time (`expired`)."""


class AppointmentCancellationRequest(TypedDict):
    """Who calls an appointment off, and why."""

    by: AppointmentParty
    """Who wants it."""
    reason: NotRequired[AppointmentReason]
    waive_fee: NotRequired[bool]
    """Whether a customer who is too late owes nothing all the same. Default: no."""


class AppointmentCancelledEvent(TypedDict):
    """An appointment was called off, declined, or not confirmed in time."""

    type: Literal["appointment.cancelled"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class AppointmentChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: Appointment
    previous_attributes: PreviousAttributes


class AppointmentChanges(TypedDict):
    """The fields to change (RFC 7396). null clears a field; metadata is replaced as a whole. The time is not among them."""

    location_type: NotRequired[LocationType]
    location: NotRequired[NullableAppointmentLocation]
    price: NotRequired[Money]
    """What it costs, in the currency that it has."""
    deposit: NotRequired[NullableMoney]
    """What is paid beforehand, in the same currency."""
    payment_status: NotRequired[AppointmentPaymentStatus]
    payment_due_on: NotRequired[NullableCalendarDate]
    """By which day it is to be paid."""
    payment_method: NotRequired[NullableAppointmentPaymentMethod]
    customer_notes: NotRequired[NullableAppointmentCustomerNotes]
    internal_notes: NotRequired[NullableAppointmentInternalNotes]
    metadata: NotRequired[AppointmentMetadata]


class AppointmentCheckedInEvent(TypedDict):
    """The customer is there."""

    type: Literal["appointment.checked_in"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class AppointmentCompletedEvent(TypedDict):
    """An appointment took place; or a no-show turned out to have been there."""

    type: Literal["appointment.completed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class AppointmentConfirmedEvent(TypedDict):
    """A pending appointment was confirmed."""

    type: Literal["appointment.confirmed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class AppointmentCorrection(TypedDict):
    """How an appointment really ended."""

    status: Literal["completed", "no_show"]
    """How it ended."""
    reason: NotRequired[AppointmentReason]


class AppointmentCreatedEvent(TypedDict):
    """An appointment was booked."""

    type: Literal["appointment.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentEventData
    request: NullableEventRequest
    causation: EventCausation


AppointmentCustomerNotes: TypeAlias = str
"""What the customer wants the business to know."""


AppointmentDuration: TypeAlias = int
"""A length in minutes."""


class AppointmentEventData(TypedDict):
    """What the event is about."""

    object: Appointment


class AppointmentFormerTime(TypedDict):
    """When an appointment was to be before."""

    starts_at: Instant
    """When it was to begin."""
    ends_at: Instant
    """When it was to end."""
    member_id: NullableId
    """Whose time it took."""
    rescheduled_at: Instant
    """When it was moved."""


class AppointmentHistoryEntry(TypedDict):
    """Something that happened to an appointment, and how it stood afterwards."""

    id: Id
    action: AppointmentAction
    status: AppointmentStatus
    """The status afterwards."""
    starts_at: Instant
    """When it was to begin from then on."""
    ends_at: Instant
    """When it was to end from then on."""
    member_id: NullableId
    """Whose time it took from then on."""
    changed_fields: list[AuditFieldName]
    """The names of the fields that changed, sorted."""
    reason: NullableAppointmentReason
    """Why, where somebody said so."""
    actor: AppointmentActor
    appointment_version: Version
    """The version that it got with this."""
    created_at: Instant
    """When it happened."""


class AppointmentHistoryPage(TypedDict):
    """A page of what happened to an appointment."""

    data: list[AppointmentHistoryEntry]
    """The entries, newest first unless asked otherwise."""
    page: Page


AppointmentInternalNotes: TypeAlias = str
"""What the team wants to remember. Customers never see it."""


AppointmentLocation: TypeAlias = str
"""An address, a number or a link, as the type of the location wants it."""


AppointmentMetadata: TypeAlias = "dict[str, AppointmentMetadataValue]"
"""What your own system keeps with it. Nobody here looks into it."""


AppointmentMetadataValue: TypeAlias = str | float | bool
"""A text, a number, true or false."""


class AppointmentMove(TypedDict):
    """Another time for an appointment."""

    starts_at: Instant
    """When it is to begin."""
    member_id: NotRequired[NullableId]
    """Whose time it is to take; null for whoever does the service and is free. When this is left out, the same member."""
    duration_minutes: NotRequired[AppointmentDuration]
    """How long it is to take. Default: as long as before."""
    by: NotRequired[AppointmentParty]
    """Who wants it. Default: `staff`. For a customer the notice of the service holds."""
    reason: NotRequired[AppointmentReason]
    override_reason: NotRequired[AppointmentReason]
    """Takes the time whatever speaks against it, and says why. Needs the scope appointments:override."""


class AppointmentNoShowEvent(TypedDict):
    """The customer did not come; or what was said to be done turned out not to be."""

    type: Literal["appointment.no_show"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentChangeEventData
    request: NullableEventRequest
    causation: EventCausation


AppointmentNotice: TypeAlias = int
"""A number of minutes."""


class AppointmentPage(TypedDict):
    """A page of appointments."""

    data: list[Appointment]
    """The appointments, in the order that was asked for."""
    page: Page


AppointmentParty: TypeAlias = Literal["customer", "staff"]
"""The customer or the business."""


AppointmentPartySize: TypeAlias = int
"""How many people come. More than one takes as many places of a service that several share. Default: 1."""


AppointmentPaymentMethod: TypeAlias = Literal["cash", "card", "check", "online", "subscription"]
"""How it is paid."""


AppointmentPaymentStatus: TypeAlias = Literal["unpaid", "partially_paid", "paid", "refunded", "failed"]
"""Whether it is paid."""


AppointmentReason: TypeAlias = str
"""Why, in your own words."""


class AppointmentReminder(TypedDict):
    """One reminder of one appointment."""

    id: Id
    appointment_id: Id
    """What it reminds of."""
    source: ReminderSource
    trigger: ReminderTrigger
    channel: ReminderChannel
    template_id: NullableId
    """The template that it is written from; null for the words of the house."""
    starts_at: Instant
    """The beginning that it reminds of. When the appointment is moved it has new reminders, and this one is cancelled."""
    planned_at: Instant
    """When it is to be sent."""
    state: ReminderState
    reason: NullableReminderReason
    """Why it was not sent; null for one that is `planned` or `sent`."""
    message_id: NullableId
    """The message, whose own status tells whether it arrived; null as long as there is none."""
    sent_at: NullableInstant
    """When it was handed over to be sent."""
    answer: NullableReminderAnswer
    answered_at: NullableInstant
    """When the customer answered with it."""
    created_at: Instant
    updated_at: Instant
    version: Version


class AppointmentReminderCancelledEvent(TypedDict):
    """Somebody took a reminder back."""

    type: Literal["appointment_reminder.cancelled"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentReminderEventData
    request: NullableEventRequest
    causation: EventCausation


class AppointmentReminderCreatedEvent(TypedDict):
    """A reminder was added to an appointment."""

    type: Literal["appointment_reminder.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentReminderEventData
    request: NullableEventRequest
    causation: EventCausation


class AppointmentReminderEventData(TypedDict):
    """What the event is about."""

    object: AppointmentReminder


class AppointmentReminderPage(TypedDict):
    """A page of reminders."""

    data: list[AppointmentReminder]
    """The reminders, newest first."""
    page: Page


class AppointmentReminderSentEvent(TypedDict):
    """A reminder was handed over to be sent."""

    type: Literal["appointment.reminder_sent"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentReminderEventData
    request: NullableEventRequest
    causation: EventCausation


class AppointmentRescheduledEvent(TypedDict):
    """An appointment got another time, another member, or another length; it keeps its id. Exactly one for each move."""

    type: Literal["appointment.rescheduled"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class AppointmentSeries(TypedDict):
    """Appointments that were booked together by a rule. What stands here is how they were booked; each appointment says when it is."""

    id: Id
    customer_id: Id
    """Who comes."""
    service_id: NullableId
    """What for; null when it is for no service of the list."""
    member_id: NullableId
    """Who was asked for; null when it could be anybody."""
    rule: SeriesRule
    starts_on: CalendarDate
    """From which local date on the rule was applied."""
    starts_time: SeriesTime
    time_zone: TimeZoneName
    """The place whose clock the rule goes by."""
    appointment_ids: list[Id]
    """The appointments, in the order in which they were booked. They stay here when they are cancelled."""
    status: SeriesStatus
    created_at: Instant
    updated_at: Instant
    version: Version


class AppointmentSeriesCancelledEvent(TypedDict):
    """All that was to come of a series was called off. Each appointment has its own `appointment.cancelled` as well."""

    type: Literal["appointment_series.cancelled"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentSeriesChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class AppointmentSeriesChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: AppointmentSeries
    previous_attributes: PreviousAttributes


class AppointmentSeriesCreatedEvent(TypedDict):
    """Appointments were booked together by a rule. Each of them has its own `appointment.created` as well."""

    type: Literal["appointment_series.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentSeriesEventData
    request: NullableEventRequest
    causation: EventCausation


class AppointmentSeriesEventData(TypedDict):
    """What the event is about."""

    object: AppointmentSeries


class AppointmentSeriesPage(TypedDict):
    """A page of series."""

    data: list[AppointmentSeries]
    """The series, newest first."""
    page: Page


AppointmentSource: TypeAlias = Literal["web", "api", "staff", "sms", "phone", "calendar", "import", "self_service"]
"""How it came about."""


AppointmentStatus: TypeAlias = Literal["pending", "confirmed", "checked_in", "completed", "no_show", "cancelled"]
"""How far it is. `pending`, `confirmed` and `checked_in` take the time, and nobody else can have it; `completed`, `no_show` and `cancelled` are ends."""


AppointmentToken: TypeAlias = str
"""What a link holds. It can be made nowhere else."""


class AppointmentUpdatedEvent(TypedDict):
    """What is said of an appointment was changed, but neither its time nor its status."""

    type: Literal["appointment.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: AppointmentChangeEventData
    request: NullableEventRequest
    causation: EventCausation


AuditAction: TypeAlias = str
"""What was done: the type of the resource, a dot, and a verb in the past."""


class AuditActor(TypedDict):
    """Who did it."""

    type: Literal["person", "api_key", "system"]
    """What kind of caller: a person, an API key, or the server by itself."""
    id: NullableId
    """The person or the API key; null for the server."""


AuditFieldName: TypeAlias = str
"""The name of a field."""


class AuditLogEntry(TypedDict):
    """One thing that was done, and by whom."""

    id: Id
    sequence: int
    """The place of this entry in the log of the business, without gaps."""
    occurred_at: Instant
    actor: AuditActor
    action: AuditAction
    resource: AuditResource
    changed_fields: list[AuditFieldName]
    """The names of the fields that changed, sorted. Their values are not kept."""
    request_id: str | None
    """The `X-Request-Id` of the request that did it; null when none did."""
    ip_address: str | None
    """The address that the request came from; null when none did."""
    hash: str
    """SHA-256 over this entry and the hash of the one before it, in hexadecimal."""


class AuditLogPage(TypedDict):
    """A page of the audit log."""

    data: list[AuditLogEntry]
    """The entries, newest first."""
    page: Page


class AuditResource(TypedDict):
    """What it was done to."""

    type: AuditResourceType
    id: Id


AuditResourceType: TypeAlias = str
"""The type of a resource."""


class AvailabilityExplanation(TypedDict):
    """Whether a time can be had, and if not, why."""

    service_id: Id
    starts_at: Instant
    ends_at: Instant
    local_starts_at: LocalInstant
    local_ends_at: LocalInstant
    time_zone: TimeZoneName
    """The clock on which local times are shown."""
    is_available: bool
    """Whether it can be had with at least one member."""
    reasons: UnavailabilityReasons
    """What speaks against it with one member or another; empty when it can be had."""
    members: list[MemberExplanation]
    """What speaks against it with each member, in the order of their ids."""


class AvailableSlot(TypedDict):
    """A time that can be had."""

    starts_at: Instant
    ends_at: Instant
    local_starts_at: LocalInstant
    local_ends_at: LocalInstant
    member_ids: SlotMembers
    remaining: int
    """How many places are left, with the member who has most."""


class AvailableSlotPage(TypedDict):
    """A page of times that can be had."""

    data: list[AvailableSlot]
    """The times, the earliest first."""
    page: Page
    time_zone: TimeZoneName
    """The clock on which local times are shown."""


Bookable: TypeAlias = bool
"""Whether customers can book appointments with the member."""


BookableOnline: TypeAlias = bool
"""Whether customers can book it by themselves. Default: true."""


BookedBy: TypeAlias = Literal["customer", "staff"]
"""Who books: a customer, by themselves or through a program, or the business."""


class Business(TypedDict):
    """A tenant: a salon, clinic, garage. What belongs to one business is never seen by another."""

    id: Id
    name: Name
    slug: BusinessSlug
    description: NullableText
    """What the business does, for its customers."""
    industry: NullableName
    """The line of business."""
    phone: NullablePhoneNumber
    """The number that customers call."""
    email: NullableEmailAddress
    """The address that customers write to."""
    website: NullableUrl
    """The website of the business."""
    address: NullablePostalAddress
    """Where the business is."""
    time_zone: TimeZoneName
    currency: Currency
    locale: Locale
    status: BusinessStatus
    plan: BusinessPlan
    limits: BusinessLimits
    sandbox_of: NullableId
    """The business whose sandbox this one is; null for a business in earnest."""
    sandbox_id: NullableId
    """The sandbox of this business; null while it has none."""
    created_at: Instant
    updated_at: Instant
    version: Version


class BusinessChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: Business
    previous_attributes: PreviousAttributes


class BusinessChanges(TypedDict):
    """The fields to change (RFC 7396). null clears a field; the address is replaced as a whole."""

    name: NotRequired[Name]
    slug: NotRequired[BusinessSlug]
    description: NotRequired[NullableText]
    """What the business does."""
    industry: NotRequired[NullableName]
    """The line of business."""
    phone: NotRequired[NullablePhoneNumber]
    """The number that customers call."""
    email: NotRequired[NullableEmailAddress]
    """The address that customers write to."""
    website: NotRequired[NullableUrl]
    """The website of the business."""
    address: NotRequired[NullablePostalAddress]
    """Where the business is."""
    time_zone: NotRequired[TimeZone]
    currency: NotRequired[Currency]
    locale: NotRequired[Locale]


class BusinessClosedEvent(TypedDict):
    """The business was closed. Nothing follows."""

    type: Literal["business.closed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: BusinessEventData
    request: NullableEventRequest
    causation: EventCausation


class BusinessClosing(TypedDict):
    """The proof that a business is to be closed."""

    confirmation: Confirmation
    current_password: NotRequired[Password]


class BusinessCreatedEvent(TypedDict):
    """The business was created."""

    type: Literal["business.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: BusinessEventData
    request: NullableEventRequest
    causation: EventCausation


class BusinessEventData(TypedDict):
    """What the event is about."""

    object: Business


class BusinessHours(TypedDict):
    """When a business is open, on the clock of its time zone."""

    time_zone: TimeZoneName
    """The time zone of the business."""
    weekly: WeeklyHours
    exceptions: HoursExceptions
    created_at: Instant
    updated_at: Instant
    version: Version


class BusinessHoursChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: BusinessHours
    previous_attributes: PreviousAttributes


class BusinessHoursSettings(TypedDict):
    """The whole of the hours."""

    weekly: WeeklyHours
    exceptions: NotRequired[HoursExceptions]


class BusinessHoursUpdatedEvent(TypedDict):
    """The business hours were replaced."""

    type: Literal["business_hours.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: BusinessHoursChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class BusinessLimits(TypedDict):
    """How much the plan allows. One more is a 409 `plan_limit_reached`."""

    max_members: int
    """Members of the team, suspended ones included."""
    max_api_keys: int
    """API keys that have not ended."""
    max_customers: int
    """Customers that are not deleted."""


class BusinessOwnershipTransferredEvent(TypedDict):
    """An owner has passed the business on to another member."""

    type: Literal["business.ownership_transferred"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: OwnershipTransferEventData
    request: NullableEventRequest
    causation: EventCausation


class BusinessPage(TypedDict):
    """A page of businesses."""

    data: list[Business]
    """The businesses, newest first."""
    page: Page


BusinessPlan: TypeAlias = Literal["free", "starter", "professional", "enterprise"]
"""What the business pays for, which sets its limits."""


BusinessSlug: TypeAlias = str
"""The name in URLs, unique among all businesses."""


BusinessStatus: TypeAlias = Literal["active", "suspended", "closed"]
"""Whether the business can work."""


class BusinessUpdatedEvent(TypedDict):
    """The business was changed."""

    type: Literal["business.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: BusinessChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class CalendarAuthorization(TypedDict):
    """A connection and the page of Google on which its person agrees to it."""

    id: Id
    member_id: Id
    """Whose calendars these are."""
    provider: CalendarProvider
    status: CalendarConnectionStatus
    account_email: NullableEmailAddress
    """The account at Google; null until the consent has been used."""
    direction: CalendarDirection
    on_external_delete: CalendarDeletePolicy
    on_external_move: CalendarMovePolicy
    calendars: list[ConnectedCalendar]
    """The calendars of the account, the primary one first; empty until the consent has been used."""
    error_code: NullableCalendarErrorCode
    last_synced_at: NullableInstant
    """When both sides were last known to agree. It moves without a new version."""
    created_at: Instant
    updated_at: Instant
    version: Version
    authorization_url: str
    """Open it in the browser of the person whose session asked for it; nobody else can complete it."""
    authorization_expires_at: Instant
    """Until when the consent can be brought back."""


class CalendarConflict(TypedDict):
    """A change in a calendar that did not become one of the appointment."""

    connection_id: Id
    member_id: Id
    appointment_id: Id
    kind: Literal["moved", "deleted"]
    """What happened to the event."""
    resolution: Literal["restored", "overtaken"]
    """What was done: the event was put back as the appointment is (`restored`), or the appointment had been changed meanwhile and was written over it (`overtaken`)."""
    external_starts_at: NullableInstant
    """Where the event had been moved; null when it was deleted, or made one of whole days."""
    external_ends_at: NullableInstant
    reasons: list[str]
    """Why the appointment could not follow; empty when the policy says that it does not."""


class CalendarConflictEventData(TypedDict):
    """What the event is about."""

    object: CalendarConflict


class CalendarConnection(TypedDict):
    """A member's account at Google Calendar. What opens it is kept encrypted and never shown."""

    id: Id
    member_id: Id
    """Whose calendars these are."""
    provider: CalendarProvider
    status: CalendarConnectionStatus
    account_email: NullableEmailAddress
    """The account at Google; null until the consent has been used."""
    direction: CalendarDirection
    on_external_delete: CalendarDeletePolicy
    on_external_move: CalendarMovePolicy
    calendars: list[ConnectedCalendar]
    """The calendars of the account, the primary one first; empty until the consent has been used."""
    error_code: NullableCalendarErrorCode
    last_synced_at: NullableInstant
    """When both sides were last known to agree. It moves without a new version."""
    created_at: Instant
    updated_at: Instant
    version: Version


class CalendarConnectionChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: CalendarConnection
    previous_attributes: PreviousAttributes


class CalendarConnectionChanges(TypedDict):
    """What to change (RFC 7396)."""

    direction: NotRequired[CalendarDirection]
    on_external_delete: NotRequired[CalendarDeletePolicy]
    on_external_move: NotRequired[CalendarMovePolicy]
    calendars: NotRequired[list[CalendarUse]]
    """How calendars are used. It replaces all: those that are left out are neither read nor written to."""


class CalendarConnectionConflictEvent(TypedDict):
    """A change in a calendar did not become one of the appointment."""

    type: Literal["calendar_connection.conflict"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CalendarConflictEventData
    request: NullableEventRequest
    causation: EventCausation


class CalendarConnectionCreatedEvent(TypedDict):
    """A member has begun to connect a calendar."""

    type: Literal["calendar_connection.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CalendarConnectionEventData
    request: NullableEventRequest
    causation: EventCausation


class CalendarConnectionDisconnectedEvent(TypedDict):
    """A connection is over."""

    type: Literal["calendar_connection.disconnected"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CalendarConnectionChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class CalendarConnectionErrorEvent(TypedDict):
    """A calendar cannot be reached, or its consent was taken back. It is said once, and `calendar_connection.updated` says when it is over."""

    type: Literal["calendar_connection.error"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CalendarConnectionEventData
    request: NullableEventRequest
    causation: EventCausation


class CalendarConnectionEventData(TypedDict):
    """What the event is about."""

    object: CalendarConnection


class CalendarConnectionPage(TypedDict):
    """A page of calendar connections."""

    data: list[CalendarConnection]
    """The connections, newest first."""
    page: Page


CalendarConnectionStatus: TypeAlias = Literal["pending", "active", "error", "reauth_required", "disconnected"]
"""`pending` waits for the consent, or for the first look at the account; `error` goes on trying; `reauth_required` waits for the person to agree again; `disconnected` is over."""


class CalendarConnectionUpdatedEvent(TypedDict):
    """A connection was changed, or its consent was used."""

    type: Literal["calendar_connection.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CalendarConnectionChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class CalendarConsent(TypedDict):
    """What Google put into the query of the page to which it sent the browser back. Without `code` the person has refused."""

    state: str
    """`state`, as it came."""
    code: NotRequired[str]
    """`code`, decoded."""
    error: NotRequired[str]
    """`error`, where there is one."""


CalendarDate: TypeAlias = str
"""A calendar date (RFC 3339 full-date), years 1900 to 2199."""


CalendarDeletePolicy: TypeAlias = Literal["cancel", "flag"]
"""What follows when somebody deletes our event there: the appointment is cancelled, or the event is put back and the team is told."""


CalendarDirection: TypeAlias = Literal["push", "pull", "both"]
"""`push` writes appointments into the calendar, `pull` reads busy times from it, `both` does both and follows changes of our events."""


CalendarFile: TypeAlias = str
"""A calendar in the form of RFC 5545."""


CalendarId: TypeAlias = str
"""A calendar, as Google names it."""


CalendarMovePolicy: TypeAlias = Literal["reschedule", "flag"]
"""What follows when somebody moves our event there: the appointment is rescheduled where that is possible, or the event is put back and the team is told."""


CalendarProvider: TypeAlias = Literal["google"]
"""Who keeps the calendars."""


class CalendarSync(TypedDict):
    """What stands of an appointment in its member's calendar."""

    state: CalendarSyncState
    connection_id: NullableId
    """By which connection it is written."""
    calendar_id: NullableCalendarId
    """In which calendar the event stands; null while it stands in none."""
    event_id: str | None
    """What the event is called there: `cf` and the id of the appointment."""
    etag: str | None
    """The version of the event that was last written or seen."""
    error_code: NullableCalendarErrorCode
    synced_at: NullableInstant
    """When both sides last agreed."""


CalendarSyncState: TypeAlias = Literal["pending", "synced", "failed", "disabled"]
"""`pending` is about to be written, `failed` could not be, `disabled` stands in no calendar and will not."""


class CalendarUse(TypedDict):
    """How one calendar is used."""

    id: CalendarId
    check_busy: bool
    """Whether its events make the member busy."""
    write_target: bool
    """Whether appointments are written into it. One at most, and one that the person may write to."""


Call = TypedDict(
    "Call",
    {
        "id": "Id",
        "direction": "CallDirection",
        "status": "CallStatus",
        "result": "NullableCallResult",
        "disposition": "NullableCallDisposition",
        "from": "NullableCallParty",
        "to": "NullableCallParty",
        "customer_id": "NullableId",
        "conversation_id": "NullableId",
        "member_id": "NullableId",
        "channel_id": "NullableId",
        "provider_call_id": "NullableProviderCallId",
        "started_at": "Instant",
        "answered_at": "NullableInstant",
        "ended_at": "NullableInstant",
        "duration_seconds": "NullableCallSeconds",
        "recording": "NullableCallRecordingFacts",
        "has_transcript": "bool",
        "summary": "NullableCallSummary",
        "follow_up_on": "NullableCalendarDate",
        "tags": "list[Tag]",
        "notes": "NullableCallNotes",
        "text_back": "NullableCallTextBack",
        "created_at": "Instant",
        "updated_at": "Instant",
        "version": "Version",
    },
)
"""A telephone call, as the provider told it or as somebody logged it."""


class CallChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: Call
    previous_attributes: PreviousAttributes


class CallChanges(TypedDict):
    """The fields to change (RFC 7396). null clears a field; tags and transcript are replaced as a whole."""

    disposition: NotRequired[NullableCallDisposition]
    """What the team made of the call."""
    customer_id: NotRequired[NullableId]
    """The customer on the other end."""
    member_id: NotRequired[NullableId]
    """The team member who spoke, or who is to call back."""
    follow_up_on: NotRequired[NullableCalendarDate]
    """The day on which somebody is to get back to the customer."""
    tags: NotRequired[list[Tag]]
    """The business's own labels."""
    notes: NotRequired[NullableCallNotes]
    """What the team wants to remember."""
    summary: NotRequired[NullableCallSummary]
    """What it was about."""
    transcript: NotRequired[NullableCallTranscript]
    """What was said."""


class CallCompletedEvent(TypedDict):
    """A call ended: somebody answered it, it was one of yours, or its caller was turned away."""

    type: Literal["call.completed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CallEventData
    request: NullableEventRequest
    causation: EventCausation


CallDirection: TypeAlias = Literal["inbound", "outbound"]
"""Who called whom: `inbound` reached the business."""


CallDisposition: TypeAlias = Literal["booked", "follow_up", "not_interested", "wrong_number", "callback_requested", "spam", "other"]
"""What the team made of a call."""


class CallEventData(TypedDict):
    """What the event is about."""

    object: Call


class CallMissedEvent(TypedDict):
    """A call ended and nobody had answered it: `result` says whether the caller left a message or hung up."""

    type: Literal["call.missed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CallEventData
    request: NullableEventRequest
    causation: EventCausation


CallNotes: TypeAlias = str
"""What the team wants to remember."""


class CallPage(TypedDict):
    """A page of calls."""

    data: list[Call]
    """The calls, newest first."""
    page: Page


CallRecordingAudio: TypeAlias = Any
"""The sound, as MP3."""


class CallRecordingLink(TypedDict):
    """Where a recording can be heard for a short while."""

    url: CallRecordingUrl
    expires_at: Instant
    """Until when. Ask again for a new link, which is noted again."""
    content_type: Literal["audio/mpeg"]
    """What it is."""
    kind: Literal["call", "voicemail"]
    """Both sides of the call, or the message that the caller left."""
    duration_seconds: NullableCallSeconds
    """How long the recording is; null when the provider did not say."""
    consent_announced: bool
    """Whether the caller was told beforehand."""


class CallRecordingReadyEvent(TypedDict):
    """The recording of a call can be heard."""

    type: Literal["call.recording_ready"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CallEventData
    request: NullableEventRequest
    causation: EventCausation


CallRecordingToken: TypeAlias = str
"""The last part of the link, sealed."""


CallRecordingUrl: TypeAlias = str
"""The link. It needs no credential, so do not pass it on; `Range` lets a player seek."""


CallResult: TypeAlias = Literal["answered", "missed", "voicemail", "abandoned", "blocked"]
"""What came of the call: a person answered it (`answered`), nobody did (`missed`), the caller left a message (`voicemail`) or hung up while it rang
(`abandoned`), or the caller is a blocked customer and was turned away (`blocked`)."""


CallSeconds: TypeAlias = int
"""A length in seconds."""


class CallStartedEvent(TypedDict):
    """A call began to ring, or one of yours went out."""

    type: Literal["call.started"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CallEventData
    request: NullableEventRequest
    causation: EventCausation


CallStatus: TypeAlias = Literal["queued", "ringing", "in_progress", "completed", "busy", "no_answer", "failed", "canceled"]
"""How far the call is, as the provider tells it. The last five are ends. It never goes back, in whatever order the news arrive."""


CallSummary: TypeAlias = str
"""What it was about."""


class CallTextBackSentEvent(TypedDict):
    """The caller of a missed call gets a text. `text_back.message_id` names it."""

    type: Literal["call.text_back_sent"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CallEventData
    request: NullableEventRequest
    causation: EventCausation


CallTextBackStatus: TypeAlias = Literal["scheduled", "sent", "skipped", "cancelled"]
"""How far it is: `sent` means that the message is in the hands of the queue, and its own status tells the rest."""


class CallTranscript(TypedDict):
    """What was said in a call."""

    language: NullableLocale
    """The language spoken, when it is known."""
    provider: NullableTranscriptProvider
    """Who wrote it down; null when a person did."""
    segments: list[CallTranscriptSegment]
    """What was said, in order. Split what is longer."""


class CallTranscriptSegment(TypedDict):
    """Something that one of them said."""

    speaker: Literal["customer", "agent", "system", "unknown"]
    """Who spoke."""
    start_seconds: float
    """When it began, from the start of the call."""
    end_seconds: float
    """When it ended, from the start of the call."""
    text: str
    """The words."""
    confidence: NotRequired[float]
    """How sure the service is, from 0 to 1."""


class CallUpdatedEvent(TypedDict):
    """The team said something about a call, or news came late."""

    type: Literal["call.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CallChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class Channel(TypedDict):
    """A number or an address from which the business writes or calls, and at which it is reached."""

    id: Id
    type: ChannelType
    integration_id: Id
    """The account that carries it."""
    address: ChannelAddress
    name: Name
    """What people call it. For mail it is the name of the sender as well."""
    a2p_status: ChannelA2pStatus
    a2p_code: NullableChannelA2pCode
    is_default: bool
    """Whether it is used where nobody chooses a channel. One of each type at most is."""
    voice: NullableChannelVoice
    """What happens to a call; null for other types."""
    status: ChannelStatus
    created_at: Instant
    updated_at: Instant
    version: Version


ChannelA2pCode: TypeAlias = str
"""What the registration answered when it was refused."""


ChannelA2pStatus: TypeAlias = Literal["not_required", "unregistered", "pending", "approved", "rejected"]
"""Whether carriers know who sends texts from this number (10DLC and its like). Nothing is sent while it is `unregistered`, `pending` or `rejected`."""


ChannelAddress: TypeAlias = str
"""For texts and calls a telephone number in E.164 form; for mail an address, kept in lower case."""


class ChannelArchivedEvent(TypedDict):
    """A channel was archived: nothing is sent from it any more."""

    type: Literal["channel.archived"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ChannelChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class ChannelChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: Channel
    previous_attributes: PreviousAttributes


class ChannelChanges(TypedDict):
    """What to change (RFC 7396)."""

    name: NotRequired[Name]
    """What people call it."""
    a2p_status: NotRequired[ChannelA2pStatus]
    a2p_code: NotRequired[NullableChannelA2pCode]
    is_default: NotRequired[bool]
    """Whether it is used where nobody chooses a channel."""
    voice: NotRequired[ChannelVoice]


class ChannelCreatedEvent(TypedDict):
    """A channel was added."""

    type: Literal["channel.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ChannelEventData
    request: NullableEventRequest
    causation: EventCausation


class ChannelEventData(TypedDict):
    """What the event is about."""

    object: Channel


class ChannelPage(TypedDict):
    """A page of channels."""

    data: list[Channel]
    """The channels, newest first."""
    page: Page


ChannelStatus: TypeAlias = Literal["active", "archived"]
"""From an archived channel nothing is sent; what was said over it stays."""


ChannelType: TypeAlias = Literal["sms", "voice", "email"]
"""What the channel carries."""


class ChannelUpdatedEvent(TypedDict):
    """A channel was changed, or ceased to be the default because another is now."""

    type: Literal["channel.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ChannelChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class ChannelVoice(TypedDict):
    """What happens to a call that comes in."""

    forward_to: NullablePhoneNumber
    """Where the call goes; null takes a message instead."""
    greeting: NullableLine
    """What the caller hears first; null says nothing."""
    record: bool
    """Whether the call is recorded."""
    announce: NullableLine
    """What tells the caller that the call is recorded. Nothing is recorded without it."""


ConfirmWithin: TypeAlias = int
"""How many minutes a pending appointment waits for its confirmation, and never longer than until it begins. Then its time is free again. Default: 1440, which is a day."""


Confirmation: TypeAlias = str
"""The phrase that the operation asks for, letter by letter, so that nothing of weight happens by a slip."""


class ConnectedCalendar(TypedDict):
    """A calendar of the account."""

    id: CalendarId
    check_busy: bool
    """Whether its events make the member busy."""
    write_target: bool
    """Whether appointments are written into it. One at most, and one that the person may write to."""
    name: Line
    """As Google calls it."""
    time_zone: Line
    """Its time zone, in which events of whole days are meant."""
    is_primary: bool
    """Whether it is the main calendar of the account."""
    is_writable: bool
    """Whether the person may write to it."""


class Consent(TypedDict):
    """A record of what somebody allowed or forbade. The newest one for a channel, an address and a purpose counts."""

    id: Id
    customer_id: NullableId
    """Who it was; null when nobody had the address."""
    channel: ContactChannel
    address: ContactAddress
    purpose: ConsentPurpose
    action: ConsentAction
    source: ConsentSource
    evidence: ConsentEvidence
    occurred_at: Instant
    """When it was said."""
    recorded_by: NullableId
    """The member of the team who recorded it; null for an API key, and for what came in by itself."""
    created_at: Instant
    updated_at: Instant
    version: Version


ConsentAction: TypeAlias = Literal["granted", "revoked"]
"""What was said."""


class ConsentEventData(TypedDict):
    """What the event is about."""

    object: Consent


class ConsentEvidence(TypedDict):
    """What proves it, as far as it is known."""

    wording: NotRequired[ConsentWording]
    url: NotRequired[Url]
    """The page on which it was said."""
    ip_address: NotRequired[EvidenceIpAddress]
    user_agent: NotRequired[str]
    """The program with which it was said."""
    message_id: NotRequired[Id]
    """The message in which it was said."""


class ConsentPage(TypedDict):
    """A page of consents."""

    data: list[Consent]
    """The records, newest first."""
    page: Page


ConsentPurpose: TypeAlias = Literal["marketing", "transactional"]
"""What the messages are for: to sell, or to do what the customer has asked for, such as a reminder."""


class ConsentRecordedEvent(TypedDict):
    """What somebody allowed or forbade was added to the ledger."""

    type: Literal["consent.recorded"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ConsentEventData
    request: NullableEventRequest
    causation: EventCausation


ConsentSource: TypeAlias = Literal["web_form", "keyword", "verbal", "import", "api", "provider", "staff"]
"""How it was said: `keyword` is an answer such as STOP, `provider` what a carrier or mail provider reported."""


ConsentWording: TypeAlias = str
"""What the person read and agreed to."""


ContactAddress: TypeAlias = str
"""A telephone number in E.164 form, or an e-mail address, which is kept and compared in lower case."""


ContactChannel: TypeAlias = Literal["sms", "email", "voice"]
"""How somebody is reached."""


ContactLabel: TypeAlias = str
"""What an address or a number is for, such as `home` or `work`."""


class ContactWay(TypedDict):
    """One way to reach the customer, and what speaks against it."""

    channel: ContactChannel
    address: ContactAddress
    is_primary: bool
    """Whether it is the customer's primary one."""
    channel_id: NullableId
    """Your channel that would send it, the default one of its kind; null when there is none."""
    decision: SendDecision
    until: NullableInstant
    """For `hold`, the first instant at which it may be sent; else null."""
    time_zones: list[TimeZoneName]
    """The zones in which the recipient may be; marketing waits until it is open in all of them."""
    reasons: list[SendReason]
    """Everything that speaks against it, in the order in which it is looked at; empty when it may be sent."""


class Contactability(TypedDict):
    """Where a customer may be sent a message of a category."""

    customer_id: Id
    category: MessageCategory
    at: Instant
    """When it would be sent."""
    ways: list[ContactWay]
    """Each address and number on each channel: numbers by text, addresses by mail, numbers by voice; the primary one first."""


class ContractMeta(TypedDict):
    """The contract that it obeys."""

    version: str
    """The `info.version` of the document."""
    digest: Digest


class Conversation(TypedDict):
    """What is said with one customer by one way. Texts, mails and calls between the same two addresses stand in one thread."""

    id: Id
    customer_id: Id
    """With whom. After a merge this is the customer that stays."""
    channel_type: ConversationChannelType
    channel_id: NullableId
    """The number or mailbox of the business; null where the API sends nothing (`in_person`, say)."""
    peer_address: NullablePeerAddress
    thread_type: ThreadType
    subject: NullableLine
    """What it is about, in the words of the team."""
    status: ConversationStatus
    priority: ConversationPriority
    tags: list[Tag]
    """Labels, sorted."""
    assignee_id: NullableId
    """The team member who answers; null when nobody is named."""
    snoozed_until: NullableInstant
    """When a snoozed conversation opens again by itself; null for all others."""
    closed_at: NullableInstant
    """When it was closed or marked as spam; null while it is neither."""
    activity: ConversationActivity
    created_at: Instant
    updated_at: Instant
    version: Version
    """Grows with each change that people make. Messages change `activity` alone, so they spoil nobody's `If-Match`."""


class ConversationActivity(TypedDict):
    """What follows from the messages. It is no part of what `version`, `updated_at` and the `ETag` count."""

    message_count: int
    """How many messages there are."""
    unread_count: int
    """How many messages came in since somebody last marked it as read."""
    last_message_at: Instant
    """When the last message came or was written; of an empty conversation, when it was created."""
    preview: NullableMessagePreview
    first_response_at: NullableInstant
    """When the team first answered something that came in; null when it has not."""
    waiting_since: NullableInstant
    """Since when the customer has been waiting for an answer; null when nobody waits."""


class ConversationAssignedEvent(TypedDict):
    """A conversation was given to another team member, or to nobody."""

    type: Literal["conversation.assigned"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ConversationChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class ConversationBulkChanges(TypedDict):
    """Which conversations, and at least one thing to change about them."""

    conversation_ids: list[Id]
    """The conversations, each once."""
    status: NotRequired[ConversationStatus]
    snoozed_until: NotRequired[Instant]
    """With the status `snoozed`: when they open again."""
    assignee_id: NotRequired[NullableId]
    """The team member who answers; null for nobody."""
    priority: NotRequired[ConversationPriority]
    thread_type: NotRequired[ThreadType]
    add_tags: NotRequired[list[Tag]]
    """Labels that each is to have."""
    remove_tags: NotRequired[list[Tag]]
    """Labels that none is to have."""


class ConversationBulkProblem(TypedDict):
    """Why one conversation was not changed, as it would be answered alone."""

    code: ErrorCode
    detail: str
    """What happened, for a person. Wording may change."""


class ConversationBulkResult(TypedDict):
    """What became of one conversation."""

    conversation_id: Id
    result: Literal["updated", "unchanged", "not_found", "conflict"]
    """`unchanged` when it was so already; for the last two see `problem`."""
    version: NotRequired[Version]
    """The version that it has now; absent when it is not there or was refused."""
    problem: NotRequired[ConversationBulkProblem]


class ConversationBulkResults(TypedDict):
    """What became of each conversation."""

    data: list[ConversationBulkResult]
    """The results, in the order of `conversation_ids`."""


class ConversationChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: Conversation
    previous_attributes: PreviousAttributes


class ConversationChanges(TypedDict):
    """What to change (RFC 7396)."""

    status: NotRequired[ConversationStatus]
    snoozed_until: NotRequired[NullableInstant]
    """With the status `snoozed`: when it opens again by itself. It lies ahead, by a year at most."""
    assignee_id: NotRequired[NullableId]
    """The team member who answers; null for nobody."""
    priority: NotRequired[ConversationPriority]
    tags: NotRequired[list[Tag]]
    """All labels, in place of the present ones."""
    thread_type: NotRequired[ThreadType]
    subject: NotRequired[NullableLine]
    """What it is about."""


ConversationChannelType: TypeAlias = Literal["sms", "email", "voice", "web_chat", "whatsapp", "facebook", "instagram", "in_person"]
"""The way. `sms` and `email` are sent by the API; of all others it keeps what is logged."""


class ConversationClosedEvent(TypedDict):
    """A conversation was closed, or marked as spam."""

    type: Literal["conversation.closed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ConversationChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class ConversationCreatedEvent(TypedDict):
    """A conversation was opened, by hand or because a first message came or left."""

    type: Literal["conversation.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ConversationEventData
    request: NullableEventRequest
    causation: EventCausation


class ConversationEventData(TypedDict):
    """What the event is about."""

    object: Conversation


class ConversationPage(TypedDict):
    """A page of conversations."""

    data: list[Conversation]
    """The conversations, in the order of `sort`."""
    page: Page


ConversationPriority: TypeAlias = Literal["low", "normal", "high", "urgent"]
"""How much it hurries."""


class ConversationReopenedEvent(TypedDict):
    """A conversation that was over is open again, because a message came in or somebody opened it."""

    type: Literal["conversation.reopened"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ConversationChangeEventData
    request: NullableEventRequest
    causation: EventCausation


ConversationStatus: TypeAlias = Literal["open", "pending", "snoozed", "closed", "spam"]
"""`open`: somebody has to answer. `pending`: the customer has. `snoozed`: it opens by itself later. `closed` and `spam`: it is over."""


class ConversationUpdatedEvent(TypedDict):
    """A conversation was changed in another way than those that have events of their own."""

    type: Literal["conversation.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ConversationChangeEventData
    request: NullableEventRequest
    causation: EventCausation


CountryCode: TypeAlias = str
"""An ISO 3166-1 alpha-2 country."""


class CreatedApiKey(TypedDict):
    """A new API key with its secret, which is shown once."""

    id: Id
    name: Name
    prefix: ApiKeyPrefix
    secret: ApiKeySecret
    scopes: ApiKeyScopes
    ip_allowlist: IpAllowlist
    status: ApiKeyStatus
    expires_at: NullableInstant
    """When the key stops working by itself; null means never."""
    last_used_at: NullableInstant
    """When the key was last used."""
    created_by_member_id: NullableId
    """The team member who made the key; null when another key did."""
    replaced_by_id: NullableId
    """The key that took over when this one was rotated."""
    created_at: Instant
    updated_at: Instant
    version: Version


Currency: TypeAlias = Literal["AED", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "INR", "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "RON", "SAR", "SEK", "SGD", "THB", "TRY", "USD", "ZAR"]
"""An ISO 4217 currency."""


class CustomField(TypedDict):
    """A field that the business has defined for its customers."""

    id: Id
    key: CustomFieldKey
    label: Name
    """What people read beside the field."""
    description: NullableLine
    """What belongs into the field."""
    type: CustomFieldType
    choices: list[CustomFieldChoice]
    """What can be chosen, in this order; empty for types without choices."""
    position: CustomFieldPosition
    status: CustomFieldStatus
    created_at: Instant
    updated_at: Instant
    version: Version


class CustomFieldArchivedEvent(TypedDict):
    """A custom field was archived. Customers keep the values that they have."""

    type: Literal["custom_field.archived"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomFieldChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class CustomFieldChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: CustomField
    previous_attributes: PreviousAttributes


class CustomFieldChanges(TypedDict):
    """What to change (RFC 7396). The key and the type of a field stay what they are."""

    label: NotRequired[Name]
    description: NotRequired[NullableLine]
    """What belongs into the field."""
    choices: NotRequired[list[CustomFieldChoice]]
    """All that can be chosen from now on, in this order. Customers keep a choice that is left out."""
    position: NotRequired[CustomFieldPosition]


class CustomFieldChoice(TypedDict):
    """Something that can be chosen."""

    value: CustomFieldChoiceValue
    label: Name
    """What people read. It can change without touching a customer."""


CustomFieldChoiceValue: TypeAlias = str
"""What a customer keeps of a choice."""


class CustomFieldCreatedEvent(TypedDict):
    """A custom field was defined."""

    type: Literal["custom_field.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomFieldEventData
    request: NullableEventRequest
    causation: EventCausation


class CustomFieldEventData(TypedDict):
    """What the event is about."""

    object: CustomField


CustomFieldFilter: TypeAlias = str
"""A key, a colon and a value."""


CustomFieldKey: TypeAlias = str
"""The name of the field under `custom_fields` of a customer. It never changes, and is never free again."""


class CustomFieldPage(TypedDict):
    """A page of custom fields."""

    data: list[CustomField]
    """The fields, by position and then by key."""
    page: Page


CustomFieldPosition: TypeAlias = int
"""Where the field stands among the others, the smallest first; equal ones are in the order of their keys."""


CustomFieldStatus: TypeAlias = Literal["active", "archived"]
"""An archived field takes no new values; those that customers have stay."""


CustomFieldType: TypeAlias = Literal["text", "number", "boolean", "date", "single_choice", "multiple_choice"]
"""What kind of value the field takes."""


class CustomFieldUpdatedEvent(TypedDict):
    """A custom field was changed, or is in use again after it was archived. No customer changed with it."""

    type: Literal["custom_field.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomFieldChangeEventData
    request: NullableEventRequest
    causation: EventCausation


CustomFieldValue: TypeAlias = "str | float | bool | list[CustomFieldChoiceValue]"
"""By the type of the field: `text` on one line; a `number`; a `boolean`; a `date` such as `1990-04-23`; the `value` of one choice; or a list of such
values, each once, which is answered sorted."""


CustomFieldValueChanges: TypeAlias = "dict[str, NullableCustomFieldValue]"
"""The values to change, by key; null removes one, and keys that are not sent stay as they are."""


CustomFieldValues: TypeAlias = "dict[str, CustomFieldValue]"
"""The values of the fields that the business has defined, by key."""


class Customer(TypedDict):
    """A person whom the business serves."""

    id: Id
    external_id: NullableExternalId
    """The id that your own system uses, unique within the business."""
    first_name: NullableName
    """Given name, or the whole name where there is only one."""
    last_name: NullableName
    """Family name."""
    company: NullableName
    """Where the customer works, or the customer itself when it is a company."""
    emails: list[CustomerEmail]
    """E-mail addresses, the primary one first."""
    phones: list[CustomerPhone]
    """Telephone numbers, the primary one first."""
    address: NullablePostalAddress
    """Postal address."""
    date_of_birth: NullableCalendarDate
    """Date of birth."""
    gender: NullableGender
    """Gender, when the customer said so."""
    time_zone: NullableTimeZoneName
    """Where the customer's clock stands; null means that of the business."""
    locale: NullableLocale
    """Preferred language."""
    tags: list[Tag]
    """The business's own labels, sorted."""
    lead_source: NullableName
    """Where the customer came from."""
    lifecycle_stage: LifecycleStage
    status: CustomerStatus
    preferred_channel: PreferredChannel
    owner_member_id: NullableId
    """The team member who looks after this customer."""
    custom_fields: CustomFieldValues
    """The values of the fields that the business has defined, by key. Values of archived fields stay until they are removed."""
    created_at: Instant
    updated_at: Instant
    version: Version


class CustomerBulkChanges(TypedDict):
    """Which customers, and at least one thing to change about them."""

    customer_ids: list[Id]
    """The customers, each once."""
    add_tags: NotRequired[list[Tag]]
    """Labels that each is to have."""
    remove_tags: NotRequired[list[Tag]]
    """Labels that none is to have."""
    lifecycle_stage: NotRequired[LifecycleStage]
    status: NotRequired[CustomerStatus]
    owner_member_id: NotRequired[NullableId]
    """The team member who is to look after them; null for nobody."""


class CustomerBulkProblem(TypedDict):
    """Why one customer was not changed, as it would be answered alone."""

    code: ErrorCode
    detail: str
    """What happened, for a person. Wording may change."""
    merged_into: NotRequired[Id]
    """For `customer_merged`, the customer that took over."""


class CustomerBulkResult(TypedDict):
    """What became of one customer."""

    customer_id: Id
    result: Literal["updated", "unchanged", "not_found", "conflict"]
    """`unchanged` when it was so already; for the last two see `problem`."""
    version: NotRequired[Version]
    """The version that it has now; absent when it is not there or was refused."""
    problem: NotRequired[CustomerBulkProblem]


class CustomerBulkResults(TypedDict):
    """What became of each customer."""

    data: list[CustomerBulkResult]
    """The results, in the order of `customer_ids`."""


class CustomerChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: Customer
    previous_attributes: PreviousAttributes


class CustomerChanges(TypedDict):
    """The fields to change (RFC 7396). null clears a field; lists and the address are replaced as a whole, custom fields one by one."""

    external_id: NotRequired[NullableExternalId]
    """The id that your own system uses."""
    first_name: NotRequired[NullableName]
    """Given name."""
    last_name: NotRequired[NullableName]
    """Family name."""
    company: NotRequired[NullableName]
    """Company."""
    emails: NotRequired[list[NewCustomerEmail]]
    """All e-mail addresses."""
    phones: NotRequired[list[NewCustomerPhone]]
    """All telephone numbers."""
    address: NotRequired[NullablePostalAddress]
    """Postal address."""
    date_of_birth: NotRequired[NullableCalendarDate]
    """Date of birth."""
    gender: NotRequired[NullableGender]
    """Gender."""
    time_zone: NotRequired[TimeZone | None]
    """Time zone."""
    locale: NotRequired[NullableLocale]
    """Preferred language."""
    tags: NotRequired[list[Tag]]
    """All labels."""
    lead_source: NotRequired[NullableName]
    """Where the customer came from."""
    lifecycle_stage: NotRequired[LifecycleStage]
    status: NotRequired[CustomerStatus]
    preferred_channel: NotRequired[PreferredChannel]
    owner_member_id: NotRequired[NullableId]
    """The team member who looks after this customer."""
    custom_fields: NotRequired[CustomFieldValueChanges]


class CustomerCreatedEvent(TypedDict):
    """A customer was created."""

    type: Literal["customer.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomerEventData
    request: NullableEventRequest
    causation: EventCausation


class CustomerDeletedEvent(TypedDict):
    """A customer was deleted; what is left is a tombstone."""

    type: Literal["customer.deleted"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomerTombstoneEventData
    request: NullableEventRequest
    causation: EventCausation


class CustomerDuplicate(TypedDict):
    """Two customers that may be the same person."""

    customer: Customer
    other: Customer
    score: float
    """How much speaks for it, from 0 to 1. It orders pairs by hand, and is no probability."""
    reasons: list[CustomerDuplicateReason]
    """What the two have in common."""


class CustomerDuplicatePage(TypedDict):
    """A page of pairs."""

    data: list[CustomerDuplicate]
    """The pairs, by the name of the first."""
    page: Page


CustomerDuplicateReason: TypeAlias = Literal["same_email", "same_phone", "same_name", "similar_name", "same_date_of_birth", "same_company"]
"""Something that two customers have in common."""


class CustomerEmail(TypedDict):
    """An e-mail address of a customer."""

    email: EmailAddress
    label: NullableContactLabel
    """What the address is for."""
    is_primary: bool
    """Whether this is the address to write to. It is unique within the business."""


class CustomerEventData(TypedDict):
    """What the event is about."""

    object: Customer


CustomerFieldName: TypeAlias = str
"""The name of a field of a customer."""


class CustomerMerge(TypedDict):
    """What came of a merge, or would."""

    dry_run: bool
    """Whether nothing was changed. The instants are then those of the preview."""
    customer: Customer
    source: CustomerTombstone
    changed_fields: list[CustomerFieldName]
    """The fields of the customer that differ from before, sorted."""
    moved: CustomerMergeMoves


class CustomerMergeMoves(TypedDict):
    """How much of each kind went over."""

    appointments: int
    """How many appointments, past ones included."""
    appointment_series: int
    """How many series of appointments."""
    calls: int
    """How many calls."""
    consents: int
    """How many records of consent. What they say holds for the address as before."""
    conversations: int
    """How many conversations."""
    messages: int
    """How many messages in them."""
    notes: int
    """How many notes."""
    waitlist_entries: int
    """How many places on the waitlist."""


class CustomerMergedEvent(TypedDict):
    """A customer was merged into another. It is gone; what belonged to it belongs to the other, which a customer.updated follows when its fields changed."""

    type: Literal["customer.merged"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomerMergedEventData
    request: NullableEventRequest
    causation: EventCausation


class CustomerMergedEventData(TypedDict):
    """What the event is about."""

    object: CustomerMergedObject


class CustomerMergedObject(TypedDict):
    """Which customer went into which."""

    id: Id
    """The customer that stays."""
    version: Version
    """Its version after the merge."""
    source_id: Id
    """The customer that is gone, and whose notes and the like now belong to the other."""
    target_id: Id
    """The customer that stays, once more."""


class CustomerNote(TypedDict):
    """Something that the team wants to remember about a customer."""

    id: Id
    customer_id: Id
    body: Text
    pinned: bool
    """Whether the note stands above the others."""
    author_member_id: NullableId
    """The team member who wrote it; null when an API key did."""
    created_at: Instant
    updated_at: Instant
    version: Version


class CustomerNoteChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: CustomerNote
    previous_attributes: PreviousAttributes


class CustomerNoteChanges(TypedDict):
    """The fields of a note to change."""

    body: NotRequired[Text]
    pinned: NotRequired[bool]
    """Whether the note stands above the others."""


class CustomerNoteCreatedEvent(TypedDict):
    """A note was written on a customer."""

    type: Literal["customer_note.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomerNoteEventData
    request: NullableEventRequest
    causation: EventCausation


class CustomerNoteDeletedEvent(TypedDict):
    """A note was deleted; `object` is what it last said."""

    type: Literal["customer_note.deleted"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomerNoteEventData
    request: NullableEventRequest
    causation: EventCausation


class CustomerNoteEventData(TypedDict):
    """What the event is about."""

    object: CustomerNote


class CustomerNotePage(TypedDict):
    """A page of notes."""

    data: list[CustomerNote]
    """The notes, newest first."""
    page: Page


class CustomerNoteUpdatedEvent(TypedDict):
    """A note was changed."""

    type: Literal["customer_note.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomerNoteChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class CustomerOpt(TypedDict):
    """What a customer allows now, or no longer."""

    id: Id
    """The customer."""
    version: Version
    """The version of the customer, which stays what it was."""
    consent_id: Id
    """The record that decided it."""
    channel: ContactChannel
    address: ContactAddress
    purpose: ConsentPurpose
    source: ConsentSource


class CustomerOptEventData(TypedDict):
    """What the event is about."""

    object: CustomerOpt


class CustomerOptedInEvent(TypedDict):
    """A customer may be sent messages of a purpose on a channel again, or for the first time."""

    type: Literal["customer.opted_in"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomerOptEventData
    request: NullableEventRequest
    causation: EventCausation


class CustomerOptedOutEvent(TypedDict):
    """A customer no longer allows messages of a purpose on a channel."""

    type: Literal["customer.opted_out"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomerOptEventData
    request: NullableEventRequest
    causation: EventCausation


CustomerOrTombstone: TypeAlias = "Customer | CustomerTombstone"
"""A customer, or, with `include_deleted=true`, what is left of one."""


class CustomerPage(TypedDict):
    """A page of customers."""

    data: list[CustomerOrTombstone]
    """The customers, in the order asked for."""
    page: Page


class CustomerPhone(TypedDict):
    """A telephone number of a customer."""

    e164: PhoneNumber
    label: NullableContactLabel
    """What the number is for."""
    is_primary: bool
    """Whether this is the number to call. It is unique within the business."""
    line_type: Literal["mobile", "landline", "voip", "unknown"]
    """The kind of line, as far as the numbering plan tells."""


CustomerStatus: TypeAlias = Literal["active", "inactive", "blocked"]
"""A blocked customer is never written to; what they send is kept."""


class CustomerTimelineAppointment(TypedDict):
    """An appointment was booked: its status says what became of it."""

    type: Literal["appointment"]
    """The type of the entry."""
    id: Id
    """The id of the appointment."""
    occurred_at: Instant
    """When it begins, so that those to come stand first."""
    appointment: Appointment


class CustomerTimelineCall(TypedDict):
    """Somebody called."""

    type: Literal["call"]
    """The type of the entry."""
    id: Id
    """The id of the call."""
    occurred_at: Instant
    """When it began."""
    call: Call


CustomerTimelineEntry: TypeAlias = "CustomerTimelineAppointment | CustomerTimelineCall | CustomerTimelineEvent | CustomerTimelineMessage | CustomerTimelineNote"
"""Something that happened with a customer. `type` decides what else it holds; ignore types that you do not know."""


class CustomerTimelineEvent(TypedDict):
    """The customer was changed."""

    type: Literal["event"]
    """The type of the entry."""
    id: Id
    """The id of the event."""
    occurred_at: Instant
    """When it happened."""
    event: CustomerTimelineEventDetails


class CustomerTimelineEventDetails(TypedDict):
    """What happened, without what was said."""

    type: EventType
    customer_id: Id
    """To whom: this customer, or one that was merged into it since."""
    changed_fields: list[CustomerFieldName]
    """The names of the fields that changed, sorted; none for what is no change of fields."""


class CustomerTimelineMessage(TypedDict):
    """A message came or went, or was meant to: its status says which."""

    type: Literal["message"]
    """The type of the entry."""
    id: Id
    """The id of the message."""
    occurred_at: Instant
    """When it came in or was written."""
    message: Message


class CustomerTimelineNote(TypedDict):
    """A note was written."""

    type: Literal["note"]
    """The type of the entry."""
    id: Id
    """The id of the note."""
    occurred_at: Instant
    """When it was written."""
    note: CustomerNote


class CustomerTimelinePage(TypedDict):
    """A page of a timeline."""

    data: list[CustomerTimelineEntry]
    """The entries, newest first."""
    page: Page


CustomerTimelineType: TypeAlias = Literal["appointment", "call", "event", "message", "note"]
"""A type of entry."""


class CustomerTombstone(TypedDict):
    """What is left of a deleted customer."""

    id: Id
    deleted_at: Instant
    merged_into: NullableId
    """The customer that took over when two were merged."""


class CustomerTombstoneEventData(TypedDict):
    """What the event is about."""

    object: CustomerTombstone


class CustomerTotals(TypedDict):
    """How much there was to do with a customer, what came of it, and when last."""

    customer_id: Id
    messages_received: int
    """How many messages came from the customer."""
    messages_sent: int
    """How many messages were handed to a provider for the customer."""
    calls_received: int
    """How many calls came from the customer."""
    calls_made: int
    """How many calls went to the customer."""
    calls_missed: int
    """How many of the calls received nobody answered, those with a message included."""
    appointments: int
    """How many appointments there are and were, whatever became of them."""
    appointments_completed: int
    """How many of them took place."""
    no_shows: int
    """How many times the customer did not come."""
    spent: list[Money]
    """What those that took place cost together, an amount for each currency."""
    last_interaction_at: NullableInstant
    """When the last of these messages and calls was"""


class CustomerUpdatedEvent(TypedDict):
    """A customer was changed, labels included."""

    type: Literal["customer.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: CustomerChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class CustomerUpsert(TypedDict):
    """What a customer should say. Addresses and numbers are added to those that are there; every other field that is sent replaces what was there."""

    first_name: NotRequired[Name]
    last_name: NotRequired[Name]
    company: NotRequired[Name]
    emails: NotRequired[list[NewCustomerEmail]]
    """E-mail addresses. They are added to those that are there. At most one is primary."""
    phones: NotRequired[list[NewCustomerPhone]]
    """Telephone numbers. They are added to those that are there. At most one is primary."""
    address: NotRequired[PostalAddress]
    date_of_birth: NotRequired[CalendarDate]
    gender: NotRequired[Gender]
    time_zone: NotRequired[TimeZone]
    locale: NotRequired[Locale]
    tags: NotRequired[list[Tag]]
    """The business's own labels, all of them."""
    lead_source: NotRequired[Name]
    lifecycle_stage: NotRequired[LifecycleStage]
    status: NotRequired[CustomerStatus]
    preferred_channel: NotRequired[PreferredChannel]
    owner_member_id: NotRequired[Id]
    custom_fields: NotRequired[CustomFieldValues]
    """Values of custom fields, by key. Those that are not sent stay as they are."""


Digest: TypeAlias = str
"""A SHA-256, in hexadecimal."""


EmailAddress: TypeAlias = str
"""An e-mail address. Kept and compared in lower case."""


class EmailVerification(TypedDict):
    """The end of a sign-up."""

    token: MailedToken
    password: Password


EndOfHours: TypeAlias = str
"""A time of day, on a quarter of an hour; 24:00 is the end of the day."""


ErrorCode: TypeAlias = Literal["address_not_of_channel", "address_not_of_customer", "already_accepted", "already_owner", "api_key_expiry_invalid", "api_key_not_active", "appointment_correction_too_late", "appointment_duration_required", "appointment_expiry_invalid", "appointment_status_conflict", "appointment_too_early", "currency_mismatch", "customer_blocked", "notice_too_short", "recurrence_invalid", "business_closed", "business_required", "business_suspended", "calendar_connection_exists", "calendar_disconnected", "calendar_not_authorized", "calendar_target_invalid", "calendars_unavailable", "channel_address_invalid", "channel_address_taken", "channel_archived", "channel_settings_invalid", "channel_type_unsupported", "call_time_invalid", "channel_unknown", "confirmation_mismatch", "consent_in_future", "channel_unavailable", "conversation_exists", "conversation_status_invalid", "cursor_expired", "cursor_invalid", "customer_merged", "custom_field_archived", "custom_field_choices_invalid", "custom_field_invalid", "custom_field_key_taken", "custom_field_unknown", "customer_needs_identity", "duplicate_customer", "email_taken", "forbidden", "hours_invalid", "idempotency_in_progress", "idempotency_key_reused", "inbound_webhook_not_reprocessable", "integration_credentials_invalid", "integration_in_use", "internal_error", "invalid_range", "invalid_request", "invalid_token", "invitation_not_pending", "last_owner", "merge_with_itself", "message_content_invalid", "message_not_cancellable", "message_not_retryable", "message_too_long", "method_not_allowed", "not_found", "not_from_provider", "opt_in_required", "password_too_common", "password_too_short", "payload_too_large", "pending_invitation_exists", "person_required", "plan_limit_reached", "precondition_failed", "range_too_long", "rate_limited", "recipient_invalid", "recipient_required", "reference_not_found", "reminder_exists", "reminder_not_planned", "reminder_rules_invalid", "reminder_too_late", "request_timeout", "role_too_high", "sandbox_exists", "sandbox_nested", "schedule_invalid", "scope_required", "scope_too_wide", "series_appointment_required", "series_unavailable", "service_archived", "service_unavailable", "snooze_invalid", "slot_hold_ended", "slot_hold_mismatch", "slot_unavailable", "slug_taken", "suppression_exists", "suppression_not_liftable", "tag_exists", "tag_rename_in_progress", "template_archived", "template_invalid", "template_name_taken", "template_not_active", "template_required", "template_values_invalid", "too_many_custom_fields", "too_many_identities", "team_member_removed", "too_many_members", "too_many_primaries", "too_many_slot_holds", "too_many_reminders", "too_many_tags", "totp_already_enabled", "totp_not_enabled", "totp_not_pending", "totp_required", "unauthenticated", "unsupported_media_type", "uri_too_long", "url_not_allowed", "headers_too_large", "waitlist_state_invalid", "waitlist_window_invalid", "wrong_credentials", "wrong_current_password", "wrong_recovery_code", "wrong_totp_code"]
"""Every code that this API answers, a closed list. `GET /v1/meta/error-codes` explains each."""


class ErrorCodeCatalogue(TypedDict):
    """Every error code."""

    data: list[ErrorCodeEntry]
    """The codes, sorted."""


class ErrorCodeEntry(TypedDict):
    """One error code and what it means."""

    code: ErrorCode
    status: int
    """The HTTP status that it comes with."""
    title: str
    """The `title` of such an error reply."""
    description: str
    """What has happened."""
    remedy: str
    """What to do about it."""
    url: str
    """The page that explains it, which is also the `type` of such an error reply."""


Event: TypeAlias = "ApiKeyCreatedEvent | ApiKeyRevokedEvent | ApiKeyRotatedEvent | ApiKeyUpdatedEvent | AppointmentCancelledEvent | AppointmentCheckedInEvent | AppointmentCompletedEvent | AppointmentConfirmedEvent | AppointmentCreatedEvent | AppointmentNoShowEvent | AppointmentRescheduledEvent | AppointmentSeriesCancelledEvent | AppointmentSeriesCreatedEvent | AppointmentUpdatedEvent | BusinessClosedEvent | BusinessCreatedEvent | BusinessOwnershipTransferredEvent | BusinessUpdatedEvent | CalendarConnectionConflictEvent | CalendarConnectionCreatedEvent | CalendarConnectionDisconnectedEvent | CalendarConnectionErrorEvent | CalendarConnectionUpdatedEvent | ChannelArchivedEvent | ChannelCreatedEvent | ChannelUpdatedEvent | ConsentRecordedEvent | CallCompletedEvent | CallMissedEvent | CallRecordingReadyEvent | CallStartedEvent | CallTextBackSentEvent | CallUpdatedEvent | ConversationAssignedEvent | ConversationClosedEvent | ConversationCreatedEvent | ConversationReopenedEvent | ConversationUpdatedEvent | CustomFieldArchivedEvent | CustomFieldCreatedEvent | CustomFieldUpdatedEvent | CustomerCreatedEvent | CustomerDeletedEvent | CustomerMergedEvent | CustomerNoteCreatedEvent | CustomerNoteDeletedEvent | CustomerNoteUpdatedEvent | CustomerOptedInEvent | CustomerOptedOutEvent | CustomerUpdatedEvent | InboundWebhookFailedEvent | InboundWebhookQuarantinedEvent | InboundWebhookReprocessedEvent | IntegrationCreatedEvent | IntegrationDeletedEvent | IntegrationSecretRotatedEvent | IntegrationUpdatedEvent | InvitationAcceptedEvent | InvitationCreatedEvent | InvitationResentEvent | InvitationRevokedEvent | MessageTemplateArchivedEvent | MessageTemplateCreatedEvent | MessageTemplateUpdatedEvent | MessagingPolicyUpdatedEvent | ServiceArchivedEvent | ServiceCreatedEvent | ServiceUpdatedEvent | BusinessHoursUpdatedEvent | WaitlistBookedEvent | WaitlistCreatedEvent | WaitlistDeclinedEvent | WaitlistExpiredEvent | WaitlistOfferedEvent | WaitlistRemovedEvent | WorkingHoursUpdatedEvent | TimeOffCreatedEvent | TimeOffDeletedEvent | AppointmentReminderSentEvent | AppointmentReminderCreatedEvent | AppointmentReminderCancelledEvent | ReminderRulesUpdatedEvent | SuppressionCreatedEvent | SuppressionLiftedEvent | MessageCancelledEvent | MessageDeliveredEvent | MessageFailedEvent | MessageQueuedEvent | MessageReceivedEvent | MessageSentEvent | MessageSuppressedEvent | MessageUpdatedEvent | TagRenamedEvent | TeamMemberJoinedEvent | TeamMemberRemovedEvent | TeamMemberUpdatedEvent"
"""Something that happened. `type` decides what `data` holds."""


EventApiVersion: TypeAlias = Literal["v1"]
"""The version of the API that `data` is written in."""


EventCausation: TypeAlias = None
"""The event that led to this one. No event has one yet."""


class EventPage(TypedDict):
    """A page of events."""

    data: list[Event]
    """The events, oldest first."""
    page: EventPagePosition


class EventPagePosition(TypedDict):
    """Where to go on."""

    next_after: EventPosition
    has_more: bool
    """Whether there are events after this page already."""


EventPosition: TypeAlias = int
"""A place in the sequence: send it as `after` to get the events that follow."""


EventSequence: TypeAlias = int
"""The place of the event among those of the business, without gaps."""


EventType: TypeAlias = Literal["api_key.created", "api_key.revoked", "api_key.rotated", "api_key.updated", "appointment.cancelled", "appointment.checked_in", "appointment.completed", "appointment.confirmed", "appointment.created", "appointment.no_show", "appointment.rescheduled", "appointment.updated", "appointment_series.cancelled", "appointment_series.created", "business.closed", "business.created", "business.ownership_transferred", "business.updated", "call.completed", "call.missed", "call.recording_ready", "call.started", "call.text_back_sent", "call.updated", "calendar_connection.conflict", "calendar_connection.created", "calendar_connection.disconnected", "calendar_connection.error", "calendar_connection.updated", "channel.archived", "channel.created", "channel.updated", "consent.recorded", "conversation.assigned", "conversation.closed", "conversation.created", "conversation.reopened", "conversation.updated", "custom_field.archived", "custom_field.created", "custom_field.updated", "customer.created", "customer.deleted", "customer.merged", "customer.opted_in", "customer.opted_out", "customer.updated", "customer_note.created", "customer_note.deleted", "customer_note.updated", "inbound_webhook.failed", "inbound_webhook.quarantined", "inbound_webhook.reprocessed", "integration.created", "integration.deleted", "integration.secret_rotated", "integration.updated", "invitation.accepted", "invitation.created", "invitation.resent", "invitation.revoked", "message_template.archived", "message_template.created", "message_template.updated", "messaging_policy.updated", "service.archived", "service.created", "service.updated", "business_hours.updated", "working_hours.updated", "time_off.created", "time_off.deleted", "appointment.reminder_sent", "appointment_reminder.created", "appointment_reminder.cancelled", "reminder_rules.updated", "suppression.created", "suppression.lifted", "message.cancelled", "message.delivered", "message.failed", "message.queued", "message.received", "message.sent", "message.suppressed", "message.updated", "tag.renamed", "team_member.joined", "team_member.removed", "team_member.updated", "waitlist.booked", "waitlist.created", "waitlist.declined", "waitlist.expired", "waitlist.offered", "waitlist.removed"]
"""A type of event: what it is about, a dot, and what happened to it."""


class EventTypeCatalogue(TypedDict):
    """Every type of event."""

    data: list[EventTypeEntry]
    """The types, sorted."""


class EventTypeEntry(TypedDict):
    """A type of event and what it means."""

    type: EventType
    description: str
    """When such an event happens."""
    sample: Event


EvidenceIpAddress: TypeAlias = str
"""The address from which it was said."""


ExternalId: TypeAlias = str
"""An id of your own system."""


ExtraScopes: TypeAlias = "list[Scope]"
"""Scopes beyond those of the role."""


FinalCallStatus: TypeAlias = Literal["completed", "busy", "no_answer", "failed", "canceled"]
"""How a call ended."""


Gender: TypeAlias = Literal["female", "male", "other", "prefer_not_to_say"]
"""Gender, when the customer said so."""


class HoursException(TypedDict):
    """A day on which other hours hold than on its day of the week."""

    date: CalendarDate
    """The day."""
    intervals: HoursIntervals
    """The hours of that day; none when it is closed."""
    label: NullableHoursLabel


HoursExceptions: TypeAlias = "list[HoursException]"
"""Days that differ, each once at most. Default: none."""


class HoursInterval(TypedDict):
    """From when until when."""

    start: str
    """When it begins."""
    end: str
    """When it ends; `24:00` is the end of the day."""


HoursIntervals: TypeAlias = "list[HoursInterval]"
"""The hours, in order and without overlap."""


class HoursOfWeekday(TypedDict):
    """The hours of one day of the week."""

    weekday: int
    """The day: 1 is Monday, 7 is Sunday."""
    intervals: HoursIntervals


Id: TypeAlias = str
"""A UUID. Ours are version 7, so they sort by time of creation."""


InboundPurpose: TypeAlias = Literal["messages", "message_status", "voice", "call_status", "recording", "events", "inbound"]
"""What is sent there: texts and mails that come in (`messages`, `inbound`), what becomes of those that went out (`message_status`, `events`), and calls."""


class InboundUrl(TypedDict):
    """An address of ours that a provider calls."""

    purpose: InboundPurpose
    url: str
    """The whole URL, to be entered as it is: a signature covers every character of it."""


class InboundWebhook(TypedDict):
    """Something that a provider has sent."""

    id: Id
    integration_id: Id
    """The integration that it came for."""
    kind: InboundWebhookKind
    provider_event_id: ProviderEventId
    status: InboundWebhookStatus
    attempts: int
    """How often it was tried to process it."""
    error: NullableInboundWebhookError
    """Why it is not processed, or was put aside; null otherwise."""
    size_bytes: int
    """How large the body is."""
    processed_at: NullableInstant
    """When it was processed or put aside."""
    created_at: Instant
    """When it first came."""
    updated_at: Instant
    version: Version


class InboundWebhookCount(TypedDict):
    """How much of one kind has one status."""

    kind: InboundWebhookKind
    status: InboundWebhookStatus
    count: int
    """How much there is."""


class InboundWebhookDetails(TypedDict):
    """Something that a provider has sent, with what it says."""

    id: Id
    integration_id: Id
    """The integration that it came for."""
    kind: InboundWebhookKind
    provider_event_id: ProviderEventId
    status: InboundWebhookStatus
    attempts: int
    """How often it was tried to process it."""
    error: NullableInboundWebhookError
    """Why it is not processed, or was put aside; null otherwise."""
    size_bytes: int
    """How large the body is."""
    processed_at: NullableInstant
    """When it was processed or put aside."""
    created_at: Instant
    """When it first came."""
    updated_at: Instant
    version: Version
    content_type: Literal["application/json", "application/x-www-form-urlencoded"]
    """The form of the body."""
    headers: list[InboundWebhookField]
    """The headers that are kept; signatures and passwords never are."""
    fields: list[InboundWebhookField]
    """The fields of the body, by their path."""
    fields_left_out: int
    """How many further fields there are, which are kept but not shown."""


class InboundWebhookEventData(TypedDict):
    """What was received, as it is after the event. What it says is not repeated here."""

    object: InboundWebhook


class InboundWebhookFailedEvent(TypedDict):
    """Something that a provider has sent could not be processed, and is not tried again by itself."""

    type: Literal["inbound_webhook.failed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: InboundWebhookEventData
    request: NullableEventRequest
    causation: EventCausation


class InboundWebhookField(TypedDict):
    """A field and its value."""

    name: str
    """The name of the field."""
    value: str
    """Its value, or what is left of it."""
    masked: bool
    """Whether the value says something of a person, so that only its length is told."""


InboundWebhookKind: TypeAlias = Literal["twilio_message", "twilio_message_status", "twilio_voice", "twilio_call_status", "twilio_recording", "sms_provider_status", "postmark_event", "postmark_inbound"]
"""What was sent, by the URL that it came to."""


class InboundWebhookPage(TypedDict):
    """A page of what providers have sent."""

    data: list[InboundWebhook]
    """What was received, newest first."""
    page: Page


class InboundWebhookQuarantinedEvent(TypedDict):
    """Something that a provider has sent was not understood. It is kept."""

    type: Literal["inbound_webhook.quarantined"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: InboundWebhookEventData
    request: NullableEventRequest
    causation: EventCausation


class InboundWebhookReprocessedEvent(TypedDict):
    """Somebody has something that a provider has sent processed once more."""

    type: Literal["inbound_webhook.reprocessed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: InboundWebhookEventData
    request: NullableEventRequest
    causation: EventCausation


class InboundWebhookStats(TypedDict):
    """How much has come, and what became of it."""

    since: Instant
    """From when on it is counted."""
    total: int
    """How much came since then."""
    waiting: int
    """How much of it is received or processing."""
    oldest_waiting_at: NullableInstant
    """When the oldest of those came; null when none waits."""
    counts: list[InboundWebhookCount]
    """By kind and status; what there is none of is left out."""


InboundWebhookStatus: TypeAlias = Literal["received", "processing", "processed", "ignored", "failed", "quarantined"]
"""`received` waits; `processing` is under way; `processed` is done; `ignored` asked for nothing that we do; `failed` was tried again and again in vain;
`quarantined` was not understood."""


Instant: TypeAlias = str
"""An instant (RFC 3339), years 1900 to 2199. Any offset is accepted; replies are in UTC with milliseconds and `Z`."""


class Integration(TypedDict):
    """An account of the business at a provider that carries its messages or calls. Its secrets are kept encrypted and never shown."""

    id: Id
    provider: IntegrationProvider
    name: Name
    """What people call the account."""
    status: IntegrationStatus
    account_sid: NullableTwilioAccountSid
    """The account at Twilio; null for other providers."""
    base_url: NullableProviderUrl
    """Where a generic SMS provider is reached; null for other providers."""
    broadcast_stream: NullableMessageStream
    """The stream of Postmark by which marketing leaves; null for other providers."""
    secret_hint: SecretHint
    previous_secret_until: NullableInstant
    """Until when what comes in is accepted with the secret of before the last rotation as well; null when it is not."""
    inbound_urls: list[InboundUrl]
    """The addresses to enter at the provider."""
    inbound_username: NullableInboundUsername
    """The user name to enter with the secret where the provider sends both (Postmark); null elsewhere."""
    last_event_at: NullableInstant
    """When the provider last sent something that was accepted, within some minutes. It does not move `version`."""
    created_at: Instant
    updated_at: Instant
    version: Version


class IntegrationChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: Integration
    previous_attributes: PreviousAttributes


class IntegrationChanges(TypedDict):
    """What to change (RFC 7396)."""

    name: NotRequired[Name]
    """What people call the account."""
    status: NotRequired[IntegrationStatus]
    broadcast_stream: NotRequired[MessageStream]


class IntegrationCreatedEvent(TypedDict):
    """An integration was made: an account at a provider is connected."""

    type: Literal["integration.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: IntegrationEventData
    request: NullableEventRequest
    causation: EventCausation


class IntegrationDeletedEvent(TypedDict):
    """An integration was deleted, and its secrets with it."""

    type: Literal["integration.deleted"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: IntegrationTombstoneEventData
    request: NullableEventRequest
    causation: EventCausation


class IntegrationEventData(TypedDict):
    """What the event is about."""

    object: Integration


class IntegrationPage(TypedDict):
    """A page of integrations."""

    data: list[Integration]
    """The integrations, newest first."""
    page: Page


IntegrationProvider: TypeAlias = Literal["twilio", "sms_provider", "postmark"]
"""Who carries: Twilio (texts and calls), a generic SMS provider, Postmark (mail)."""


class IntegrationRotation(TypedDict):
    """The new secrets, and how long the old ones go on."""

    overlap_seconds: int
    """Seconds, up to a day, in which what comes in is accepted with the old secret too."""
    auth_token: NotRequired[TwilioAuthToken]
    api_key: NotRequired[ProviderApiKey]
    server_token: NotRequired[PostmarkServerToken]


class IntegrationSecretRotatedEvent(TypedDict):
    """The secrets of an integration were replaced."""

    type: Literal["integration.secret_rotated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: IntegrationChangeEventData
    request: NullableEventRequest
    causation: EventCausation


IntegrationStatus: TypeAlias = Literal["active", "disabled"]
"""A disabled integration sends nothing and takes nothing in."""


class IntegrationTest(TypedDict):
    """What a provider said about the stored credentials."""

    ok: bool
    """Whether the provider knows the account and lets it work."""
    code: NullableProviderErrorCode
    """Why not; null when all is well."""
    provider_code: NullableProviderOwnCode
    """The same as the provider calls it, where it said so."""
    detail: NullableLine
    """The same in words; null when all is well."""


class IntegrationTombstone(TypedDict):
    """What is left of a deleted integration."""

    id: Id
    deleted_at: Instant


class IntegrationTombstoneEventData(TypedDict):
    """What the event is about."""

    object: IntegrationTombstone


class IntegrationUpdatedEvent(TypedDict):
    """An integration was changed."""

    type: Literal["integration.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: IntegrationChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class IntegrationWithSecret(TypedDict):
    """An integration with the secret that was made for it, which is shown once."""

    id: Id
    provider: IntegrationProvider
    name: Name
    """What people call the account."""
    status: IntegrationStatus
    account_sid: NullableTwilioAccountSid
    """The account at Twilio; null for other providers."""
    base_url: NullableProviderUrl
    """Where a generic SMS provider is reached; null for other providers."""
    broadcast_stream: NullableMessageStream
    """The stream of Postmark by which marketing leaves; null for other providers."""
    secret_hint: SecretHint
    previous_secret_until: NullableInstant
    """Until when what comes in is accepted with the secret of before the last rotation as well; null when it is not."""
    inbound_urls: list[InboundUrl]
    """The addresses to enter at the provider."""
    inbound_username: NullableInboundUsername
    """The user name to enter with the secret where the provider sends both (Postmark); null elsewhere."""
    last_event_at: NullableInstant
    """When the provider last sent something that was accepted, within some minutes. It does not move `version`."""
    created_at: Instant
    updated_at: Instant
    version: Version
    secret: NullableInboundSecret
    """With what the provider proves that it is the sender; null for Twilio, which signs with the auth token."""


class Invitation(TypedDict):
    """A mail that lets a person join the team. Its token is in the mail only."""

    id: Id
    email: EmailAddress
    role: InvitedRole
    extra_scopes: ExtraScopes
    message: NullableInvitationMessage
    """What the mail says besides."""
    status: InvitationStatus
    invited_by_member_id: NullableId
    """The team member who invited; null when an API key did."""
    expires_at: Instant
    accepted_at: NullableInstant
    """When the invitation was accepted."""
    created_at: Instant
    updated_at: Instant
    version: Version


class InvitationAcceptance(TypedDict):
    """The mailed token. A person without an account sends `full_name` and `password` too; one with an account sends an access token instead."""

    token: MailedToken
    full_name: NotRequired[Name]
    password: NotRequired[Password]


class InvitationAccepted(TypedDict):
    """The new member of the team."""

    member: TeamMember
    business: InvitingBusiness
    session: NullableSessionTokens
    """The first session of a new person; null when the person had one already."""


class InvitationAcceptedEvent(TypedDict):
    """Somebody accepted an invitation and is on the team."""

    type: Literal["invitation.accepted"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: InvitationEventData
    request: NullableEventRequest
    causation: EventCausation


class InvitationCreatedEvent(TypedDict):
    """Somebody was invited to the team."""

    type: Literal["invitation.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: InvitationEventData
    request: NullableEventRequest
    causation: EventCausation


class InvitationEventData(TypedDict):
    """What the event is about."""

    object: Invitation


InvitationMessage: TypeAlias = str
"""A word to the invited person. It may span lines."""


class InvitationPage(TypedDict):
    """A page of invitations."""

    data: list[Invitation]
    """The invitations, newest first."""
    page: Page


class InvitationResentEvent(TypedDict):
    """An invitation was sent again and lives longer."""

    type: Literal["invitation.resent"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: InvitationEventData
    request: NullableEventRequest
    causation: EventCausation


class InvitationRevokedEvent(TypedDict):
    """An invitation was revoked and can no longer be accepted."""

    type: Literal["invitation.revoked"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: InvitationEventData
    request: NullableEventRequest
    causation: EventCausation


InvitationStatus: TypeAlias = Literal["pending", "accepted", "expired", "revoked"]
"""Only a pending invitation can be accepted, sent again or revoked."""


InvitedRole: TypeAlias = Literal["viewer", "staff", "manager", "admin"]
"""The role of the new member. Owners are made by changing the role of a member."""


class InvitingBusiness(TypedDict):
    """The business that was joined."""

    id: Id
    name: Name


IpAllowlist: TypeAlias = "list[IpRange]"
"""The networks that the key works from; none means everywhere."""


IpRange: TypeAlias = str
"""A network in CIDR form, IPv4 or IPv6. Bits beyond the length of the prefix are ignored; one address is `/32` or `/128`."""


class Jwk(TypedDict):
    """A public key on the curve P-256."""

    kty: Literal["EC"]
    """The kind of key."""
    crv: Literal["P-256"]
    """The curve."""
    alg: Literal["ES256"]
    """The only algorithm that this key is used with."""
    use: Literal["sig"]
    """What the key is for."""
    kid: str
    """The name of the key, as in the header of a token."""
    x: JwkCoordinate
    y: JwkCoordinate


JwkCoordinate: TypeAlias = str
"""A coordinate of the point, 32 bytes in base64url."""


class JwkSet(TypedDict):
    """The public keys that access tokens are signed with (RFC 7517)."""

    keys: list[Jwk]
    """The keys, the present one first."""


class LeftApiKey(TypedDict):
    """An API key that a removed member had made."""

    id: Id
    name: Name
    revoked: bool
    """Whether the removal revoked the key. Otherwise it still works."""


LifecycleStage: TypeAlias = Literal["lead", "qualified", "customer", "lapsed", "lost"]
"""How far the relation has come."""


class Limits(TypedDict):
    """The limits that apply to the caller."""

    rate_limits: list[RateLimitEntry]
    """How often may be asked. A call counts in each policy that applies to it."""
    plan: BusinessPlan
    plan_limits: list[PlanLimitEntry]
    """How much the plan allows, and how much of it is used. One more is a 409 `plan_limit_reached`."""
    requests: RequestLimits


Line: TypeAlias = str
"""Text on one line."""


class Liveness(TypedDict):
    """The process answers."""

    status: Literal["ok"]
    """Always `ok`."""


LocalInstant: TypeAlias = str
"""What the clock in `time_zone` shows at an instant, with its offset from UTC (RFC 3339)."""


Locale: TypeAlias = str
"""A BCP 47 language, with an optional region."""


LocationType: TypeAlias = Literal["on_site", "customer_address", "phone", "video"]
"""Where it takes place. Default: `on_site`."""


class LogIn(TypedDict):
    """What a person logs in with. Whoever has a second factor sends `totp_code` or, when the app is lost, `recovery_code`; of both the first counts.
    Without a second factor they are not looked at."""

    email: EmailAddress
    password: Password
    totp_code: NotRequired[TotpCode]
    recovery_code: NotRequired[RecoveryCode]


MailedToken: TypeAlias = str
"""The token from the link in a mail. It is used once."""


class ManagedAppointment(TypedDict):
    """An appointment as its customer sees it through the link. It names nobody but the member, because links are passed on."""

    business_name: Name
    """With whom the appointment is."""
    business_phone: NullablePhoneNumber
    """The number to call when the link cannot help."""
    service_name: NullableName
    """What it is for; null without a service."""
    member_name: NullableName
    """Who serves the customer; null where it is nobody in particular."""
    starts_at: Instant
    """When it begins."""
    ends_at: Instant
    """When it ends."""
    time_zone: TimeZoneName
    """The place whose clock the appointment goes by."""
    party_size: int
    """How many people come."""
    location_type: LocationType
    location: NullableText
    """Where exactly."""
    price: NullableMoney
    """What was agreed; null where nothing was."""
    status: AppointmentStatus
    can_confirm: bool
    """Whether the customer can confirm it now."""
    can_cancel: bool
    """Whether the customer can cancel it now."""
    can_reschedule: bool
    """Whether the customer can move it now."""
    cancel_before: Instant
    """Until when the customer could cancel by the rules of the service."""
    reschedule_before: Instant
    """Until when the customer could move it by the rules of the service."""
    expires_at: Instant
    """Until when the link works."""


class ManagedCancellation(TypedDict):
    """A cancellation by the customer. Everything may be left out."""

    reason: NotRequired[AppointmentReason]
    """Why, in the words of the customer. The team can read it."""


class ManagedReschedule(TypedDict):
    """A time that the customer has chosen."""

    starts_at: Instant
    """When the appointment is to begin, one of the listed times."""


class ManagedSlot(TypedDict):
    """A time that is free."""

    starts_at: Instant
    """When it begins."""
    ends_at: Instant
    """When it ends."""


class ManagedSlots(TypedDict):
    """Times to which an appointment can be moved."""

    data: list[ManagedSlot]
    """The times, earliest first."""
    time_zone: TimeZoneName
    """The place whose clock they are told by."""
    next_from: NullableInstant
    """Where to go on, as `from` of the next call; null when nothing later can be booked."""


MarketingPer30Days: TypeAlias = int
"""How many marketing messages a customer gets in 30 days at most, on all channels together. Default: 12."""


MarketingPerDay: TypeAlias = int
"""How many marketing messages a customer gets in 24 hours at most, on all channels together. Default: 2."""


class MarketingWindow(TypedDict):
    """When marketing goes out, by the clock of the recipient."""

    start: QuarterHour
    end: EndOfHours
    days: Weekdays


MaskedAddress: TypeAlias = str
"""The address to which the mail was sent, of whose name only the first letter is shown."""


MaxAdvanceDays: TypeAlias = int
"""How many days ahead a customer books at most. It does not bind the business. Default: 30."""


class Me(TypedDict):
    """The caller."""

    principal: Literal["person", "api_key"]
    """What kind of credential calls."""
    person: NullablePerson
    """The person; null for an API key."""
    api_key_id: NullableId
    """The API key; null for a person."""
    business_id: NullableId
    """The business that this call is about; null when the person belongs to none, or to several and named none."""
    role: NullableRole
    """The role of the person in that business; null without one, and for an API key."""
    scopes: list[Scope]
    """What the caller may do in that business, sorted. Empty without a business."""
    memberships: list[Membership]
    """The businesses that the person belongs to, by name. Empty for an API key."""


class MemberExplanation(TypedDict):
    """What speaks against a time with one member."""

    member_id: NullableId
    """The member; null for the business itself where no member takes appointments."""
    reasons: UnavailabilityReasons
    """Empty when nothing does."""


class Membership(TypedDict):
    """A business that the person belongs to. `member_id` is the person as a member of its team."""

    business_id: Id
    business_name: Name
    role: Role
    member_id: Id


class Message(TypedDict):
    """A message, in or out."""

    id: Id
    conversation_id: Id
    """Where it stands."""
    customer_id: Id
    """From or to whom."""
    channel_id: NullableId
    """The number or mailbox of the business; null for what was logged."""
    sequence: int
    """Its place in the conversation, from 1, without gaps."""
    direction: MessageDirection
    sender_type: MessageSenderType
    sender_id: NullableId
    """The team member or API key that wrote it, or the customer; null for the system."""
    category: MessageCategory
    from_address: NullablePeerAddress
    """The address that it comes from."""
    to_address: NullablePeerAddress
    """The address that it goes to."""
    subject: NullableLine
    """The subject of a mail; null for all others."""
    body: MessageBody
    attachments: list[MessageAttachment]
    """Files, by where they can be fetched."""
    template_id: NullableId
    """The template that it was made from."""
    template_version: NullableTemplateVersion
    status: MessageStatus
    error: NullableMessageError
    reasons: list[SendReason]
    """Why it is held, or was suppressed, one after the other; empty for all others."""
    scheduled_for: NullableInstant
    """When it is to leave."""
    not_before: NullableInstant
    """The first instant at which a held message may leave; null for all others."""
    retry_of_id: NullableId
    """The failed message that this one repeats."""
    provider: NullableMessageProvider
    provider_message_id: NullableProviderMessageId
    segments: int | None
    """How many parts a text is billed as; null for a mail."""
    possibly_sent_twice: bool
    """Whether it was sent again although an earlier attempt may have got through unseen: nobody knew how that one ended, and the provider did not know the message when it was asked."""
    cost: NullableMessageCost
    occurred_at: Instant
    """When it came in or was written."""
    sent_at: NullableInstant
    """When the provider took it over."""
    delivered_at: NullableInstant
    """When it arrived."""
    failed_at: NullableInstant
    """When it became clear that it will not arrive."""
    read_at: NullableInstant
    """When it was read, where the way tells."""
    created_at: Instant
    updated_at: Instant
    version: Version


class MessageAttachment(TypedDict):
    """A file that is kept elsewhere. That of an inbound message is kept by the provider, for as long as that does."""

    url: Url
    """Where it can be fetched."""
    content_type: str
    """What it is."""
    name: NullableLine
    """What people call it."""


MessageBody: TypeAlias = str
"""What it says. Empty when a message has attachments only; what came in with more than 4,000 characters is cut there."""


class MessageCancelledEvent(TypedDict):
    """A message was taken back before it left."""

    type: Literal["message.cancelled"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageChangeEventData
    request: NullableEventRequest
    causation: EventCausation


MessageCategory: TypeAlias = Literal["transactional", "marketing", "conversational"]
"""Why a message is sent: for something that the customer has asked for, to sell, or as a part of a conversation."""


class MessageChangeEventData(TypedDict):
    """What the event is about, after and before; `previous_attributes` is absent where the message was so from the beginning."""

    object: Message
    previous_attributes: NotRequired[PreviousAttributes]


MessageContent: TypeAlias = "MessageTextContent | MessageTemplateContent"
"""What it says. `type` decides what else is needed."""


class MessageDeliveredEvent(TypedDict):
    """A message has arrived."""

    type: Literal["message.delivered"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageChangeEventData
    request: NullableEventRequest
    causation: EventCausation


MessageDirection: TypeAlias = Literal["inbound", "outbound"]
"""Whether it came in or goes out."""


MessageErrorCode: TypeAlias = Literal["account_suspended", "authentication_failed", "channel_unavailable", "content_refused", "content_too_long", "customer_deleted", "provider_error", "rate_limited", "recipient_invalid", "recipient_not_mobile", "recipient_opted_out", "recipient_suppressed", "recipient_unreachable", "refused", "region_not_enabled", "sender_not_allowed", "sender_not_registered", "unknown", "unreachable"]
"""What went wrong, in one vocabulary for all providers. The guide \"Life of a message\" explains each."""


class MessageEventData(TypedDict):
    """What the event is about."""

    object: Message


class MessageFailedEvent(TypedDict):
    """A message has not arrived and will not; `error` says why."""

    type: Literal["message.failed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class MessagePage(TypedDict):
    """A page of messages."""

    data: list[Message]
    """The messages, newest first."""
    page: Page


class MessagePreview(TypedDict):
    """What would leave, and whether."""

    from_address: PeerAddress
    """Where it would come from."""
    to_address: PeerAddress
    """Where it would go."""
    subject: NullableLine
    """The subject of a mail; null for a text."""
    body: MessageBody
    encoding: NullableTextEncoding
    segments: int | None
    """How many parts the text is billed as; null for a mail."""
    units: int | None
    """How much of its parts the text fills, in the characters of its encoding; null for a mail."""
    cost_estimate: NullableMessageCost
    """What the last message of this channel cost by the part, times the parts; null while no cost is known."""
    decision: SendDecision
    hold_until: NullableInstant
    """The first instant at which it may leave, for `hold`."""
    reasons: list[SendReason]
    """Every reason to hold or refuse it; empty for `send`."""


class MessageQueuedEvent(TypedDict):
    """A message was taken to be sent, at once or later."""

    type: Literal["message.queued"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageEventData
    request: NullableEventRequest
    causation: EventCausation


class MessageReceivedEvent(TypedDict):
    """A message came in, or one that came in by another way was logged."""

    type: Literal["message.received"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageEventData
    request: NullableEventRequest
    causation: EventCausation


MessageSenderType: TypeAlias = Literal["customer", "agent", "system", "automation", "ai"]
"""Who wrote it. `agent` is a team member or an API key."""


class MessageSentEvent(TypedDict):
    """A provider has taken a message over, or one that left by another way was logged."""

    type: Literal["message.sent"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageChangeEventData
    request: NullableEventRequest
    causation: EventCausation


MessageStatus: TypeAlias = Literal["scheduled", "held", "queued", "sending", "sent", "delivered", "undelivered", "failed", "suppressed", "cancelled", "received", "read"]
"""Outbound: `scheduled` until its time has come, `held` until it may leave, `queued` until it is its turn, `sending` while the provider is being asked,
`sent` when that took it over, then `delivered` or `undelivered`, and `read` where the way tells; `failed` when no provider takes it, `suppressed`
when it must not be sent, `cancelled` by you. Inbound: `received`."""


MessageStream: TypeAlias = str
"""The id of a message stream at Postmark."""


class MessageSuppressedEvent(TypedDict):
    """A message must not be sent; `reasons` says why. It was refused when it was written, or when its turn had come."""

    type: Literal["message.suppressed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class MessageTemplate(TypedDict):
    """Words that are sent again and again."""

    id: Id
    name: Name
    channel: MessageTemplateChannel
    category: MessageCategory
    locale: Locale
    status: MessageTemplateStatus
    template_version: int
    """Which wording this is: it grows with each change of subject, body or variables."""
    subject: NullableTemplateSubject
    body: Text
    """The words, with places such as `{{first_name}}`."""
    variables: list[TemplateVariable]
    """What stands for values."""
    segments: NullableSegments
    warnings: list[TemplateWarning]
    """What may be wrong with the words."""
    created_at: Instant
    updated_at: Instant
    version: Version


class MessageTemplateArchivedEvent(TypedDict):
    """A message template was archived."""

    type: Literal["message_template.archived"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageTemplateChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class MessageTemplateChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: MessageTemplate
    previous_attributes: PreviousAttributes


class MessageTemplateChanges(TypedDict):
    """What to change (RFC 7396). The channel stays what it is."""

    name: NotRequired[Name]
    category: NotRequired[MessageCategory]
    locale: NotRequired[Locale]
    status: NotRequired[NewTemplateStatus]
    subject: NotRequired[NullableTemplateSubject]
    body: NotRequired[Text]
    variables: NotRequired[list[NewTemplateVariable]]
    """All variables from now on."""


MessageTemplateChannel: TypeAlias = Literal["sms", "email"]
"""How it is sent."""


class MessageTemplateContent(TypedDict):
    """A template with its variables filled in."""

    type: Literal["template"]
    """A template."""
    template_id: Id
    """An active template of the same way."""
    variables: NotRequired[list[MessageVariable]]
    """What is filled in, each name once. All that the template declares is needed."""


class MessageTemplateCreatedEvent(TypedDict):
    """A message template was created."""

    type: Literal["message_template.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageTemplateEventData
    request: NullableEventRequest
    causation: EventCausation


class MessageTemplateEventData(TypedDict):
    """What the event is about."""

    object: MessageTemplate


class MessageTemplatePage(TypedDict):
    """A page of templates."""

    data: list[MessageTemplate]
    """The templates, newest first."""
    page: Page


MessageTemplateStatus: TypeAlias = Literal["draft", "active", "archived"]
"""Messages are made from active ones only; archived ones stay so."""


class MessageTemplateUpdatedEvent(TypedDict):
    """A message template was changed."""

    type: Literal["message_template.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageTemplateChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class MessageTextContent(TypedDict):
    """Words of your own."""

    type: Literal["text"]
    """Words of your own."""
    body: Text
    """The text. A text message has at most 10 parts: some 1,500 plain characters, 670 with signs beyond them."""
    subject: NotRequired[Line]
    """For a mail, which needs one."""


class MessageUpdatedEvent(TypedDict):
    """A message was changed in another way: it is held now, or was read."""

    type: Literal["message.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessageChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class MessageVariable(TypedDict):
    """What is filled in for one variable."""

    name: str
    """The name of the variable."""
    value: MessageVariableValue


class MessageVariableMoney(TypedDict):
    """An amount of money."""

    amount_minor: int
    """The amount, in the smallest unit of the currency."""
    currency: Currency


MessageVariableNumber: TypeAlias = float
"""A number."""


MessageVariableText: TypeAlias = str
"""Text, a date, a time or a link."""


MessageVariableValue: TypeAlias = "MessageVariableText | MessageVariableNumber | MessageVariableMoney"
"""What takes its place, as the type of the variable asks: text, a number, or an amount of money."""


class MessagingPolicy(TypedDict):
    """What the business has decided about its messages."""

    marketing_window: MarketingWindow
    region_overrides: RegionOverrides
    max_marketing_per_customer_per_day: MarketingPerDay
    max_marketing_per_customer_per_30_days: MarketingPer30Days
    default_channel_id: NullableId
    """The channel that is used when a message names none; null for the default one of its kind."""
    footer: NullableMessageFooter
    missed_call_text_back: MissedCallTextBack
    created_at: Instant
    updated_at: Instant
    version: Version


class MessagingPolicyChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: MessagingPolicy
    previous_attributes: PreviousAttributes


class MessagingPolicySettings(TypedDict):
    """The whole policy; what is left out has its default."""

    marketing_window: NotRequired[MarketingWindow]
    """When marketing goes out. Default: 08:00 to 21:00 on every day."""
    region_overrides: NotRequired[RegionOverrides]
    max_marketing_per_customer_per_day: NotRequired[MarketingPerDay]
    max_marketing_per_customer_per_30_days: NotRequired[MarketingPer30Days]
    default_channel_id: NotRequired[NullableId]
    """The channel that is used when a message names none. Default: null, the default one of its kind."""
    footer: NotRequired[NullableMessageFooter]
    missed_call_text_back: NotRequired[MissedCallTextBackSettings]


class MessagingPolicyUpdatedEvent(TypedDict):
    """The messaging policy was replaced."""

    type: Literal["messaging_policy.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: MessagingPolicyChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class Meta(TypedDict):
    """What is running."""

    server: ServerMeta
    contract: ContractMeta


class MissedCallTextBack(TypedDict):
    """Whether and how a missed call is answered with a text."""

    enabled: bool
    """Whether missed calls are answered. Default: false."""
    template_in_hours_id: NullableId
    """The template inside of hours. Default: null."""
    template_after_hours_id: NullableId
    """The template outside of hours; null for the same one. Default: null."""
    delay_s: int
    """How many seconds to wait whether the caller gets through. Default: 30."""
    dedupe_window_minutes: int
    """One text for each caller in so many minutes. Default: 1440."""
    skip_if_open_thread_minutes: int
    """No text to somebody with whom there was a message in so many minutes. Default: 60."""
    only_line_types: list[TextableLineType]
    """The lines that are answered. Default: all three."""


class MissedCallTextBackSettings(TypedDict):
    """Whether and how a missed call is answered with a text; what is left out has its default."""

    enabled: NotRequired[bool]
    """Whether missed calls are answered. Default: false."""
    template_in_hours_id: NotRequired[NullableId]
    """The template inside of hours. Default: null."""
    template_after_hours_id: NotRequired[NullableId]
    """The template outside of hours; null for the same one. Default: null."""
    delay_s: NotRequired[int]
    """How many seconds to wait whether the caller gets through. Default: 30."""
    dedupe_window_minutes: NotRequired[int]
    """One text for each caller in so many minutes. Default: 1440."""
    skip_if_open_thread_minutes: NotRequired[int]
    """No text to somebody with whom there was a message in so many minutes. Default: 60."""
    only_line_types: NotRequired[list[TextableLineType]]
    """The lines that are answered. Default: all three."""


class Money(TypedDict):
    """An amount of money."""

    amount_minor: int
    """The amount, in the smallest unit of the currency."""
    currency: Currency


Name: TypeAlias = str
"""A name in any script, on one line, without spaces at either end."""


class NewApiKey(TypedDict):
    """An API key to be created. Without `expires_at` it does not expire, without `ip_allowlist` it works from everywhere."""

    name: Name
    scopes: ApiKeyScopes
    expires_at: NotRequired[Instant]
    ip_allowlist: NotRequired[IpAllowlist]


class NewAppointment(TypedDict):
    """An appointment to be booked."""

    customer_id: Id
    """Who comes."""
    service_id: NotRequired[Id]
    """What for. Without it, `duration_minutes` says how long it takes."""
    member_id: NotRequired[Id]
    """Whose time it takes. When this is left out: somebody who does the service and is free, or the business itself without a service."""
    starts_at: Instant
    """When it begins."""
    duration_minutes: NotRequired[AppointmentDuration]
    """How long it takes. Default: as long as the service does."""
    time_zone: NotRequired[TimeZone]
    """The place whose clock the people read. Default: that of the business."""
    party_size: NotRequired[AppointmentPartySize]
    source: NotRequired[AppointmentSource]
    """How it came about. Default: `api`. For web, api, sms and self_service what binds customers holds: notice, how far ahead, and whether the service can be booked online."""
    pending: NotRequired[bool]
    """Whether it waits for a confirmation. Default: what the service says for customers; for the others no. It cannot be turned off for customers."""
    expires_at: NotRequired[Instant]
    """Until when a pending one waits. Default: for the `confirm_within_minutes` of its service, or a day without one, and never longer than until it begins."""
    hold_id: NotRequired[Id]
    """The hold that keeps its time until now, and ends with this."""
    override_reason: NotRequired[AppointmentReason]
    """Takes the time whatever speaks against it, and says why. Needs the scope appointments:override."""
    location_type: NotRequired[LocationType]
    """Where it takes place. Default: as the service says, else `on_site`."""
    location: NotRequired[AppointmentLocation]
    price: NotRequired[Money]
    """What it costs, in the currency of the service. Default: what the service does."""
    deposit: NotRequired[Money]
    """What is paid beforehand, in the same currency. Default: what the service says."""
    payment_status: NotRequired[AppointmentPaymentStatus]
    """Default: `unpaid`."""
    payment_due_on: NotRequired[CalendarDate]
    """By which day it is to be paid."""
    payment_method: NotRequired[AppointmentPaymentMethod]
    customer_notes: NotRequired[AppointmentCustomerNotes]
    internal_notes: NotRequired[AppointmentInternalNotes]
    rebooked_from_id: NotRequired[Id]
    """The appointment that this one stands in for."""
    metadata: NotRequired[AppointmentMetadata]


class NewAppointmentReminder(TypedDict):
    """A reminder of one appointment beside those of the rules."""

    trigger: ReminderTrigger
    channel: NotRequired[ReminderChannel]
    """How it travels. Without it `sms`."""
    template_id: NotRequired[NullableId]
    """The template that it is written from. Without it, or with null, the words of the house in the language of the customer."""


class NewAppointmentSeries(TypedDict):
    """Appointments to be booked together."""

    customer_id: Id
    """Who comes."""
    service_id: NotRequired[Id]
    """What for. Without it, `duration_minutes` says how long each takes."""
    member_id: NotRequired[Id]
    """Whose time they take. When this is left out: whoever does the service and is free, each time anew, or the business itself without a service."""
    rule: SeriesRule
    starts_on: CalendarDate
    """From which local date on the rule is applied. The first appointment is on the first date that fits."""
    starts_time: SeriesTime
    time_zone: NotRequired[TimeZone]
    """The place whose clock the rule goes by. Default: that of the business."""
    duration_minutes: NotRequired[AppointmentDuration]
    """How long each takes. Default: as long as the service does."""
    party_size: NotRequired[AppointmentPartySize]
    source: NotRequired[AppointmentSource]
    """How they came about, as for a single appointment. Default: `api`."""
    location_type: NotRequired[LocationType]
    location: NotRequired[AppointmentLocation]
    customer_notes: NotRequired[AppointmentCustomerNotes]
    internal_notes: NotRequired[AppointmentInternalNotes]
    metadata: NotRequired[AppointmentMetadata]


class NewBusiness(TypedDict):
    """A business to be created. Left out, `slug` is made from the name, `currency` is USD and `locale` is en-US."""

    name: Name
    slug: NotRequired[BusinessSlug]
    description: NotRequired[Text]
    industry: NotRequired[Name]
    phone: NotRequired[PhoneNumber]
    email: NotRequired[EmailAddress]
    website: NotRequired[Url]
    address: NotRequired[PostalAddress]
    time_zone: TimeZone
    currency: NotRequired[Currency]
    locale: NotRequired[Locale]


class NewCalendarConnection(TypedDict):
    """Whose calendars to connect, and how they are used."""

    member_id: NotRequired[Id]
    """Whose calendars these are: your own when left out. Others are for admins."""
    direction: NotRequired[CalendarDirection]
    """Without it `both`."""
    on_external_delete: NotRequired[CalendarDeletePolicy]
    """Without it `flag`."""
    on_external_move: NotRequired[CalendarMovePolicy]
    """Without it `reschedule`."""


NewCall = TypedDict(
    "NewCall",
    {
        "direction": "CallDirection",
        "from": "PhoneNumber",
        "to": "PhoneNumber",
        "started_at": "Instant",
        "duration_seconds": "NotRequired[CallSeconds]",
        "status": "NotRequired[FinalCallStatus]",
        "customer_id": "NotRequired[Id]",
        "member_id": "NotRequired[Id]",
        "disposition": "NotRequired[CallDisposition]",
        "summary": "NotRequired[CallSummary]",
        "follow_up_on": "NotRequired[CalendarDate]",
        "tags": "NotRequired[list[Tag]]",
        "notes": "NotRequired[CallNotes]",
    },
)
"""A call that has taken place, to be logged."""


class NewChannel(TypedDict):
    """A number or an address to be added."""

    type: ChannelType
    integration_id: Id
    """The account that carries it."""
    address: ChannelAddress
    name: Name
    """What people call it. For mail it is the name of the sender as well."""
    a2p_status: NotRequired[ChannelA2pStatus]
    a2p_code: NotRequired[ChannelA2pCode]
    is_default: NotRequired[bool]
    """Whether it is used where nobody chooses a channel."""
    voice: NotRequired[ChannelVoice]


class NewConsent(TypedDict):
    """What somebody allowed or forbade."""

    channel: ContactChannel
    address: NotRequired[ContactAddress]
    """One of the customer's own addresses or numbers. Without it, their primary one."""
    purpose: ConsentPurpose
    action: ConsentAction
    source: RecordedConsentSource
    evidence: NotRequired[NewConsentEvidence]
    occurred_at: NotRequired[Instant]
    """When it was said. Without it, now."""


class NewConsentEvidence(TypedDict):
    """What proves it."""

    wording: NotRequired[ConsentWording]
    url: NotRequired[Url]
    """The page on which it was said."""
    ip_address: NotRequired[EvidenceIpAddress]
    user_agent: NotRequired[str]
    """The program with which it was said."""


class NewConversation(TypedDict):
    """A conversation to be opened."""

    customer_id: Id
    """With whom."""
    channel_type: ConversationChannelType
    channel_id: NotRequired[Id]
    """The number or mailbox of the business, for `sms`, `email` and `voice`. Without it the default of that type."""
    peer_address: NotRequired[PeerAddress]
    """The other end, for `sms`, `email` and `voice`. Without it the primary number or address of the customer."""
    thread_type: NotRequired[ThreadType]
    """Without it `general_question`."""
    subject: NotRequired[Line]
    """What it is about."""
    priority: NotRequired[ConversationPriority]
    """Without it `normal`."""
    tags: NotRequired[list[Tag]]
    """Labels."""
    assignee_id: NotRequired[Id]
    """The team member who answers."""


class NewConversationMessage(TypedDict):
    """A message in a conversation."""

    direction: NotRequired[MessageDirection]
    """Without it `outbound`. `inbound` logs what came in by other ways, and sends nothing."""
    content: MessageContent
    category: NotRequired[MessageCategory]
    """Without it `conversational`."""
    attachments: NotRequired[list[MessageAttachment]]
    """Files."""
    scheduled_for: NotRequired[Instant]
    """When it is to leave, at most a year ahead; an instant that has passed is now."""


class NewCustomField(TypedDict):
    """A field to be defined. Without `position` it stands after all others."""

    key: CustomFieldKey
    label: Name
    description: NotRequired[Line]
    type: CustomFieldType
    choices: NotRequired[list[CustomFieldChoice]]
    """What can be chosen: for `single_choice` and `multiple_choice`, and for these only."""
    position: NotRequired[CustomFieldPosition]


class NewCustomer(TypedDict):
    """A customer to be created. At least one of `external_id`, `emails` and `phones` must identify it, else 409 `customer_needs_identity`."""

    external_id: NotRequired[ExternalId]
    first_name: NotRequired[Name]
    last_name: NotRequired[Name]
    company: NotRequired[Name]
    emails: NotRequired[list[NewCustomerEmail]]
    """E-mail addresses. At most one is primary; without one, the first is."""
    phones: NotRequired[list[NewCustomerPhone]]
    """Telephone numbers. At most one is primary; without one, the first is."""
    address: NotRequired[PostalAddress]
    date_of_birth: NotRequired[CalendarDate]
    gender: NotRequired[Gender]
    time_zone: NotRequired[TimeZone]
    locale: NotRequired[Locale]
    tags: NotRequired[list[Tag]]
    """The business's own labels."""
    lead_source: NotRequired[Name]
    lifecycle_stage: NotRequired[LifecycleStage]
    status: NotRequired[CustomerStatus]
    preferred_channel: NotRequired[PreferredChannel]
    owner_member_id: NotRequired[Id]
    custom_fields: NotRequired[CustomFieldValues]


class NewCustomerEmail(TypedDict):
    """An e-mail address to be kept."""

    email: EmailAddress
    label: NotRequired[ContactLabel]
    is_primary: NotRequired[bool]
    """Whether this is the address to write to."""


class NewCustomerMerge(TypedDict):
    """Two customers that are to become one."""

    source_id: Id
    dry_run: NotRequired[bool]
    """Whether only to say what would come of it. When this is left out, it is done."""


class NewCustomerNote(TypedDict):
    """A note to be kept."""

    body: Text
    pinned: NotRequired[bool]
    """Whether the note stands above the others. It does not when this is left out."""


class NewCustomerPhone(TypedDict):
    """A telephone number to be kept."""

    e164: PhoneNumber
    label: NotRequired[ContactLabel]
    is_primary: NotRequired[bool]
    """Whether this is the number to call."""


class NewIntegration(TypedDict):
    """An account at a provider. Which further fields it takes depends on the provider."""

    provider: IntegrationProvider
    name: Name
    """What people call the account."""
    account_sid: NotRequired[TwilioAccountSid]
    auth_token: NotRequired[TwilioAuthToken]
    base_url: NotRequired[ProviderUrl]
    api_key: NotRequired[ProviderApiKey]
    server_token: NotRequired[PostmarkServerToken]
    broadcast_stream: NotRequired[MessageStream]
    """The stream of Postmark by which marketing leaves. Without it that is `broadcast`."""


class NewInvitation(TypedDict):
    """A person to be invited."""

    email: EmailAddress
    role: InvitedRole
    extra_scopes: NotRequired[ExtraScopes]
    message: NotRequired[InvitationMessage]
    expires_in_hours: NotRequired[int]
    """How many hours the token lives, up to a week; 72 if left out."""


class NewMessage(TypedDict):
    """A message to somebody: `to` or `customer_id` says to whom."""

    to: NotRequired[PeerAddress]
    """A telephone number in E.164 form, or an e-mail address. Somebody unknown becomes a customer."""
    customer_id: NotRequired[Id]
    """The customer, written to at the primary number or address unless `to` says otherwise."""
    channel_type: NotRequired[SendableChannelType]
    """Text or mail. Without it `channel_id` decides, and without that it is a text."""
    channel_id: NotRequired[Id]
    """The number or mailbox that it leaves from. Without it the default of the type."""
    content: MessageContent
    category: MessageCategory
    attachments: NotRequired[list[MessageAttachment]]
    """Files."""
    scheduled_for: NotRequired[Instant]
    """When it is to leave, at most a year ahead; an instant that has passed is now."""


class NewMessagePreview(TypedDict):
    """A message that is not sent: `to`, `customer_id` or both say to whom it would be."""

    to: NotRequired[PeerAddress]
    """A telephone number in E.164 form"""
    customer_id: NotRequired[Id]
    """The customer, at the primary number or address unless `to` says otherwise."""
    channel_type: NotRequired[SendableChannelType]
    """Text or mail. Without it `channel_id` decides, and without that it is a text."""
    channel_id: NotRequired[Id]
    """The number or mailbox that it would leave from. Without it the default of the type."""
    content: MessageContent
    category: MessageCategory
    scheduled_for: NotRequired[Instant]
    """When it would leave. Without it now."""


class NewMessageTemplate(TypedDict):
    """A template to be created."""

    name: Name
    channel: MessageTemplateChannel
    category: MessageCategory
    locale: NotRequired[Locale]
    """The language of the words, and of dates and amounts in them. Without it, en-US."""
    status: NotRequired[NewTemplateStatus]
    subject: NotRequired[TemplateSubject]
    body: Text
    """The words, with places such as `{{first_name}}`."""
    variables: NotRequired[list[NewTemplateVariable]]
    """What stands for values."""


NewRecoveryCode: TypeAlias = str
"""A recovery code: 24 letters and digits in groups of four."""


class NewReminderRule(TypedDict):
    """One reminder of every appointment."""

    trigger: ReminderTrigger
    channel: NotRequired[ReminderChannel]
    """How it travels. Without it `sms`."""
    template_id: NotRequired[NullableId]
    """The template that it is written from. Without it, or with null, the words of the house in the language of the customer."""


class NewService(TypedDict):
    """A service to be offered."""

    name: ServiceName
    description: NotRequired[ServiceDescription]
    category: NotRequired[ServiceCategoryName]
    price: NotRequired[Money]
    """What it costs. Default: nothing, in the currency of the business."""
    deposit: NotRequired[Money]
    """What is paid beforehand. Default: nothing."""
    cancellation_fee: NotRequired[Money]
    """What a customer owes who cancels too late. Default: nothing."""
    tax_rate_bp: NotRequired[TaxRate]
    duration_minutes: NotRequired[ServiceDuration]
    buffer_before_minutes: NotRequired[ServiceBuffer]
    """How many minutes before it the member is taken. Default: 0."""
    buffer_after_minutes: NotRequired[ServiceBuffer]
    """How many minutes after it the member is taken. Default: 0."""
    capacity: NotRequired[ServiceCapacity]
    slot_interval_minutes: NotRequired[SlotInterval]
    min_notice_minutes: NotRequired[NoticeMinutes]
    """How many minutes ahead a customer books at least. Default: 0."""
    max_advance_days: NotRequired[MaxAdvanceDays]
    cancel_notice_minutes: NotRequired[NoticeMinutes]
    """How many minutes ahead a customer cancels at least without the fee. Default: 0."""
    reschedule_notice_minutes: NotRequired[NoticeMinutes]
    """How many minutes ahead a customer moves the appointment at least. Default: 0."""
    requires_confirmation: NotRequired[RequiresConfirmation]
    confirm_within_minutes: NotRequired[ConfirmWithin]
    bookable_online: NotRequired[BookableOnline]
    location_type: NotRequired[LocationType]
    prerequisites: NotRequired[ServiceTerms]
    """What a customer has to do or to know beforehand."""
    policy: NotRequired[ServiceTerms]
    """What holds for those who come late, cancel or stay away."""
    member_ids: NotRequired[ServiceMembers]


class NewSlotHold(TypedDict):
    """A time to be held."""

    service_id: Id
    starts_at: Instant
    """When it begins."""
    member_id: NotRequired[Id]
    """With whom. Default: whoever is free and least busy."""
    party_size: NotRequired[PartySize]
    booked_by: NotRequired[BookedBy]
    """For whom: notice limits bind customers only. Default: `customer`."""
    minutes: NotRequired[int]
    """For how long. Default: 5."""


class NewSuppression(TypedDict):
    """An address to which nothing is to be sent."""

    channel: ContactChannel
    address: ContactAddress
    scope_channel_id: NotRequired[Id]
    """The one channel of yours to close, which is of the same kind. Without it, all of them."""
    note: NotRequired[Line]
    """Why, in your own words."""


class NewTagRename(TypedDict):
    """What the label is to be called."""

    name: Tag
    merge: NotRequired[bool]
    """Whether the new name may be a label that is in use already, so that two labels become one. Without it that is a 409."""


NewTemplateStatus: TypeAlias = Literal["draft", "active"]
"""Whether messages can be made from it. Without it, `active`."""


class NewTemplateVariable(TypedDict):
    """A place for a value."""

    name: TemplateVariableName
    type: TemplateVariableType
    fallback: NotRequired[NullableLine]
    """What stands there when no value is sent; without it, one must be."""


class NewTimeOff(TypedDict):
    """Time off to be entered."""

    member_id: NullableId
    """Who is away; null for the whole business."""
    starts_at: Instant
    """When it begins."""
    ends_at: Instant
    """When it is over."""
    reason: NotRequired[Line]
    """Why, for the team."""


class NewTotp(TypedDict):
    """What a person proves before an authenticator app is enrolled."""

    current_password: Password


class NewWaitlistEntry(TypedDict):
    """A customer who is to wait for a time."""

    customer_id: Id
    """Who waits."""
    service_id: Id
    """What for."""
    member_id: NotRequired[Id]
    """By whom the customer wants to be served. Default: anybody."""
    wanted_from: Instant
    """From when on a time would do."""
    wanted_before: Instant
    """Until when it would have to be over: later than now and than `wanted_from`, and at most a year ahead."""
    party_size: NotRequired[AppointmentPartySize]
    notes: NotRequired[WaitlistNotes]


class NextSlot(TypedDict):
    """A time that can be had."""

    starts_at: Instant
    ends_at: Instant
    member_ids: SlotMembers


NoticeMinutes: TypeAlias = int
"""How many minutes ahead."""


class AppointmentCancellationOrNull(TypedDict):
    """How an appointment was called off."""

    kind: AppointmentCancellationKind
    by: Literal["customer", "staff", "system", "calendar"]
    """Who wanted it: the customer, the business, the clock, or a calendar that is connected."""
    reason: NullableAppointmentReason
    """Why, where somebody said so."""
    fee: NullableMoney
    """What the customer owes for it; null when nothing."""
    cancelled_at: Instant
    """When."""


NullableAppointmentCancellation: TypeAlias = "AppointmentCancellationOrNull | None"
"""How an appointment was called off."""


NullableAppointmentCustomerNotes: TypeAlias = str | None
"""What the customer wants the business to know."""


NullableAppointmentInternalNotes: TypeAlias = str | None
"""What the team wants to remember. Customers never see it."""


NullableAppointmentLocation: TypeAlias = str | None
"""An address, a number or a link, as the type of the location wants it."""


NullableAppointmentPaymentMethod: TypeAlias = Literal["cash", "card", "check", "online", "subscription"] | None
"""How it is paid."""


NullableAppointmentReason: TypeAlias = str | None
"""Why, in your own words."""


class AppointmentServiceOrNull(TypedDict):
    """A service as it was agreed."""

    name: Name
    """What it was called."""
    price: Money
    """What it cost then."""
    duration_minutes: AppointmentDuration
    """How long it took then."""
    cancel_notice_minutes: AppointmentNotice
    """How many minutes before it a customer may still cancel without the fee."""
    reschedule_notice_minutes: AppointmentNotice
    """How many minutes before it a customer may still move it."""
    cancellation_fee: NullableMoney
    """What a customer owes who cancels later than that; null when nothing."""


NullableAppointmentService: TypeAlias = "AppointmentServiceOrNull | None"
"""A service as it was agreed."""


NullableCalendarDate: TypeAlias = str | None
"""A calendar date (RFC 3339 full-date), years 1900 to 2199."""


NullableCalendarErrorCode: TypeAlias = Literal["access_denied", "account_mismatch", "calendar_gone", "calendar_too_large", "consent_expired", "consent_revoked", "permission_denied", "provider_error", "rate_limited", "refused", "unreachable"] | None
"""Why the last attempt failed; null when it did not."""


NullableCalendarId: TypeAlias = str | None
"""A calendar, as Google names it."""


NullableCallDisposition: TypeAlias = Literal["booked", "follow_up", "not_interested", "wrong_number", "callback_requested", "spam", "other"] | None
"""What the team made of a call."""


NullableCallNotes: TypeAlias = str | None
"""What the team wants to remember."""


NullableCallParty: TypeAlias = str | None
"""A telephone number in E.164 form, a short code, or an address of the provider such as `sip:`."""


class CallRecordingFactsOrNull(TypedDict):
    """What was recorded of a call."""

    kind: Literal["call", "voicemail"]
    """Both sides of the call, or the message that the caller left."""
    duration_seconds: NullableCallSeconds
    """How long the recording is; null when the provider did not say."""
    consent_announced: bool
    """Whether the caller was told beforehand."""


NullableCallRecordingFacts: TypeAlias = "CallRecordingFactsOrNull | None"
"""What was recorded of a call."""


NullableCallResult: TypeAlias = Literal["answered", "missed", "voicemail", "abandoned", "blocked"] | None
"""What came of the call: a person answered it (`answered`), nobody did (`missed`), the caller left a message (`voicemail`) or hung up while it rang
(`abandoned`), or the caller is a blocked customer and was turned away (`blocked`)."""


NullableCallSeconds: TypeAlias = int | None
"""A length in seconds."""


NullableCallSummary: TypeAlias = str | None
"""What it was about."""


class CallTextBackOrNull(TypedDict):
    """The text that a caller whom nobody answered gets."""

    status: CallTextBackStatus
    reason: NullableCallTextBackReason
    """Why it was not sent; null unless it is `skipped` or `cancelled`."""
    due_at: NullableInstant
    """When it is sent unless the caller gets through before; null when it never was to be."""
    message_id: NullableId
    """The message; null as long as there is none."""


NullableCallTextBack: TypeAlias = "CallTextBackOrNull | None"
"""The text that a caller whom nobody answered gets."""


NullableCallTextBackReason: TypeAlias = Literal["number_withheld", "short_code", "invalid_number", "line_type", "no_text_channel", "no_template", "already_sent", "recent_conversation", "caller_reached", "refused", "disabled", "too_late"] | None
"""Why a text was not sent. `number_withheld`, `short_code`, `invalid_number` and `line_type`: there is no number that can be texted. `no_text_channel`,
`no_template` and `disabled`: the business has nothing to send it with, or does not want to. `already_sent`: the caller got one within the window.
`recent_conversation`: there is a thread in which something was just said. `caller_reached`: the caller got through in the meantime. `refused`: the
customer was deleted, the thread is spam, or the gate said no, and the message says why. `too_late`: the news of the call came long after it."""


class CallTranscriptOrNull(TypedDict):
    """What was said in a call."""

    language: NullableLocale
    """The language spoken, when it is known."""
    provider: NullableTranscriptProvider
    """Who wrote it down; null when a person did."""
    segments: list[CallTranscriptSegment]
    """What was said, in order. Split what is longer."""


NullableCallTranscript: TypeAlias = "CallTranscriptOrNull | None"
"""What was said in a call."""


NullableChannelA2pCode: TypeAlias = str | None
"""What the registration answered when it was refused."""


class ChannelVoiceOrNull(TypedDict):
    """What happens to a call that comes in."""

    forward_to: NullablePhoneNumber
    """Where the call goes; null takes a message instead."""
    greeting: NullableLine
    """What the caller hears first; null says nothing."""
    record: bool
    """Whether the call is recorded."""
    announce: NullableLine
    """What tells the caller that the call is recorded. Nothing is recorded without it."""


NullableChannelVoice: TypeAlias = "ChannelVoiceOrNull | None"
"""What happens to a call that comes in."""


NullableContactLabel: TypeAlias = str | None
"""What an address or a number is for, such as `home` or `work`."""


NullableCustomFieldValue: TypeAlias = "str | float | bool | list[CustomFieldChoiceValue] | None"
"""By the type of the field: `text` on one line; a `number`; a `boolean`; a `date` such as `1990-04-23`; the `value` of one choice; or a list of such
values, each once, which is answered sorted."""


NullableEmailAddress: TypeAlias = str | None
"""An e-mail address. Kept and compared in lower case."""


class EventRequestOrNull(TypedDict):
    """The request that caused the event; null when none did."""

    id: str
    """Its `X-Request-Id`."""
    idempotency_key: str | None
    """Its `Idempotency-Key`, so that you can tell what you caused yourself; null when it had none."""


NullableEventRequest: TypeAlias = "EventRequestOrNull | None"
"""The request that caused the event; null when none did."""


NullableExternalId: TypeAlias = str | None
"""An id of your own system."""


NullableGender: TypeAlias = Literal["female", "male", "other", "prefer_not_to_say"] | None
"""Gender, when the customer said so."""


NullableHoursLabel: TypeAlias = str | None
"""Why the day differs; null for no reason."""


NullableId: TypeAlias = str | None
"""A UUID. Ours are version 7, so they sort by time of creation."""


NullableInboundSecret: TypeAlias = str | None
"""Made by us: the key of the signature (generic SMS provider), or the password (Postmark)."""


NullableInboundUsername: TypeAlias = str | None
"""A user name."""


class InboundWebhookErrorOrNull(TypedDict):
    """What was in the way."""

    code: Literal["body_unreadable", "field_missing", "kind_unknown", "nothing_to_do", "processing_failed", "channel_unknown", "rule_refused"]
    """What it was. `processing_failed` is a fault of ours; the others say what was not understood."""
    detail: str
    """The same in words."""


NullableInboundWebhookError: TypeAlias = "InboundWebhookErrorOrNull | None"
"""What was in the way."""


NullableInstant: TypeAlias = str | None
"""An instant (RFC 3339), years 1900 to 2199. Any offset is accepted; replies are in UTC with milliseconds and `Z`."""


NullableInvitationMessage: TypeAlias = str | None
"""A word to the invited person. It may span lines."""


NullableIpAddress: TypeAlias = str | None
"""An IPv4 or IPv6 address."""


NullableLine: TypeAlias = str | None
"""Text on one line."""


NullableLocale: TypeAlias = str | None
"""A BCP 47 language, with an optional region."""


NullableManageUrl: TypeAlias = str | None
"""The link by which the customer sees, confirms, moves and cancels the appointment, and nothing else. Whoever has it can do so."""


class MessageCostOrNull(TypedDict):
    """What the provider charged, rounded up to the smallest unit of the currency; null while it has not said."""

    amount_minor: int
    """The amount, in the smallest unit of the currency."""
    currency: Currency


NullableMessageCost: TypeAlias = "MessageCostOrNull | None"
"""What the provider charged, rounded up to the smallest unit of the currency; null while it has not said."""


class MessageErrorOrNull(TypedDict):
    """Why it did not arrive; null for all others."""

    code: MessageErrorCode
    provider_code: str | None
    """The provider's own code, as it came; null when it gave none."""
    provider_message: NullableLine
    """The provider's own words, as they came."""
    retryable: bool
    """Whether the same message may arrive when it is sent again."""


NullableMessageError: TypeAlias = "MessageErrorOrNull | None"
"""Why it did not arrive; null for all others."""


NullableMessageFooter: TypeAlias = str | None
"""What stands under every marketing message. Default: null."""


NullableMessagePreview: TypeAlias = str | None
"""The beginning of the last message, on one line; null when there is none."""


NullableMessageProvider: TypeAlias = Literal["twilio", "sms_provider", "postmark"] | None
"""Who carries it; null before it was handed over, and for what was logged."""


NullableMessageStream: TypeAlias = str | None
"""The id of a message stream at Postmark."""


class MoneyOrNull(TypedDict):
    """An amount of money."""

    amount_minor: int
    """The amount, in the smallest unit of the currency."""
    currency: Currency


NullableMoney: TypeAlias = "MoneyOrNull | None"
"""An amount of money."""


NullableName: TypeAlias = str | None
"""A name in any script, on one line, without spaces at either end."""


NullablePeerAddress: TypeAlias = str | None
"""An address at the other end: a telephone number in E.164 form, an e-mail address in lower case, or the short code or name that a text came from."""


class PersonOrNull(TypedDict):
    """Somebody who can log in: one account, however many businesses."""

    id: Id
    email: EmailAddress
    email_verified: bool
    """Whether the person has shown that mail to this address arrives."""
    full_name: Name
    locale: NullableLocale
    """Preferred language; null means that of the business."""
    created_at: Instant
    updated_at: Instant
    version: Version


NullablePerson: TypeAlias = "PersonOrNull | None"
"""Somebody who can log in: one account, however many businesses."""


NullablePhoneNumber: TypeAlias = str | None
"""A telephone number in E.164 form. Whether it can be reached is judged when something is sent."""


class PostalAddressOrNull(TypedDict):
    """A postal address."""

    line1: Line
    line2: NotRequired[Line]
    city: Name
    region: NotRequired[Name]
    postal_code: NotRequired[str]
    """Postal code."""
    country: CountryCode


NullablePostalAddress: TypeAlias = "PostalAddressOrNull | None"
"""A postal address."""


NullableProviderCallId: TypeAlias = str | None
"""An id that the provider gave."""


NullableProviderErrorCode: TypeAlias = Literal["account_suspended", "authentication_failed", "circuit_open", "content_refused", "content_too_long", "provider_error", "rate_limited", "recipient_invalid", "recipient_not_mobile", "recipient_opted_out", "recipient_suppressed", "recipient_unreachable", "refused", "region_not_enabled", "sender_not_allowed", "sender_not_registered", "unknown", "unreachable"] | None
"""Why a provider did not do what it was asked, in one vocabulary for all of them."""


NullableProviderMessageId: TypeAlias = str | None
"""The name that the provider gave it."""


NullableProviderOwnCode: TypeAlias = str | None
"""A code of the provider."""


NullableProviderUrl: TypeAlias = str | None
"""Where the generic SMS provider is reached: https on port 443, at an address that is public."""


NullableReminderAnswer: TypeAlias = Literal["confirm", "reschedule", "cancel"] | None
"""What the customer answered by text: C, R or X; null for nothing so far."""


NullableReminderReason: TypeAlias = Literal["booked_too_late", "after_start", "too_late", "customer_deleted", "no_address", "customer_blocked", "channel_missing", "suppressed", "consent_revoked", "consent_missing", "a2p_not_approved", "frequency_cap_reached", "quiet_hours", "appointment_cancelled", "appointment_moved", "appointment_over", "rule_removed", "by_request", "message_failed", "internal_error"] | None
"""Why a reminder was not sent. `booked_too_late`: its moment had passed when the appointment was booked or moved. `after_start`: its time of day comes
after the beginning. `too_late`: it could not leave within an hour of its moment. `customer_deleted`, `no_address`: there is nobody, or no number or
mailbox, to send it to. `customer_blocked` to `quiet_hours`: what the gate has to say against it, as in the contactability of the customer.
`appointment_cancelled`, `appointment_moved`, `appointment_over`: there is nothing to remind of any more. `rule_removed`: the rules do not ask for it
any more. `by_request`: somebody took it back. `message_failed`: the message did not arrive, and says why. `internal_error`: through a fault of ours."""


NullableRole: TypeAlias = Literal["viewer", "staff", "manager", "admin", "owner"] | None
"""A role in a business, each with the rights of those before it: viewer, staff, manager, admin, owner. `GET /v1/meta/permissions` lists their scopes."""


class SegmentsOrNull(TypedDict):
    """How a text travels, with examples in place of its variables; null for mails."""

    encoding: Literal["gsm7", "ucs2"]
    """The alphabet: GSM 7-bit, or UCS-2 as soon as one letter is not in it."""
    segments: int
    """How many segments: of 160 GSM characters or 70 others, or 153 and 67 when there are several."""
    units: int
    """How many places of the alphabet it takes. Some GSM characters take two, such as the euro sign."""


NullableSegments: TypeAlias = "SegmentsOrNull | None"
"""How a text travels, with examples in place of its variables; null for mails."""


NullableServiceCategoryName: TypeAlias = str | None
"""The group in which it is offered, in your own words."""


NullableServiceDescription: TypeAlias = str | None
"""What it is, for customers."""


NullableServiceTerms: TypeAlias = str | None
"""Something that customers should know."""


class SessionTokensOrNull(TypedDict):
    """What a client keeps of its session. Keep the refresh token where scripts of others cannot read it."""

    access_token: AccessToken
    token_type: Literal["Bearer"]
    """How the access token is sent."""
    expires_in: int
    """Seconds until the access token expires: 15 minutes."""
    refresh_token: RefreshToken
    session_id: Id
    person: Person


NullableSessionTokens: TypeAlias = "SessionTokensOrNull | None"
"""What a client keeps of its session. Keep the refresh token where scripts of others cannot read it."""


NullableTemplateSubject: TypeAlias = str | None
"""The subject of a mail, which has one; a text has none."""


NullableTemplateVersion: TypeAlias = int | None
"""Which version of the template."""


NullableText: TypeAlias = str | None
"""Text that may span lines (line feed and tab are allowed, other control characters are not)."""


NullableTextEncoding: TypeAlias = Literal["gsm7", "ucs2"] | None
"""How a text travels: 160 characters a part for `gsm7`, 70 for `ucs2`; null for a mail."""


NullableTimeZone: TypeAlias = "TimeZone | None"
"""An IANA time zone, or null."""


NullableTimeZoneName: TypeAlias = str | None
"""An IANA time zone, one of those that `TimeZone` lists."""


NullableTranscriptProvider: TypeAlias = str | None
"""The name of a service."""


NullableTwilioAccountSid: TypeAlias = str | None
"""The account SID, as the console of Twilio shows it."""


NullableUrl: TypeAlias = str | None
"""An https URL without user, query and fragment."""


NullableWaitlistNotes: TypeAlias = str | None
"""What the team should know. Customers never see it."""


class WaitlistOfferOrNull(TypedDict):
    """A time that is kept for a customer who waited for one."""

    starts_at: Instant
    """When it begins."""
    ends_at: Instant
    """When it ends."""
    member_id: NullableId
    """Who would serve the customer; null where it is the business itself."""
    hold_id: Id
    """The hold that keeps the time."""
    expires_at: Instant
    """Until when it is kept. Then the next in the list gets it."""


NullableWaitlistOffer: TypeAlias = "WaitlistOfferOrNull | None"
"""A time that is kept for a customer who waited for one."""


NullableWeeklyHours: TypeAlias = "list[HoursOfWeekday] | None"
"""The hours of each day of the week, each day once at most; a day that is not there is free. null follows the business."""


class OpenapiDocument(TypedDict):
    """An OpenAPI 3.1 document."""

    openapi: str
    """The version of the OpenAPI specification."""


class OperationPermissions(TypedDict):
    """An operation and what it asks for."""

    operation_id: str
    """The `operationId` in this document."""
    method: Literal["get", "put", "post", "patch", "delete"]
    """The HTTP method."""
    path: str
    """The path, with its parameters in braces."""
    access: Literal["public", "optional", "credential", "person", "provider"]
    """Who may call: anybody, anybody (a credential adds to it), any valid credential that has the scopes, only a person's token that has them, or only the provider of an integration, by its signature or password."""
    scopes: list[Scope]
    """The scopes that a caller needs. All of them."""
    minimum_role: NullableRole
    """The lowest role that has these scopes; null when none is needed."""


class OwnershipTransfer(TypedDict):
    """The two members of a transfer, as they are after it."""

    new_owner: TeamMember
    former_owner: TeamMember


class OwnershipTransferEventData(TypedDict):
    """What the event is about."""

    object: OwnershipTransfer


class OwnershipTransferRequest(TypedDict):
    """Who takes over, and the proof that it is meant."""

    member_id: Id
    confirmation: Confirmation
    current_password: NotRequired[Password]


class Page(TypedDict):
    """Where the next page is."""

    next_cursor: str | None
    """Send it as `cursor` to get the next page; null on the last one."""
    has_more: bool
    """Whether there is a next page."""


PartySize: TypeAlias = int
"""How many people come. Default: 1."""


Password: TypeAlias = str
"""A password: any text on one line. A new one has at least 15 characters and is not a common one; there are no other rules."""


class PasswordChange(TypedDict):
    """A new password, by the person who knows the present one."""

    current_password: Password
    new_password: Password


class PasswordReset(TypedDict):
    """A new password instead of a forgotten one."""

    token: MailedToken
    password: Password


class PasswordResetAccepted(TypedDict):
    """The answer to every such request, whether the address is known or not."""

    status: Literal["reset_mail_sent"]
    """Always the same."""


class PasswordResetRequest(TypedDict):
    """The address whose password is forgotten."""

    email: EmailAddress


PeerAddress: TypeAlias = str
"""An address at the other end: a telephone number in E.164 form, an e-mail address in lower case, or the short code or name that a text came from."""


class PermissionTable(TypedDict):
    """What each role may do and what each operation asks for."""

    roles: list[RolePermissions]
    """The roles, the one with the fewest rights first."""
    operations: list[OperationPermissions]
    """The operations, sorted by `operation_id`."""


class Person(TypedDict):
    """Somebody who can log in: one account, however many businesses."""

    id: Id
    email: EmailAddress
    email_verified: bool
    """Whether the person has shown that mail to this address arrives."""
    full_name: Name
    locale: NullableLocale
    """Preferred language; null means that of the business."""
    created_at: Instant
    updated_at: Instant
    version: Version


class PersonChanges(TypedDict):
    """The fields to change (RFC 7396). null clears a field."""

    full_name: NotRequired[Name]
    locale: NotRequired[NullableLocale]
    """Preferred language."""


PhoneNumber: TypeAlias = str
"""A telephone number in E.164 form. Whether it can be reached is judged when something is sent."""


class PlanLimitEntry(TypedDict):
    """A limit of the plan."""

    name: str
    """Its name in `limits` of the business."""
    limit: int
    """How many there may be."""
    used: int
    """How many there are, counted as the limit counts them."""


class PostalAddress(TypedDict):
    """A postal address."""

    line1: Line
    line2: NotRequired[Line]
    city: Name
    region: NotRequired[Name]
    postal_code: NotRequired[str]
    """Postal code."""
    country: CountryCode


class PostmarkEventReport(TypedDict):
    """What became of a mail, or of the wish to get any."""

    RecordType: NotRequired[str]
    """What this is: Delivery, Bounce, SpamComplaint, SubscriptionChange, Open or Click."""
    MessageID: NotRequired[str]
    """The mail, as Postmark calls it."""
    Recipient: NotRequired[str]
    """Who got it, or who wants no more."""
    Email: NotRequired[str]
    """Whose mailbox sent it back."""
    Type: NotRequired[str]
    """What kind of bounce it is."""
    DeliveredAt: NotRequired[str]
    """When it was delivered."""
    BouncedAt: NotRequired[str]
    """When it came back."""
    ChangedAt: NotRequired[str]
    """When the wish changed."""
    SuppressionReason: NotRequired[str]
    """Why nothing more is sent to the address."""
    Origin: NotRequired[str]
    """Who wanted that: Recipient, Customer or Admin."""
    ID: NotRequired[int]
    """The bounce, as Postmark counts them."""
    Inactive: NotRequired[bool]
    """Whether Postmark sends nothing more to the address."""
    SuppressSending: NotRequired[bool]
    """Whether nothing more is to be sent."""


class PostmarkInboundMail(TypedDict):
    """A mail that came in."""

    MessageID: NotRequired[str]
    """The mail, as Postmark calls it."""
    From: NotRequired[str]
    """Who sent it."""
    FromName: NotRequired[str]
    """What they call themselves."""
    To: NotRequired[str]
    """Whom it was sent to."""
    OriginalRecipient: NotRequired[str]
    """The address at which it arrived."""
    Subject: NotRequired[str]
    """What it is about."""
    TextBody: NotRequired[str]
    """What it says."""
    StrippedTextReply: NotRequired[str]
    """What it says without what it answers."""
    Date: NotRequired[str]
    """When it was sent."""


PostmarkServerToken: TypeAlias = str
"""A server token of Postmark."""


PreferredChannel: TypeAlias = Literal["sms", "email", "phone", "none"]
"""How the customer likes to be reached."""


PreviousAttributes: TypeAlias = dict[str, Any]
"""The fields that changed, as they were before."""


class Problem(TypedDict):
    """Every error reply of this API (RFC 9457, `application/problem+json`). Programs decide by `code`; people read `detail`."""

    type: str
    """The page that explains this code."""
    title: str
    """The kind of error, the same for each occurrence."""
    status: int
    """The HTTP status, repeated."""
    detail: str
    """What happened this time, for a person. Wording may change."""
    instance: NotRequired[str]
    """The path of the request."""
    code: ErrorCode
    request_id: str
    """The `X-Request-Id` of this request."""
    errors: NotRequired[list[ProblemItem]]
    """For `invalid_request` each fault and where it is; for `custom_field_unknown` and its like, each field that is not taken; for `template_invalid` and `template_values_invalid`, each fault of the template or its values; for `hours_invalid`, each place where hours are wrong."""
    existing_id: NotRequired[Id]
    merged_into: NotRequired[Id]
    """For `customer_merged`, the customer that took over."""
    reasons: NotRequired[UnavailabilityReasons]
    """For `slot_unavailable`, why the time cannot be had."""
    next_slots: NotRequired[list[NextSlot]]
    """For `slot_unavailable`, the next times that can be had; empty when there are none soon."""
    conflicts: NotRequired[list[SeriesConflict]]
    """For `series_unavailable`, each time that cannot be had."""
    violated_policies: NotRequired[list[str]]
    """For `rate_limited`, the names of the limits that were exceeded."""


ProblemItem = TypedDict(
    "ProblemItem",
    {
        "in": "Literal[\"body\", \"query\", \"path\", \"header\"]",
        "pointer": "str",
        "code": "str",
        "detail": "str",
    },
)
"""One fault of a request."""


ProviderApiKey: TypeAlias = str
"""What the generic SMS provider knows us by; it is sent as `Authorization: Bearer …`."""


ProviderEventId: TypeAlias = str
"""What the provider calls it, the same however often it comes."""


ProviderUrl: TypeAlias = str
"""Where the generic SMS provider is reached: https on port 443, at an address that is public."""


QuarterHour: TypeAlias = str
"""A time of day, on a quarter of an hour."""


class RateLimitEntry(TypedDict):
    """A policy of the header `RateLimit-Policy`."""

    policy: Literal["address", "business", "credential", "sign_in"]
    """The name of the policy."""
    counted_by: Literal["address", "business", "credential"]
    """Whose calls are counted together: those from one network address, of all credentials of the business, or of one API key or session. `sign_in` counts what signs in or proves a password."""
    quota: int
    """How many calls are allowed in the window."""
    window_seconds: int
    """How long the window is."""


class Readiness(TypedDict):
    """The server can serve requests."""

    status: Literal["ready"]
    """Always `ready`; a server that is not answers 503."""


RecordedConsentSource: TypeAlias = Literal["web_form", "verbal", "import", "api", "staff"]
"""How it was said."""


RecoveryCode: TypeAlias = str
"""A recovery code, which is good for one use. Capitals and hyphens make no difference."""


class RecoveryCodes(TypedDict):
    """The recovery codes of a person. They are shown here and never again."""

    recovery_codes: list[NewRecoveryCode]
    """Ten codes, each good for one log-in."""


RefreshToken: TypeAlias = str
"""Exchanged once for the next pair of tokens. Reuse later than 10 seconds ends the session."""


class RegionOverride(TypedDict):
    """Other hours for recipients in a country or a part of it, on the days that are named."""

    region: str
    """A country, or a part of one (ISO 3166-2)."""
    start: QuarterHour
    end: EndOfHours
    days: Weekdays


RegionOverrides: TypeAlias = "list[RegionOverride]"
"""Where and when other hours hold. Of several that hold, all must be open. Default: none."""


ReminderChannel: TypeAlias = Literal["sms", "email"]
"""How a reminder travels: by text or by mail."""


class ReminderOffset(TypedDict):
    """A span before the appointment begins. 1440 minutes are 24 hours, also where a day has 23 or 25 of them."""

    type: Literal["offset"]
    """A span before the appointment begins."""
    minutes_before: int
    """How many minutes before the appointment begins, 30 days at most."""


class ReminderRule(TypedDict):
    """One reminder of every appointment."""

    trigger: ReminderTrigger
    channel: ReminderChannel
    template_id: NullableId
    """The template that it is written from; null for the words of the house."""


class ReminderRules(TypedDict):
    """When the customers of a business are reminded of their appointments."""

    rules: list[ReminderRule]
    """Each is one reminder of every appointment; none means that nobody is reminded."""
    created_at: Instant
    updated_at: Instant
    version: Version


class ReminderRulesEventData(TypedDict):
    """What the event is about, after and before."""

    object: ReminderRules
    previous_attributes: PreviousAttributes


class ReminderRulesSettings(TypedDict):
    """All rules; left out, they are the defaults again: a text 24 hours before and one 2 hours before."""

    rules: NotRequired[list[NewReminderRule]]
    """Each is one reminder of every appointment; an empty list means that nobody is reminded."""


class ReminderRulesUpdatedEvent(TypedDict):
    """The reminder rules were replaced."""

    type: Literal["reminder_rules.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ReminderRulesEventData
    request: NullableEventRequest
    causation: EventCausation


ReminderSource: TypeAlias = Literal["rule", "request"]
"""Whether it follows from the rules of the business, or was asked for at this appointment."""


ReminderState: TypeAlias = Literal["planned", "sent", "skipped", "cancelled", "failed"]
"""How far it is. `sent`: it is with the messages, and the message's own status tells the rest. `skipped`: its moment came, or had passed, and there was a
reason not to send it. `cancelled`: the reason to send it went away before. `failed`: it should have arrived and did not."""


ReminderTrigger: TypeAlias = "ReminderOffset | ReminderWallClock"
"""When it is sent. `type` decides what else is needed."""


class ReminderWallClock(TypedDict):
    """A time of day on an earlier day, or on the same one, by the clock of the business. A time that the clock skips is taken as much later as it skips; of
    one that it shows twice the first counts."""

    type: Literal["wall_clock"]
    """A time of day."""
    days_before: int
    """How many days before the day of the appointment; 0 is that day."""
    at: str
    """The time of day, by the clock of the business."""


class RequestLimits(TypedDict):
    """How large a request may be, and how long what it refers to is kept."""

    max_body_bytes: int
    """The largest body. Beyond it is a 413."""
    max_url_bytes: int
    """The longest path and query, percent-encoded. Beyond it is a 414."""
    max_header_bytes: int
    """All headers together. Beyond it is a 431."""
    max_page_size: int
    """The largest `limit` of a list."""
    default_page_size: int
    """How many rows a page holds without `limit`."""
    cursor_seconds: int
    """How long a cursor is good for. Later it is a 404 `cursor_expired`."""
    idempotency_key_seconds: int
    """How long an `Idempotency-Key` makes a repeat safe."""


RequiresConfirmation: TypeAlias = bool
"""Whether what a customer books waits until the business confirms it. Default: false."""


Role: TypeAlias = Literal["viewer", "staff", "manager", "admin", "owner"]
"""A role in a business, each with the rights of those before it: viewer, staff, manager, admin, owner. `GET /v1/meta/permissions` lists their scopes."""


class RolePermissions(TypedDict):
    """A role and all its scopes."""

    role: Role
    scopes: list[Scope]
    """All scopes of the role, those of the roles below it included, sorted."""


Scope: TypeAlias = Literal["appointments:override", "appointments:read", "appointments:write", "audit:read", "business:own", "business:read", "business:write", "calendars:manage", "calls:read", "calls:write", "channels:read", "consent:read", "consent:write", "conversations:bulk", "conversations:read", "conversations:write", "customers:bulk", "customers:delete", "customers:read", "customers:write", "events:read", "integrations:manage", "keys:manage", "messages:send", "recordings:read", "schedules:write", "services:read", "services:write", "settings:manage", "team:read", "team:write", "templates:read", "templates:write", "time_off:write"]
"""A right that a role or an API key can have."""


SecondFactorCode: TypeAlias = str
"""The six digits of the authenticator app, or a recovery code. Either is good for one use."""


class SecondFactorProof(TypedDict):
    """Both factors of a person who is logged in."""

    current_password: Password
    code: SecondFactorCode


SecretHint: TypeAlias = str
"""The last characters of the secret with which the provider proves that it is the sender, to tell one from another."""


SendDecision: TypeAlias = Literal["send", "hold", "refuse"]
"""Send it, send it later, or do not send it."""


class SendReason(TypedDict):
    """Something that speaks against sending."""

    code: SendReasonCode
    detail: str
    """The reason, for a person. Wording may change."""


SendReasonCode: TypeAlias = Literal["customer_blocked", "channel_missing", "suppressed", "consent_revoked", "consent_missing", "a2p_not_approved", "frequency_cap_reached", "quiet_hours"]
"""The kind of reason."""


SendableChannelType: TypeAlias = Literal["sms", "email"]
"""Text or mail."""


class SeriesCancellation(TypedDict):
    """Which appointments of a series to call off."""

    scope: SeriesScope
    appointment_id: NotRequired[Id]
    """The appointment that is meant, or from which on. Not needed for the scope `all`."""
    by: AppointmentParty
    """Who wants it."""
    reason: NotRequired[AppointmentReason]


class SeriesConflict(TypedDict):
    """A time of a series that cannot be had."""

    starts_at: Instant
    """When it would begin."""
    reasons: list[UnavailabilityReason]
    """Why it cannot be had."""


class SeriesMove(TypedDict):
    """Other times for appointments of a series."""

    scope: SeriesScope
    appointment_id: Id
    """The appointment that `starts_at` is for."""
    starts_at: Instant
    """When that appointment is to begin. The others in the scope move by as many days, to the same time of the day."""
    member_id: NotRequired[Id]
    """Whose time they are to take. When this is left out, each keeps its member."""
    by: NotRequired[AppointmentParty]
    """Who wants it. Default: `staff`. For a customer the notice of the service holds."""
    reason: NotRequired[AppointmentReason]


class SeriesOutcome(TypedDict):
    """A series after a change, and which of its appointments changed."""

    series: AppointmentSeries
    affected_ids: list[Id]
    """The appointments that changed, earliest first. Those that had ended, begun or been cancelled before did not."""


SeriesRule: TypeAlias = str
"""How it repeats, in the words of RFC 5545: `FREQ` DAILY, WEEKLY or MONTHLY, then `INTERVAL` and `BYDAY` where wanted (`2TU` or `-1FR` in months), then
`COUNT` up to 52 or `UNTIL` with the last local date. Months that lack a date, such as the 31st or a fifth Monday, are left out."""


SeriesScope: TypeAlias = Literal["this", "this_and_following", "all"]
"""Which appointments are meant: the one that is named, it and those after it, or all of the series. What has begun, ended or been cancelled is left as it is."""


SeriesStatus: TypeAlias = Literal["active", "cancelled"]
"""Whether the series as a whole was called off."""


SeriesTime: TypeAlias = str
"""When each begins, by the clock of `time_zone`. What the clock skips on a day begins as much later; what it shows twice is the first."""


class ServerMeta(TypedDict):
    """The program."""

    version: str
    """Its version, by semantic versioning."""
    build: Digest
    revision: str | None
    """The commit that it was built from, as its operator has named it; null when nobody has."""


class Service(TypedDict):
    """Something that the business does for its customers, with what it costs, how long it takes, and who does it."""

    id: Id
    name: ServiceName
    description: NullableServiceDescription
    category: NullableServiceCategoryName
    price: Money
    """What it costs."""
    deposit: NullableMoney
    """What is paid beforehand; null when nothing is."""
    cancellation_fee: NullableMoney
    """What a customer owes who cancels too late; null when nothing is."""
    tax_rate_bp: TaxRate
    duration_minutes: ServiceDuration
    buffer_before_minutes: ServiceBuffer
    """How many minutes before it the member is taken."""
    buffer_after_minutes: ServiceBuffer
    """How many minutes after it the member is taken, to clean up for instance."""
    capacity: ServiceCapacity
    slot_interval_minutes: SlotInterval
    min_notice_minutes: NoticeMinutes
    """How many minutes ahead a customer books at least. It does not bind the business."""
    max_advance_days: MaxAdvanceDays
    cancel_notice_minutes: NoticeMinutes
    """How many minutes ahead a customer cancels at least without the fee. It does not bind the business."""
    reschedule_notice_minutes: NoticeMinutes
    """How many minutes ahead a customer moves the appointment at least. It does not bind the business."""
    requires_confirmation: RequiresConfirmation
    confirm_within_minutes: NotRequired[ConfirmWithin]
    bookable_online: BookableOnline
    location_type: LocationType
    prerequisites: NullableServiceTerms
    """What a customer has to do or to know beforehand."""
    policy: NullableServiceTerms
    """What holds for those who come late, cancel or stay away."""
    member_ids: ServiceMembers
    status: ServiceStatus
    created_at: Instant
    updated_at: Instant
    version: Version


class ServiceArchivedEvent(TypedDict):
    """A service was archived: nobody can book it any more."""

    type: Literal["service.archived"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ServiceChangeEventData
    request: NullableEventRequest
    causation: EventCausation


ServiceBuffer: TypeAlias = int
"""How many minutes the member is taken besides."""


class ServiceBulkChanges(TypedDict):
    """Which services, and at least one thing to change about them."""

    service_ids: list[Id]
    """The services, each once."""
    add_member_ids: NotRequired[list[Id]]
    """Members who are to do each."""
    remove_member_ids: NotRequired[list[Id]]
    """Members who are to do none. A service that names nobody then is done by whoever is bookable."""
    category: NotRequired[NullableServiceCategoryName]
    tax_rate_bp: NotRequired[TaxRate]
    buffer_before_minutes: NotRequired[ServiceBuffer]
    """How many minutes before it the member is taken."""
    buffer_after_minutes: NotRequired[ServiceBuffer]
    """How many minutes after it the member is taken."""
    slot_interval_minutes: NotRequired[SlotInterval]
    min_notice_minutes: NotRequired[NoticeMinutes]
    """How many minutes ahead a customer books at least."""
    max_advance_days: NotRequired[MaxAdvanceDays]
    cancel_notice_minutes: NotRequired[NoticeMinutes]
    """How many minutes ahead a customer cancels at least without the fee."""
    reschedule_notice_minutes: NotRequired[NoticeMinutes]
    """How many minutes ahead a customer moves the appointment at least."""
    requires_confirmation: NotRequired[RequiresConfirmation]
    confirm_within_minutes: NotRequired[ConfirmWithin]
    bookable_online: NotRequired[BookableOnline]


class ServiceBulkProblem(TypedDict):
    """Why one service was not changed, as it would be answered alone."""

    code: ErrorCode
    detail: str
    """What happened, for a person. Wording may change."""


class ServiceBulkResult(TypedDict):
    """What became of one service."""

    service_id: Id
    result: Literal["updated", "unchanged", "not_found", "conflict"]
    """`unchanged` when it was so already; for the last two see `problem`."""
    version: NotRequired[Version]
    """The version that it has now; absent when it is not there or was refused."""
    problem: NotRequired[ServiceBulkProblem]


class ServiceBulkResults(TypedDict):
    """What became of each service."""

    data: list[ServiceBulkResult]
    """The results, in the order of `service_ids`."""


ServiceCapacity: TypeAlias = int
"""How many people can take part at once. Above one, several customers share a time. Default: 1."""


class ServiceCategory(TypedDict):
    """A category that at least one active service has."""

    name: ServiceCategoryName
    services_count: int
    """How many active services have it."""


ServiceCategoryName: TypeAlias = str
"""The group in which it is offered, in your own words."""


class ServiceCategoryPage(TypedDict):
    """A page of categories."""

    data: list[ServiceCategory]
    """The categories, by name."""
    page: Page


class ServiceChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: Service
    previous_attributes: PreviousAttributes


class ServiceChanges(TypedDict):
    """The fields to change (RFC 7396). null clears a field; members are replaced as a whole."""

    name: NotRequired[ServiceName]
    description: NotRequired[NullableServiceDescription]
    category: NotRequired[NullableServiceCategoryName]
    price: NotRequired[Money]
    """What it costs."""
    deposit: NotRequired[NullableMoney]
    """What is paid beforehand."""
    cancellation_fee: NotRequired[NullableMoney]
    """What a customer owes who cancels too late."""
    tax_rate_bp: NotRequired[TaxRate]
    duration_minutes: NotRequired[ServiceDuration]
    buffer_before_minutes: NotRequired[ServiceBuffer]
    """How many minutes before it the member is taken."""
    buffer_after_minutes: NotRequired[ServiceBuffer]
    """How many minutes after it the member is taken."""
    capacity: NotRequired[ServiceCapacity]
    slot_interval_minutes: NotRequired[SlotInterval]
    min_notice_minutes: NotRequired[NoticeMinutes]
    """How many minutes ahead a customer books at least."""
    max_advance_days: NotRequired[MaxAdvanceDays]
    cancel_notice_minutes: NotRequired[NoticeMinutes]
    """How many minutes ahead a customer cancels at least without the fee."""
    reschedule_notice_minutes: NotRequired[NoticeMinutes]
    """How many minutes ahead a customer moves the appointment at least."""
    requires_confirmation: NotRequired[RequiresConfirmation]
    confirm_within_minutes: NotRequired[ConfirmWithin]
    bookable_online: NotRequired[BookableOnline]
    location_type: NotRequired[LocationType]
    prerequisites: NotRequired[NullableServiceTerms]
    """What a customer has to do or to know beforehand."""
    policy: NotRequired[NullableServiceTerms]
    """What holds for those who come late, cancel or stay away."""
    member_ids: NotRequired[ServiceMembers]


class ServiceCreatedEvent(TypedDict):
    """A service was created."""

    type: Literal["service.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ServiceEventData
    request: NullableEventRequest
    causation: EventCausation


ServiceDescription: TypeAlias = str
"""What it is, for customers."""


ServiceDuration: TypeAlias = int
"""How many minutes it takes, buffers not counted. Default: 60."""


class ServiceEventData(TypedDict):
    """What the event is about."""

    object: Service


ServiceMembers: TypeAlias = "list[Id]"
"""Who does it; empty for whoever of the team is bookable. Of those who are named, only active and bookable members can be booked. Who is suspended or
removed stays named, so that a service never falls to everybody because its only member has left."""


ServiceName: TypeAlias = "Name"
"""What customers call it."""


class ServicePage(TypedDict):
    """A page of services."""

    data: list[Service]
    """The services, in the order asked for."""
    page: Page


ServiceStatus: TypeAlias = Literal["active", "archived"]
"""Nobody can book an archived service; what was booked stays."""


ServiceTerms: TypeAlias = str
"""Something that customers should know."""


class ServiceUpdatedEvent(TypedDict):
    """A service was changed, or brought back."""

    type: Literal["service.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: ServiceChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class Session(TypedDict):
    """A running session of a person. `last_used_at` is when it was begun or last refreshed; `expires_at` is when it ends by itself, 30 days after that
    and at most 90 days after it began."""

    id: Id
    created_at: Instant
    last_used_at: Instant
    expires_at: Instant
    ip_address: NullableIpAddress
    """Where the session was last refreshed from, if known."""
    user_agent: NullableLine
    """What the client called itself, cut to 200 characters."""
    current: bool
    """Whether this is the session that calls."""


class SessionPage(TypedDict):
    """A page of sessions."""

    data: list[Session]
    """The sessions, newest first."""
    page: Page


class SessionRefresh(TypedDict):
    """The refresh token to be exchanged."""

    refresh_token: RefreshToken


class SessionTokens(TypedDict):
    """What a client keeps of its session. Keep the refresh token where scripts of others cannot read it."""

    access_token: AccessToken
    token_type: Literal["Bearer"]
    """How the access token is sent."""
    expires_in: int
    """Seconds until the access token expires: 15 minutes."""
    refresh_token: RefreshToken
    session_id: Id
    person: Person


class SignUp(TypedDict):
    """A person who wants an account, and the business that it begins with. Without `currency` the business has USD; `locale` is the language of the
    mails, of the person and of the business, without it `en-US`. All of it can be changed later."""

    email: EmailAddress
    full_name: Name
    business_name: Name
    time_zone: TimeZone
    currency: NotRequired[Currency]
    locale: NotRequired[Locale]


class SignUpAccepted(TypedDict):
    """The answer to every sign-up and every resend, whether the address is known or not."""

    status: Literal["verification_mail_sent"]
    """Always the same. What is to be known stands in the mail."""


class SlotHold(TypedDict):
    """A time that is kept for somebody for a few minutes."""

    id: Id
    service_id: Id
    member_id: NullableId
    """Who is held; null for the business itself where no member takes appointments."""
    starts_at: Instant
    ends_at: Instant
    party_size: PartySize
    status: SlotHoldStatus
    expires_at: Instant
    created_at: Instant
    updated_at: Instant
    version: Version


SlotHoldStatus: TypeAlias = Literal["held", "consumed", "released", "expired"]
"""`held` until a booking has taken it (`consumed`), somebody has given it back (`released`) or its time is over (`expired`)."""


SlotInterval: TypeAlias = int
"""Where times begin: every so many minutes, counted from the beginning of each opening. Default: 15."""


SlotMembers: TypeAlias = "list[Id]"
"""The members who are free then; empty where the business has none who take appointments."""


class SmsProviderReport(TypedDict):
    """How a message fares."""

    messageId: NotRequired[str]
    """The message, as the provider calls it."""
    status: NotRequired[str]
    """How it is: sent, delivered, failed, rejected, expired or unknown."""
    timestamp: NotRequired[str]
    """When it came to be so."""
    phoneNumber: NotRequired[str]
    """Who gets it."""
    errorCode: NotRequired[str]
    """Why not, as the provider counts its errors."""


class Suppression(TypedDict):
    """An address to which nothing is sent."""

    id: Id
    channel: ContactChannel
    address: ContactAddress
    reason: SuppressionReason
    scope_channel_id: NullableId
    """The one channel of yours that is closed; null when all of this kind are."""
    active: bool
    """Whether it holds."""
    provider_ref: str | None
    """What the provider calls it; null when no provider is involved."""
    note: NullableLine
    """Why, in your own words."""
    lifted_at: NullableInstant
    """When it was lifted; null while it holds."""
    created_at: Instant
    updated_at: Instant
    version: Version


class SuppressionChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: Suppression
    previous_attributes: PreviousAttributes


class SuppressionCreatedEvent(TypedDict):
    """Nothing more is sent to an address, for the reason that is given."""

    type: Literal["suppression.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: SuppressionEventData
    request: NullableEventRequest
    causation: EventCausation


class SuppressionEventData(TypedDict):
    """What the event is about."""

    object: Suppression


class SuppressionLiftedEvent(TypedDict):
    """A suppression was lifted. Others may still hold for the same address."""

    type: Literal["suppression.lifted"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: SuppressionChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class SuppressionPage(TypedDict):
    """A page of suppressions."""

    data: list[Suppression]
    """The suppressions, newest first."""
    page: Page


SuppressionReason: TypeAlias = Literal["keyword_stop", "provider_block", "hard_bounce", "spam_complaint", "unsubscribe_link", "manual", "erased"]
"""Why nothing is sent: the person answered STOP, the carrier or mail provider blocks (Twilio's 21610), a mail came back for good, somebody reported
spam, the link in a mail was used (this one closes marketing only), a member of the team decided it, or the person was erased."""


Tag: TypeAlias = str
"""A label, in lower case."""


class TagEntry(TypedDict):
    """A label that at least one customer has."""

    name: Tag
    customers_count: int
    """How many customers have it, deleted ones not counted."""


class TagPage(TypedDict):
    """A page of labels."""

    data: list[TagEntry]
    """The labels, by name."""
    page: Page


TagRename = TypedDict(
    "TagRename",
    {
        "id": "Id",
        "from": "Tag",
        "to": "Tag",
        "status": "TagRenameStatus",
        "customers_changed": "int",
        "created_at": "Instant",
        "completed_at": "NullableInstant",
    },
)
"""A label that is, or was, given another name."""


TagRenameStatus: TypeAlias = Literal["running", "completed"]
"""Whether customers are left to change."""


class TagRenamedEvent(TypedDict):
    """A label was renamed, and no customer is left to change. Each customer who had it has had a `customer.updated` of their own."""

    type: Literal["tag.renamed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: TagRenamedEventData
    request: NullableEventRequest
    causation: EventCausation


class TagRenamedEventData(TypedDict):
    """What the event is about."""

    object: TagRename


TaxRate: TypeAlias = int
"""The tax in the price, in hundredths of a percent. Default: 0."""


class TeamMember(TypedDict):
    """A person in the team of a business. `id` names the membership, `person_id` the person, the same in each business."""

    id: Id
    person_id: Id
    full_name: Name
    email: EmailAddress
    phone: NullablePhoneNumber
    """How colleagues reach the member."""
    title: NullableName
    """What the member does in the business, such as `Stylist`."""
    role: Role
    extra_scopes: ExtraScopes
    status: TeamMemberStatus
    bookable: Bookable
    joined_at: Instant
    last_seen_at: NullableInstant
    """When the member last used this API for the business, within some minutes. It does not move `version`."""
    created_at: Instant
    updated_at: Instant
    version: Version


class TeamMemberChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: TeamMember
    previous_attributes: PreviousAttributes


class TeamMemberChanges(TypedDict):
    """The fields to change (RFC 7396). null clears a field; extra scopes are replaced as a whole."""

    role: NotRequired[Role]
    title: NotRequired[NullableName]
    """What the member does in the business."""
    phone: NotRequired[NullablePhoneNumber]
    """How colleagues reach the member."""
    extra_scopes: NotRequired[ExtraScopes]
    bookable: NotRequired[Bookable]
    status: NotRequired[Literal["active", "suspended"]]
    """A suspended member keeps the place in the team and can do nothing."""


class TeamMemberEventData(TypedDict):
    """What the event is about."""

    object: TeamMember


class TeamMemberJoinedEvent(TypedDict):
    """Somebody joined the team."""

    type: Literal["team_member.joined"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: TeamMemberEventData
    request: NullableEventRequest
    causation: EventCausation


class TeamMemberPage(TypedDict):
    """A page of team members."""

    data: list[TeamMember]
    """The team members, in the order asked for."""
    page: Page


class TeamMemberRemoval(TypedDict):
    """What happens to what a removed member leaves behind. `reassign_to` is the active member who takes over the customers; without it they have no owner."""

    revoke_keys: bool
    """Whether the API keys that the member made are revoked."""
    reassign_to: NotRequired[Id]


class TeamMemberRemovalResult(TypedDict):
    """A removed member, and what the member leaves behind."""

    member: TeamMember
    api_keys: list[LeftApiKey]
    """The API keys that the member had made and that worked until now."""
    future_appointments: int
    """How many appointments with the member are still to come. They stay as they are: `GET /v1/appointments` lists them by `member_id`, and each can be moved to somebody else."""


class TeamMemberRemovedEvent(TypedDict):
    """Somebody was removed from the team."""

    type: Literal["team_member.removed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: TeamMemberEventData
    request: NullableEventRequest
    causation: EventCausation


TeamMemberStatus: TypeAlias = Literal["active", "suspended", "removed"]
"""A suspended member can come back as before; a removed one only by invitation."""


class TeamMemberUpdatedEvent(TypedDict):
    """A team member was changed, for example the role."""

    type: Literal["team_member.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: TeamMemberChangeEventData
    request: NullableEventRequest
    causation: EventCausation


TemplateSubject: TypeAlias = str
"""The subject of a mail, which has one; a text has none."""


class TemplateVariable(TypedDict):
    """A place for a value."""

    name: TemplateVariableName
    type: TemplateVariableType
    fallback: NullableLine
    """What stands there when no value is sent; null when one must be."""


TemplateVariableName: TypeAlias = str
"""The name between the braces."""


TemplateVariableType: TypeAlias = Literal["text", "number", "date", "time", "money", "url"]
"""What a value must be: text on one line, a number, a date such as 2026-06-05, a time such as 14:30, an amount as `amount_minor` and `currency`, or an https URL. Dates, numbers and amounts are written as the language of the template does."""


class TemplateWarning(TypedDict):
    """Something that may be wrong."""

    code: TemplateWarningCode
    detail: str
    """What it is, for a person. Wording may change."""


TemplateWarningCode: TypeAlias = Literal["several_segments", "beyond_gsm7", "opt_out_line_missing", "reserved_word", "unused_variable", "link_shortener"]
"""The kind of warning."""


Text: TypeAlias = str
"""Text that may span lines (line feed and tab are allowed, other control characters are not)."""


TextableLineType: TypeAlias = Literal["mobile", "voip", "unknown"]
"""A kind of line; one that is known to be a landline never gets a text."""


ThreadType: TypeAlias = Literal["customer_support", "sales_inquiry", "appointment_booking", "general_question", "complaint", "feedback", "cancel_request", "upsell"]
"""What kind of matter it is."""


class TimeOff(TypedDict):
    """Time in which a member, or the whole business, cannot be booked."""

    id: Id
    member_id: NullableId
    """Who is away; null for the whole business."""
    starts_at: Instant
    """When it begins."""
    ends_at: Instant
    """When it is over."""
    reason: NullableLine
    """Why, for the team."""
    created_at: Instant
    updated_at: Instant
    version: Version


class TimeOffCreatedEvent(TypedDict):
    """Time off was entered: nobody can be booked in it."""

    type: Literal["time_off.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: TimeOffEventData
    request: NullableEventRequest
    causation: EventCausation


class TimeOffDeletedEvent(TypedDict):
    """Time off was deleted: the time can be booked again."""

    type: Literal["time_off.deleted"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: TimeOffEventData
    request: NullableEventRequest
    causation: EventCausation


class TimeOffEventData(TypedDict):
    """What the event is about."""

    object: TimeOff


class TimeOffPage(TypedDict):
    """A page of time off."""

    data: list[TimeOff]
    """The time off, newest first."""
    page: Page


TimeZone: TypeAlias = Literal["Africa/Abidjan", "Africa/Accra", "Africa/Addis_Ababa", "Africa/Algiers", "Africa/Asmara", "Africa/Asmera", "Africa/Bamako", "Africa/Bangui", "Africa/Banjul", "Africa/Bissau", "Africa/Blantyre", "Africa/Brazzaville", "Africa/Bujumbura", "Africa/Cairo", "Africa/Casablanca", "Africa/Ceuta", "Africa/Conakry", "Africa/Dakar", "Africa/Dar_es_Salaam", "Africa/Djibouti", "Africa/Douala", "Africa/El_Aaiun", "Africa/Freetown", "Africa/Gaborone", "Africa/Harare", "Africa/Johannesburg", "Africa/Juba", "Africa/Kampala", "Africa/Khartoum", "Africa/Kigali", "Africa/Kinshasa", "Africa/Lagos", "Africa/Libreville", "Africa/Lome", "Africa/Luanda", "Africa/Lubumbashi", "Africa/Lusaka", "Africa/Malabo", "Africa/Maputo", "Africa/Maseru", "Africa/Mbabane", "Africa/Mogadishu", "Africa/Monrovia", "Africa/Nairobi", "Africa/Ndjamena", "Africa/Niamey", "Africa/Nouakchott", "Africa/Ouagadougou", "Africa/Porto-Novo", "Africa/Sao_Tome", "Africa/Timbuktu", "Africa/Tripoli", "Africa/Tunis", "Africa/Windhoek", "America/Adak", "America/Anchorage", "America/Anguilla", "America/Antigua", "America/Araguaina", "America/Argentina/Buenos_Aires", "America/Argentina/Catamarca", "America/Argentina/ComodRivadavia", "America/Argentina/Cordoba", "America/Argentina/Jujuy", "America/Argentina/La_Rioja", "America/Argentina/Mendoza", "America/Argentina/Rio_Gallegos", "America/Argentina/Salta", "America/Argentina/San_Juan", "America/Argentina/San_Luis", "America/Argentina/Tucuman", "America/Argentina/Ushuaia", "America/Aruba", "America/Asuncion", "America/Atikokan", "America/Atka", "America/Bahia", "America/Bahia_Banderas", "America/Barbados", "America/Belem", "America/Belize", "America/Blanc-Sablon", "America/Boa_Vista", "America/Bogota", "America/Boise", "America/Buenos_Aires", "America/Cambridge_Bay", "America/Campo_Grande", "America/Cancun", "America/Caracas", "America/Catamarca", "America/Cayenne", "America/Cayman", "America/Chicago", "America/Chihuahua", "America/Ciudad_Juarez", "America/Coral_Harbour", "America/Cordoba", "America/Costa_Rica", "America/Coyhaique", "America/Creston", "America/Cuiaba", "America/Curacao", "America/Danmarkshavn", "America/Dawson", "America/Dawson_Creek", "America/Denver", "America/Detroit", "America/Dominica", "America/Edmonton", "America/Eirunepe", "America/El_Salvador", "America/Ensenada", "America/Fort_Nelson", "America/Fort_Wayne", "America/Fortaleza", "America/Glace_Bay", "America/Godthab", "America/Goose_Bay", "America/Grand_Turk", "America/Grenada", "America/Guadeloupe", "America/Guatemala", "America/Guayaquil", "America/Guyana", "America/Halifax", "America/Havana", "America/Hermosillo", "America/Indiana/Indianapolis", "America/Indiana/Knox", "America/Indiana/Marengo", "America/Indiana/Petersburg", "America/Indiana/Tell_City", "America/Indiana/Vevay", "America/Indiana/Vincennes", "America/Indiana/Winamac", "America/Indianapolis", "America/Inuvik", "America/Iqaluit", "America/Jamaica", "America/Jujuy", "America/Juneau", "America/Kentucky/Louisville", "America/Kentucky/Monticello", "America/Knox_IN", "America/Kralendijk", "America/La_Paz", "America/Lima", "America/Los_Angeles", "America/Louisville", "America/Lower_Princes", "America/Maceio", "America/Managua", "America/Manaus", "America/Marigot", "America/Martinique", "America/Matamoros", "America/Mazatlan", "America/Mendoza", "America/Menominee", "America/Merida", "America/Metlakatla", "America/Mexico_City", "America/Miquelon", "America/Moncton", "America/Monterrey", "America/Montevideo", "America/Montreal", "America/Montserrat", "America/Nassau", "America/New_York", "America/Nipigon", "America/Nome", "America/Noronha", "America/North_Dakota/Beulah", "America/North_Dakota/Center", "America/North_Dakota/New_Salem", "America/Nuuk", "America/Ojinaga", "America/Panama", "America/Pangnirtung", "America/Paramaribo", "America/Phoenix", "America/Port-au-Prince", "America/Port_of_Spain", "America/Porto_Acre", "America/Porto_Velho", "America/Puerto_Rico", "America/Punta_Arenas", "America/Rainy_River", "America/Rankin_Inlet", "America/Recife", "America/Regina", "America/Resolute", "America/Rio_Branco", "America/Rosario", "America/Santa_Isabel", "America/Santarem", "America/Santiago", "America/Santo_Domingo", "America/Sao_Paulo", "America/Scoresbysund", "America/Shiprock", "America/Sitka", "America/St_Barthelemy", "America/St_Johns", "America/St_Kitts", "America/St_Lucia", "America/St_Thomas", "America/St_Vincent", "America/Swift_Current", "America/Tegucigalpa", "America/Thule", "America/Thunder_Bay", "America/Tijuana", "America/Toronto", "America/Tortola", "America/Vancouver", "America/Virgin", "America/Whitehorse", "America/Winnipeg", "America/Yakutat", "America/Yellowknife", "Antarctica/Casey", "Antarctica/Davis", "Antarctica/DumontDUrville", "Antarctica/Macquarie", "Antarctica/Mawson", "Antarctica/McMurdo", "Antarctica/Palmer", "Antarctica/Rothera", "Antarctica/South_Pole", "Antarctica/Syowa", "Antarctica/Troll", "Antarctica/Vostok", "Arctic/Longyearbyen", "Asia/Aden", "Asia/Almaty", "Asia/Amman", "Asia/Anadyr", "Asia/Aqtau", "Asia/Aqtobe", "Asia/Ashgabat", "Asia/Ashkhabad", "Asia/Atyrau", "Asia/Baghdad", "Asia/Bahrain", "Asia/Baku", "Asia/Bangkok", "Asia/Barnaul", "Asia/Beirut", "Asia/Bishkek", "Asia/Brunei", "Asia/Calcutta", "Asia/Chita", "Asia/Choibalsan", "Asia/Chongqing", "Asia/Chungking", "Asia/Colombo", "Asia/Dacca", "Asia/Damascus", "Asia/Dhaka", "Asia/Dili", "Asia/Dubai", "Asia/Dushanbe", "Asia/Famagusta", "Asia/Gaza", "Asia/Harbin", "Asia/Hebron", "Asia/Ho_Chi_Minh", "Asia/Hong_Kong", "Asia/Hovd", "Asia/Irkutsk", "Asia/Istanbul", "Asia/Jakarta", "Asia/Jayapura", "Asia/Jerusalem", "Asia/Kabul", "Asia/Kamchatka", "Asia/Karachi", "Asia/Kashgar", "Asia/Kathmandu", "Asia/Katmandu", "Asia/Khandyga", "Asia/Kolkata", "Asia/Krasnoyarsk", "Asia/Kuala_Lumpur", "Asia/Kuching", "Asia/Kuwait", "Asia/Macao", "Asia/Macau", "Asia/Magadan", "Asia/Makassar", "Asia/Manila", "Asia/Muscat", "Asia/Nicosia", "Asia/Novokuznetsk", "Asia/Novosibirsk", "Asia/Omsk", "Asia/Oral", "Asia/Phnom_Penh", "Asia/Pontianak", "Asia/Pyongyang", "Asia/Qatar", "Asia/Qostanay", "Asia/Qyzylorda", "Asia/Rangoon", "Asia/Riyadh", "Asia/Saigon", "Asia/Sakhalin", "Asia/Samarkand", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Srednekolymsk", "Asia/Taipei", "Asia/Tashkent", "Asia/Tbilisi", "Asia/Tehran", "Asia/Tel_Aviv", "Asia/Thimbu", "Asia/Thimphu", "Asia/Tokyo", "Asia/Tomsk", "Asia/Ujung_Pandang", "Asia/Ulaanbaatar", "Asia/Ulan_Bator", "Asia/Urumqi", "Asia/Ust-Nera", "Asia/Vientiane", "Asia/Vladivostok", "Asia/Yakutsk", "Asia/Yangon", "Asia/Yekaterinburg", "Asia/Yerevan", "Atlantic/Azores", "Atlantic/Bermuda", "Atlantic/Canary", "Atlantic/Cape_Verde", "Atlantic/Faeroe", "Atlantic/Faroe", "Atlantic/Jan_Mayen", "Atlantic/Madeira", "Atlantic/Reykjavik", "Atlantic/South_Georgia", "Atlantic/St_Helena", "Atlantic/Stanley", "Australia/ACT", "Australia/Adelaide", "Australia/Brisbane", "Australia/Broken_Hill", "Australia/Canberra", "Australia/Currie", "Australia/Darwin", "Australia/Eucla", "Australia/Hobart", "Australia/LHI", "Australia/Lindeman", "Australia/Lord_Howe", "Australia/Melbourne", "Australia/NSW", "Australia/North", "Australia/Perth", "Australia/Queensland", "Australia/South", "Australia/Sydney", "Australia/Tasmania", "Australia/Victoria", "Australia/West", "Australia/Yancowinna", "Europe/Amsterdam", "Europe/Andorra", "Europe/Astrakhan", "Europe/Athens", "Europe/Belfast", "Europe/Belgrade", "Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Bucharest", "Europe/Budapest", "Europe/Busingen", "Europe/Chisinau", "Europe/Copenhagen", "Europe/Dublin", "Europe/Gibraltar", "Europe/Guernsey", "Europe/Helsinki", "Europe/Isle_of_Man", "Europe/Istanbul", "Europe/Jersey", "Europe/Kaliningrad", "Europe/Kiev", "Europe/Kirov", "Europe/Kyiv", "Europe/Lisbon", "Europe/Ljubljana", "Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Malta", "Europe/Mariehamn", "Europe/Minsk", "Europe/Monaco", "Europe/Moscow", "Europe/Nicosia", "Europe/Oslo", "Europe/Paris", "Europe/Podgorica", "Europe/Prague", "Europe/Riga", "Europe/Rome", "Europe/Samara", "Europe/San_Marino", "Europe/Sarajevo", "Europe/Saratov", "Europe/Simferopol", "Europe/Skopje", "Europe/Sofia", "Europe/Stockholm", "Europe/Tallinn", "Europe/Tirane", "Europe/Tiraspol", "Europe/Ulyanovsk", "Europe/Uzhgorod", "Europe/Vaduz", "Europe/Vatican", "Europe/Vienna", "Europe/Vilnius", "Europe/Volgograd", "Europe/Warsaw", "Europe/Zagreb", "Europe/Zaporozhye", "Europe/Zurich", "Indian/Antananarivo", "Indian/Chagos", "Indian/Christmas", "Indian/Cocos", "Indian/Comoro", "Indian/Kerguelen", "Indian/Mahe", "Indian/Maldives", "Indian/Mauritius", "Indian/Mayotte", "Indian/Reunion", "Pacific/Apia", "Pacific/Auckland", "Pacific/Bougainville", "Pacific/Chatham", "Pacific/Chuuk", "Pacific/Easter", "Pacific/Efate", "Pacific/Enderbury", "Pacific/Fakaofo", "Pacific/Fiji", "Pacific/Funafuti", "Pacific/Galapagos", "Pacific/Gambier", "Pacific/Guadalcanal", "Pacific/Guam", "Pacific/Honolulu", "Pacific/Johnston", "Pacific/Kanton", "Pacific/Kiritimati", "Pacific/Kosrae", "Pacific/Kwajalein", "Pacific/Majuro", "Pacific/Marquesas", "Pacific/Midway", "Pacific/Nauru", "Pacific/Niue", "Pacific/Norfolk", "Pacific/Noumea", "Pacific/Pago_Pago", "Pacific/Palau", "Pacific/Pitcairn", "Pacific/Pohnpei", "Pacific/Ponape", "Pacific/Port_Moresby", "Pacific/Rarotonga", "Pacific/Saipan", "Pacific/Samoa", "Pacific/Tahiti", "Pacific/Tarawa", "Pacific/Tongatapu", "Pacific/Truk", "Pacific/Wake", "Pacific/Wallis", "Pacific/Yap", "UTC"]
"""An IANA time zone, such as `America/New_York`, or `UTC`."""


TimeZoneName: TypeAlias = str
"""An IANA time zone, one of those that `TimeZone` lists."""


TotpCode: TypeAlias = str
"""The six digits that the authenticator app shows. A code is good for its 30 seconds and the 30 before and after, and for one use."""


class TotpConfirmation(TypedDict):
    """The first code, which shows that the app has the secret."""

    totp_code: TotpCode


class TotpSecret(TypedDict):
    """What the authenticator app needs. It is shown here and never again."""

    secret: str
    """The secret in base32 (RFC 4648), to be typed where a QR code cannot be scanned."""
    otpauth_uri: str
    """The same as a URI, to be shown as a QR code: SHA-1, six digits, 30 seconds."""
    expires_at: Instant
    """When the enrolment is forgotten unless it is confirmed: after 15 minutes."""


class TotpState(TypedDict):
    """Whether the person logs in with a second factor, and what is left of its recovery codes. It never shows a secret or a code."""

    enabled: bool
    """Whether a log-in needs a code."""
    confirmed_at: NullableInstant
    """When it was switched on; null while it is off."""
    pending_until: NullableInstant
    """Until when an enrolment that was begun can be confirmed; null when none is."""
    recovery_codes_remaining: int
    """How many recovery codes have not been used; 0 while it is off."""


TwilioAccountSid: TypeAlias = str
"""The account SID, as the console of Twilio shows it."""


TwilioAuthToken: TypeAlias = str
"""The auth token of the account, as the console of Twilio shows it."""


class TwilioCallForm(TypedDict):
    """A call, and how it goes."""

    CallSid: NotRequired[str]
    """The call, as Twilio calls it."""
    AccountSid: NotRequired[str]
    """The account at Twilio; it must be that of the integration."""
    From: NotRequired[str]
    """Who calls."""
    To: NotRequired[str]
    """Who is called."""
    CallStatus: NotRequired[str]
    """How the call is."""
    Direction: NotRequired[str]
    """Which way it goes."""
    CallDuration: NotRequired[str]
    """How long it lasted, in seconds."""
    DialCallStatus: NotRequired[str]
    """How it went with whom it was passed on to."""
    SequenceNumber: NotRequired[str]
    """Which of the statuses of the call this is."""
    Timestamp: NotRequired[str]
    """When it happened."""


class TwilioMessageForm(TypedDict):
    """A message that came in."""

    MessageSid: NotRequired[str]
    """The message, as Twilio calls it."""
    AccountSid: NotRequired[str]
    """The account at Twilio; it must be that of the integration."""
    From: NotRequired[str]
    """Who sent it."""
    To: NotRequired[str]
    """The number that it was sent to."""
    Body: NotRequired[str]
    """What it says."""
    NumMedia: NotRequired[str]
    """How many pictures and the like it has."""
    MediaUrl0: NotRequired[str]
    """Where the first of them is."""
    MediaContentType0: NotRequired[str]
    """What the first of them is."""
    OptOutType: NotRequired[str]
    """STOP, START or HELP, where Twilio has understood the message as such and answered it."""


class TwilioMessageStatusForm(TypedDict):
    """How a message fares."""

    MessageSid: NotRequired[str]
    """The message, as Twilio calls it."""
    AccountSid: NotRequired[str]
    """The account at Twilio; it must be that of the integration."""
    MessageStatus: NotRequired[str]
    """How it is."""
    From: NotRequired[str]
    """The number that it was sent from."""
    To: NotRequired[str]
    """Who gets it."""
    ErrorCode: NotRequired[str]
    """Why not, as Twilio counts its errors."""


class TwilioRecordingForm(TypedDict):
    """The recording of a call."""

    RecordingSid: NotRequired[str]
    """The recording, as Twilio calls it."""
    CallSid: NotRequired[str]
    """The call that it is of."""
    AccountSid: NotRequired[str]
    """The account at Twilio; it must be that of the integration."""
    RecordingStatus: NotRequired[str]
    """How it is."""
    RecordingUrl: NotRequired[str]
    """Where it is."""
    RecordingDuration: NotRequired[str]
    """How long it is, in seconds."""


TwilioText: TypeAlias = str
"""Any other field."""


TwimlReply: TypeAlias = str
"""What Twilio is to do, in its markup language."""


UnavailabilityReason: TypeAlias = Literal["service_inactive", "member_not_eligible", "min_notice", "max_advance", "outside_hours", "exception_closed", "time_off", "existing_appointment", "buffer", "held", "calendar_busy", "capacity", "off_grid"]
"""Why a time cannot be had, in the order in which reasons are given. `service_inactive`: the service is archived, or customers cannot book it.
`member_not_eligible`: the member does not do this service, or takes no appointments. `min_notice` and `max_advance`: too soon or too far ahead for
a customer. `outside_hours`: not within opening and working hours. `exception_closed`: it would be, but that day is different. `time_off`: somebody
is away. `existing_appointment`: taken. `buffer`: too close to what is taken. `held`: kept for somebody for a few minutes. `calendar_busy`: busy by
a calendar kept elsewhere. `capacity`: not enough places left. `off_grid`: nothing begins at that minute."""


UnavailabilityReasons: TypeAlias = "list[UnavailabilityReason]"
"""What speaks against a time, each reason once."""


UnsubscribePage: TypeAlias = str
"""The same as a page for a browser."""


UnsubscribeSender: TypeAlias = str
"""Who sends the mails."""


UnsubscribeToken: TypeAlias = str
"""Names one mail that was sent, sealed against changes."""


class Unsubscription(TypedDict):
    """Where a link to unsubscribe leads."""

    business_name: UnsubscribeSender
    address: MaskedAddress
    unsubscribed: bool
    """Whether marketing to this address has ended."""


Url: TypeAlias = str
"""An https URL without user, query and fragment."""


class VerificationResend(TypedDict):
    """The address that was signed up and not yet verified."""

    email: EmailAddress


Version: TypeAlias = int
"""Grows by one with each change of the resource. The `ETag` is this number in quotes."""


class WaitlistBookedEvent(TypedDict):
    """A customer took the time that was kept for them."""

    type: Literal["waitlist.booked"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: WaitlistEntryChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class WaitlistCreatedEvent(TypedDict):
    """A customer waits for a time."""

    type: Literal["waitlist.created"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: WaitlistEntryEventData
    request: NullableEventRequest
    causation: EventCausation


class WaitlistDeclinedEvent(TypedDict):
    """A customer did not want the time that was kept for them."""

    type: Literal["waitlist.declined"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: WaitlistEntryChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class WaitlistEntry(TypedDict):
    """A customer who would come if a time became free."""

    id: Id
    customer_id: Id
    """Who waits."""
    service_id: Id
    """What for."""
    member_id: NullableId
    """By whom the customer wants to be served; null for anybody."""
    wanted_from: Instant
    """From when on a time would do."""
    wanted_before: Instant
    """Until when it would have to be over."""
    party_size: AppointmentPartySize
    notes: NullableWaitlistNotes
    status: WaitlistStatus
    offer: NullableWaitlistOffer
    """The time that is kept for the customer; null unless the status is `offered`."""
    appointment_id: NullableId
    """What was booked; null unless the status is `booked`."""
    created_at: Instant
    updated_at: Instant
    version: Version


class WaitlistEntryChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: WaitlistEntry
    previous_attributes: PreviousAttributes


class WaitlistEntryEventData(TypedDict):
    """What the event is about."""

    object: WaitlistEntry


class WaitlistEntryPage(TypedDict):
    """A page of the waitlist."""

    data: list[WaitlistEntry]
    """The entries, newest first."""
    page: Page


class WaitlistExpiredEvent(TypedDict):
    """A customer did not answer an offer in time, or nothing became free while they waited."""

    type: Literal["waitlist.expired"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: WaitlistEntryChangeEventData
    request: NullableEventRequest
    causation: EventCausation


WaitlistNotes: TypeAlias = str
"""What the team should know. Customers never see it."""


class WaitlistOffer(TypedDict):
    """A time that became free, as the customer to whom it is offered sees it."""

    business_name: Name
    """With whom it would be."""
    business_phone: NullablePhoneNumber
    """The number to call when the link cannot help."""
    service_name: Name
    """What it would be for."""
    member_name: NullableName
    """Who would serve the customer; null where it is nobody in particular."""
    starts_at: Instant
    """When it begins."""
    ends_at: Instant
    """When it ends."""
    time_zone: TimeZoneName
    """The place whose clock it goes by."""
    status: WaitlistOfferStatus
    expires_at: Instant
    """Until when it is kept."""
    manage_url: NullableManageUrl
    """The link to the appointment; null until it is booked."""


WaitlistOfferStatus: TypeAlias = Literal["offered", "booked", "declined", "expired", "removed"]
"""How it stands with the offer."""


WaitlistOfferToken: TypeAlias = str
"""What a link to an offer holds. It can be made nowhere else."""


class WaitlistOfferedEvent(TypedDict):
    """A time became free and is kept for a customer who waited for one."""

    type: Literal["waitlist.offered"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: WaitlistEntryChangeEventData
    request: NullableEventRequest
    causation: EventCausation


class WaitlistRemovedEvent(TypedDict):
    """A customer was taken off the waitlist."""

    type: Literal["waitlist.removed"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: WaitlistEntryChangeEventData
    request: NullableEventRequest
    causation: EventCausation


WaitlistStatus: TypeAlias = Literal["waiting", "offered", "booked", "declined", "expired", "removed"]
"""`waiting` until a time is free, `offered` while one is kept. `booked`, `declined`, `expired` (not answered in time, or nothing became free) and `removed` are ends."""


Weekdays: TypeAlias = list[int]
"""On which days."""


WeeklyHours: TypeAlias = "list[HoursOfWeekday]"
"""The hours of each day of the week, each day once at most; a day that is not there is closed."""


class WorkingHours(TypedDict):
    """When a member works, within the hours of the business."""

    member_id: Id
    time_zone: NullableTimeZoneName
    """Where the clock of these hours hangs; null for where the business is."""
    weekly: NullableWeeklyHours
    exceptions: HoursExceptions
    created_at: Instant
    updated_at: Instant
    version: Version


class WorkingHoursChangeEventData(TypedDict):
    """What the event is about, after and before."""

    object: WorkingHours
    previous_attributes: PreviousAttributes


class WorkingHoursSettings(TypedDict):
    """The whole of a member's hours."""

    time_zone: NotRequired[NullableTimeZone]
    """Where the clock of these hours hangs. Default: null, where the business is."""
    weekly: NullableWeeklyHours
    exceptions: NotRequired[HoursExceptions]


class WorkingHoursUpdatedEvent(TypedDict):
    """The working hours of a member were replaced."""

    type: Literal["working_hours.updated"]
    """The type of the event."""
    id: Id
    api_version: EventApiVersion
    business_id: Id
    occurred_at: Instant
    sequence: EventSequence
    data: WorkingHoursChangeEventData
    request: NullableEventRequest
    causation: EventCausation
