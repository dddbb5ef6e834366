"""A method for each operation. Made from the contract by `make generate`."""

from __future__ import annotations

from typing import Literal, cast

from . import types
from .connection import Connection, new_idempotency_key

__version__ = "0.1.0"


class ClientFlow(Connection):
    """The API. Each method answers what the reply holds, and raises a ClientFlowError for a refusal."""

    def accept_invitation(self, body: types.InvitationAcceptance) -> types.InvitationAccepted:
        """Accept an invitation."""
        return cast("types.InvitationAccepted", self._call("POST", "/v1/invitations/accept", body=body))

    def accept_waitlist_offer(
        self,
        waitlist_entry_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.WaitlistEntry:
        """Accept an offer for the customer. Scopes: appointments:write."""
        return cast("types.WaitlistEntry", self._call(
            "POST",
            "/v1/waitlist-entries/{waitlist_entry_id}/accept",
            path={"waitlist_entry_id": waitlist_entry_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def add_customer_tag(self, customer_id: types.Id, tag: types.Tag, *, business_id: types.Id | None = None) -> types.Customer:
        """Tag a customer. Scopes: customers:write."""
        return cast("types.Customer", self._call(
            "PUT",
            "/v1/customers/{customer_id}/tags/{tag}",
            path={"customer_id": customer_id, "tag": tag},
            headers={"X-Business-Id": business_id},
        ))

    def archive_channel(
        self,
        channel_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Channel:
        """Archive a channel. Scopes: integrations:manage."""
        return cast("types.Channel", self._call(
            "POST",
            "/v1/channels/{channel_id}/archive",
            path={"channel_id": channel_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def archive_custom_field(
        self,
        custom_field_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.CustomField:
        """Archive a custom field. Scopes: settings:manage."""
        return cast("types.CustomField", self._call(
            "POST",
            "/v1/custom-fields/{custom_field_id}/archive",
            path={"custom_field_id": custom_field_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def archive_message_template(
        self,
        message_template_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.MessageTemplate:
        """Archive a message template. Scopes: templates:write."""
        return cast("types.MessageTemplate", self._call(
            "POST",
            "/v1/message-templates/{message_template_id}/archive",
            path={"message_template_id": message_template_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def archive_service(
        self,
        service_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Service:
        """Archive a service. Scopes: services:write."""
        return cast("types.Service", self._call(
            "POST",
            "/v1/services/{service_id}/archive",
            path={"service_id": service_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def authorize_calendar_connection(
        self,
        calendar_connection_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.CalendarAuthorization:
        """Ask for a new consent. Scopes: calendars:manage."""
        return cast("types.CalendarAuthorization", self._call(
            "POST",
            "/v1/calendar-connections/{calendar_connection_id}/authorize",
            path={"calendar_connection_id": calendar_connection_id},
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
        ))

    def bulk_update_conversations(
        self,
        body: types.ConversationBulkChanges,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.ConversationBulkResults:
        """Change many conversations at once. Scopes: conversations:bulk, conversations:write."""
        return cast("types.ConversationBulkResults", self._call(
            "POST",
            "/v1/conversations/bulk",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def bulk_update_customers(
        self,
        body: types.CustomerBulkChanges,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.CustomerBulkResults:
        """Change many customers at once. Scopes: customers:bulk, customers:write."""
        return cast("types.CustomerBulkResults", self._call(
            "POST",
            "/v1/customers/bulk",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def bulk_update_services(
        self,
        body: types.ServiceBulkChanges,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.ServiceBulkResults:
        """Change many services at once. Scopes: services:write."""
        return cast("types.ServiceBulkResults", self._call(
            "POST",
            "/v1/services/bulk",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def cancel_appointment(
        self,
        appointment_id: types.Id,
        body: types.AppointmentCancellationRequest,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Appointment:
        """Call an appointment off. Scopes: appointments:write."""
        return cast("types.Appointment", self._call(
            "POST",
            "/v1/appointments/{appointment_id}/cancel",
            path={"appointment_id": appointment_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
            body=body,
        ))

    def cancel_appointment_reminder(
        self,
        appointment_id: types.Id,
        reminder_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.AppointmentReminder:
        """Cancel a reminder. Scopes: appointments:write."""
        return cast("types.AppointmentReminder", self._call(
            "POST",
            "/v1/appointments/{appointment_id}/reminders/{reminder_id}/cancel",
            path={"appointment_id": appointment_id, "reminder_id": reminder_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def cancel_appointment_series(
        self,
        series_id: types.Id,
        body: types.SeriesCancellation,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.SeriesOutcome:
        """Cancel appointments of a series. Scopes: appointments:write."""
        return cast("types.SeriesOutcome", self._call(
            "POST",
            "/v1/appointment-series/{series_id}/cancel",
            path={"series_id": series_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
            body=body,
        ))

    def cancel_message(
        self,
        message_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Message:
        """Cancel a message. Scopes: messages:send."""
        return cast("types.Message", self._call(
            "POST",
            "/v1/messages/{message_id}/cancel",
            path={"message_id": message_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def change_password(self, body: types.PasswordChange) -> None:
        """Change the password."""
        self._call("PUT", "/v1/auth/password", body=body)

    def check_in_appointment(
        self,
        appointment_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Appointment:
        """Check a customer in. Scopes: appointments:write."""
        return cast("types.Appointment", self._call(
            "POST",
            "/v1/appointments/{appointment_id}/check-in",
            path={"appointment_id": appointment_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def close_business(
        self,
        business_id: types.Id,
        body: types.BusinessClosing,
        *,
        idempotency_key: str | None = None,
    ) -> types.Business:
        """Close a business. Scopes: business:own."""
        return cast("types.Business", self._call(
            "POST",
            "/v1/businesses/{business_id}/close",
            path={"business_id": business_id},
            headers={"Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def complete_appointment(
        self,
        appointment_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Appointment:
        """Complete an appointment. Scopes: appointments:write."""
        return cast("types.Appointment", self._call(
            "POST",
            "/v1/appointments/{appointment_id}/complete",
            path={"appointment_id": appointment_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def complete_calendar_connection(
        self,
        body: types.CalendarConsent,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.CalendarConnection:
        """Bring back what Google answered. Scopes: calendars:manage."""
        return cast("types.CalendarConnection", self._call(
            "POST",
            "/v1/calendar-connections/complete",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def confirm_appointment(
        self,
        appointment_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Appointment:
        """Confirm an appointment. Scopes: appointments:write."""
        return cast("types.Appointment", self._call(
            "POST",
            "/v1/appointments/{appointment_id}/confirm",
            path={"appointment_id": appointment_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def confirm_totp(self, body: types.TotpConfirmation) -> types.RecoveryCodes:
        """Switch the second factor on."""
        return cast("types.RecoveryCodes", self._call("POST", "/v1/auth/totp/confirm", body=body))

    def correct_appointment(
        self,
        appointment_id: types.Id,
        body: types.AppointmentCorrection,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Appointment:
        """Correct how an appointment ended. Scopes: appointments:override."""
        return cast("types.Appointment", self._call(
            "POST",
            "/v1/appointments/{appointment_id}/correct",
            path={"appointment_id": appointment_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
            body=body,
        ))

    def create_api_key(
        self,
        body: types.NewApiKey,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.CreatedApiKey:
        """Create an API key. Scopes: keys:manage."""
        return cast("types.CreatedApiKey", self._call(
            "POST",
            "/v1/api-keys",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_appointment(
        self,
        body: types.NewAppointment,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Appointment:
        """Book an appointment. Scopes: appointments:write."""
        return cast("types.Appointment", self._call(
            "POST",
            "/v1/appointments",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_appointment_reminder(
        self,
        appointment_id: types.Id,
        body: types.NewAppointmentReminder,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.AppointmentReminder:
        """Add a reminder to an appointment. Scopes: appointments:write."""
        return cast("types.AppointmentReminder", self._call(
            "POST",
            "/v1/appointments/{appointment_id}/reminders",
            path={"appointment_id": appointment_id},
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_appointment_series(
        self,
        body: types.NewAppointmentSeries,
        *,
        idempotency_key: str | None = None,
        business_id: types.Id | None = None,
    ) -> types.AppointmentSeries:
        """Book a series. Scopes: appointments:write."""
        return cast("types.AppointmentSeries", self._call(
            "POST",
            "/v1/appointment-series",
            headers={"Idempotency-Key": idempotency_key or new_idempotency_key(), "X-Business-Id": business_id},
            body=body,
        ))

    def create_business(self, body: types.NewBusiness, *, idempotency_key: str | None = None) -> types.Business:
        """Create a business."""
        return cast("types.Business", self._call(
            "POST",
            "/v1/businesses",
            headers={"Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_call(
        self,
        body: types.NewCall,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Call:
        """Log a call. Scopes: calls:write."""
        return cast("types.Call", self._call(
            "POST",
            "/v1/calls",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_channel(
        self,
        body: types.NewChannel,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Channel:
        """Add a channel. Scopes: integrations:manage."""
        return cast("types.Channel", self._call(
            "POST",
            "/v1/channels",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_conversation(
        self,
        body: types.NewConversation,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Conversation:
        """Open a conversation. Scopes: conversations:write."""
        return cast("types.Conversation", self._call(
            "POST",
            "/v1/conversations",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_conversation_message(
        self,
        conversation_id: types.Id,
        body: types.NewConversationMessage,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Message:
        """Write in a conversation. Scopes: conversations:write, messages:send."""
        return cast("types.Message", self._call(
            "POST",
            "/v1/conversations/{conversation_id}/messages",
            path={"conversation_id": conversation_id},
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_custom_field(
        self,
        body: types.NewCustomField,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.CustomField:
        """Define a custom field. Scopes: settings:manage."""
        return cast("types.CustomField", self._call(
            "POST",
            "/v1/custom-fields",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_customer(
        self,
        body: types.NewCustomer,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Customer:
        """Create a customer. Scopes: customers:write."""
        return cast("types.Customer", self._call(
            "POST",
            "/v1/customers",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_customer_note(
        self,
        customer_id: types.Id,
        body: types.NewCustomerNote,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.CustomerNote:
        """Write a note on a customer. Scopes: customers:write."""
        return cast("types.CustomerNote", self._call(
            "POST",
            "/v1/customers/{customer_id}/notes",
            path={"customer_id": customer_id},
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_integration(
        self,
        body: types.NewIntegration,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.IntegrationWithSecret:
        """Connect a provider. Scopes: integrations:manage."""
        return cast("types.IntegrationWithSecret", self._call(
            "POST",
            "/v1/integrations",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_invitation(
        self,
        body: types.NewInvitation,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Invitation:
        """Invite a person. Scopes: team:write."""
        return cast("types.Invitation", self._call(
            "POST",
            "/v1/invitations",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_message_template(
        self,
        body: types.NewMessageTemplate,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.MessageTemplate:
        """Create a message template. Scopes: templates:write."""
        return cast("types.MessageTemplate", self._call(
            "POST",
            "/v1/message-templates",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_sandbox(self, business_id: types.Id, *, idempotency_key: str | None = None) -> types.Business:
        """Create the sandbox of a business. Scopes: business:write."""
        return cast("types.Business", self._call(
            "POST",
            "/v1/businesses/{business_id}/sandbox",
            path={"business_id": business_id},
            headers={"Idempotency-Key": idempotency_key or new_idempotency_key()},
        ))

    def create_service(
        self,
        body: types.NewService,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Service:
        """Create a service. Scopes: services:write."""
        return cast("types.Service", self._call(
            "POST",
            "/v1/services",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_slot_hold(
        self,
        body: types.NewSlotHold,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.SlotHold:
        """Hold a time. Scopes: appointments:write."""
        return cast("types.SlotHold", self._call(
            "POST",
            "/v1/slot-holds",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_suppression(
        self,
        body: types.NewSuppression,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Suppression:
        """Suppress an address. Scopes: consent:write."""
        return cast("types.Suppression", self._call(
            "POST",
            "/v1/suppressions",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_time_off(
        self,
        body: types.NewTimeOff,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.TimeOff:
        """Enter time off. Scopes: time_off:write."""
        return cast("types.TimeOff", self._call(
            "POST",
            "/v1/time-off",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def create_waitlist_entry(
        self,
        body: types.NewWaitlistEntry,
        *,
        idempotency_key: str | None = None,
        business_id: types.Id | None = None,
    ) -> types.WaitlistEntry:
        """Put a customer on the waitlist. Scopes: appointments:write."""
        return cast("types.WaitlistEntry", self._call(
            "POST",
            "/v1/waitlist-entries",
            headers={"Idempotency-Key": idempotency_key or new_idempotency_key(), "X-Business-Id": business_id},
            body=body,
        ))

    def decline_waitlist_offer(
        self,
        waitlist_entry_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.WaitlistEntry:
        """Decline an offer for the customer. Scopes: appointments:write."""
        return cast("types.WaitlistEntry", self._call(
            "POST",
            "/v1/waitlist-entries/{waitlist_entry_id}/decline",
            path={"waitlist_entry_id": waitlist_entry_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def delete_customer(
        self,
        customer_id: types.Id,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> None:
        """Delete a customer. Scopes: customers:delete."""
        self._call(
            "DELETE",
            "/v1/customers/{customer_id}",
            path={"customer_id": customer_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
        )

    def delete_customer_note(
        self,
        customer_id: types.Id,
        note_id: types.Id,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> None:
        """Delete a note. Scopes: customers:write."""
        self._call(
            "DELETE",
            "/v1/customers/{customer_id}/notes/{note_id}",
            path={"customer_id": customer_id, "note_id": note_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
        )

    def delete_integration(
        self,
        integration_id: types.Id,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> None:
        """Delete an integration. Scopes: integrations:manage."""
        self._call(
            "DELETE",
            "/v1/integrations/{integration_id}",
            path={"integration_id": integration_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
        )

    def delete_time_off(
        self,
        time_off_id: types.Id,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> None:
        """Delete time off. Scopes: time_off:write."""
        self._call(
            "DELETE",
            "/v1/time-off/{time_off_id}",
            path={"time_off_id": time_off_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
        )

    def disable_totp(self, body: types.SecondFactorProof) -> None:
        """Switch the second factor off."""
        self._call("POST", "/v1/auth/totp/disable", body=body)

    def disconnect_calendar_connection(
        self,
        calendar_connection_id: types.Id,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
        idempotency_key: str | None = None,
    ) -> types.CalendarConnection:
        """Disconnect a calendar. Scopes: calendars:manage."""
        return cast("types.CalendarConnection", self._call(
            "POST",
            "/v1/calendar-connections/{calendar_connection_id}/disconnect",
            path={"calendar_connection_id": calendar_connection_id},
            headers={
                "X-Business-Id": business_id,
                "If-Match": if_match,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
            },
        ))

    def enrol_totp(self, body: types.NewTotp) -> types.TotpSecret:
        """Enrol an authenticator app."""
        return cast("types.TotpSecret", self._call("POST", "/v1/auth/totp", body=body))

    def explain_availability(
        self,
        *,
        business_id: types.Id | None = None,
        service_id: types.Id | None = None,
        member_id: types.Id | None = None,
        starts_at: types.Instant | None = None,
        party_size: int | None = None,
        booked_by: types.BookedBy | None = None,
        time_zone: types.TimeZone | None = None,
    ) -> types.AvailabilityExplanation:
        """Explain why a time can be had or not. Scopes: appointments:read."""
        return cast("types.AvailabilityExplanation", self._call(
            "GET",
            "/v1/availability/explain",
            query={
                "service_id": service_id,
                "member_id": member_id,
                "starts_at": starts_at,
                "party_size": party_size,
                "booked_by": booked_by,
                "time_zone": time_zone,
            },
            headers={"X-Business-Id": business_id},
        ))

    def get_api_key(self, api_key_id: types.Id, *, business_id: types.Id | None = None) -> types.ApiKey:
        """Get an API key. Scopes: keys:manage."""
        return cast("types.ApiKey", self._call(
            "GET",
            "/v1/api-keys/{api_key_id}",
            path={"api_key_id": api_key_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_appointment(self, appointment_id: types.Id, *, business_id: types.Id | None = None) -> types.Appointment:
        """Get an appointment. Scopes: appointments:read."""
        return cast("types.Appointment", self._call(
            "GET",
            "/v1/appointments/{appointment_id}",
            path={"appointment_id": appointment_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_appointment_calendar_file(self, appointment_id: types.Id, *, business_id: types.Id | None = None) -> types.CalendarFile:
        """Get an appointment as a calendar file. Scopes: appointments:read."""
        return cast("types.CalendarFile", self._call(
            "GET",
            "/v1/appointments/{appointment_id}/calendar.ics",
            path={"appointment_id": appointment_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_appointment_calendar_sync(self, appointment_id: types.Id, *, business_id: types.Id | None = None) -> types.CalendarSync:
        """Get what stands of an appointment in a calendar. Scopes: appointments:read."""
        return cast("types.CalendarSync", self._call(
            "GET",
            "/v1/appointments/{appointment_id}/calendar-sync",
            path={"appointment_id": appointment_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_appointment_reminder(
        self,
        appointment_id: types.Id,
        reminder_id: types.Id,
        *,
        business_id: types.Id | None = None,
    ) -> types.AppointmentReminder:
        """Get a reminder. Scopes: appointments:read."""
        return cast("types.AppointmentReminder", self._call(
            "GET",
            "/v1/appointments/{appointment_id}/reminders/{reminder_id}",
            path={"appointment_id": appointment_id, "reminder_id": reminder_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_appointment_series(self, series_id: types.Id, *, business_id: types.Id | None = None) -> types.AppointmentSeries:
        """Get a series. Scopes: appointments:read."""
        return cast("types.AppointmentSeries", self._call(
            "GET",
            "/v1/appointment-series/{series_id}",
            path={"series_id": series_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_business(self, business_id: types.Id) -> types.Business:
        """Get a business. Scopes: business:read."""
        return cast("types.Business", self._call("GET", "/v1/businesses/{business_id}", path={"business_id": business_id}))

    def get_business_hours(self, business_id: types.Id) -> types.BusinessHours:
        """Get the business hours. Scopes: business:read."""
        return cast("types.BusinessHours", self._call("GET", "/v1/businesses/{business_id}/hours", path={"business_id": business_id}))

    def get_calendar_connection(self, calendar_connection_id: types.Id, *, business_id: types.Id | None = None) -> types.CalendarConnection:
        """Get a calendar connection. Scopes: calendars:manage."""
        return cast("types.CalendarConnection", self._call(
            "GET",
            "/v1/calendar-connections/{calendar_connection_id}",
            path={"calendar_connection_id": calendar_connection_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_call(self, call_id: types.Id, *, business_id: types.Id | None = None) -> types.Call:
        """Get a call. Scopes: calls:read."""
        return cast("types.Call", self._call(
            "GET",
            "/v1/calls/{call_id}",
            path={"call_id": call_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_call_recording(self, call_id: types.Id, *, business_id: types.Id | None = None) -> types.CallRecordingLink:
        """Get a link to the recording of a call. Scopes: recordings:read."""
        return cast("types.CallRecordingLink", self._call(
            "GET",
            "/v1/calls/{call_id}/recording",
            path={"call_id": call_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_call_transcript(self, call_id: types.Id, *, business_id: types.Id | None = None) -> types.CallTranscript:
        """Get what was said in a call. Scopes: recordings:read."""
        return cast("types.CallTranscript", self._call(
            "GET",
            "/v1/calls/{call_id}/transcript",
            path={"call_id": call_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_channel(self, channel_id: types.Id, *, business_id: types.Id | None = None) -> types.Channel:
        """Get a channel. Scopes: channels:read."""
        return cast("types.Channel", self._call(
            "GET",
            "/v1/channels/{channel_id}",
            path={"channel_id": channel_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_conversation(self, conversation_id: types.Id, *, business_id: types.Id | None = None) -> types.Conversation:
        """Get a conversation. Scopes: conversations:read."""
        return cast("types.Conversation", self._call(
            "GET",
            "/v1/conversations/{conversation_id}",
            path={"conversation_id": conversation_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_custom_field(self, custom_field_id: types.Id, *, business_id: types.Id | None = None) -> types.CustomField:
        """Get a custom field. Scopes: customers:read."""
        return cast("types.CustomField", self._call(
            "GET",
            "/v1/custom-fields/{custom_field_id}",
            path={"custom_field_id": custom_field_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_customer(self, customer_id: types.Id, *, business_id: types.Id | None = None) -> types.Customer:
        """Get a customer. Scopes: customers:read."""
        return cast("types.Customer", self._call(
            "GET",
            "/v1/customers/{customer_id}",
            path={"customer_id": customer_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_customer_consent(self, customer_id: types.Id, consent_id: types.Id, *, business_id: types.Id | None = None) -> types.Consent:
        """Get a consent. Scopes: consent:read."""
        return cast("types.Consent", self._call(
            "GET",
            "/v1/customers/{customer_id}/consents/{consent_id}",
            path={"customer_id": customer_id, "consent_id": consent_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_customer_contactability(
        self,
        customer_id: types.Id,
        *,
        business_id: types.Id | None = None,
        category: types.MessageCategory | None = None,
        channel: types.ContactChannel | None = None,
        at: types.Instant | None = None,
    ) -> types.Contactability:
        """Ask whether a customer may be contacted. Scopes: consent:read."""
        return cast("types.Contactability", self._call(
            "GET",
            "/v1/customers/{customer_id}/contactability",
            path={"customer_id": customer_id},
            query={"category": category, "channel": channel, "at": at},
            headers={"X-Business-Id": business_id},
        ))

    def get_customer_note(self, customer_id: types.Id, note_id: types.Id, *, business_id: types.Id | None = None) -> types.CustomerNote:
        """Get a note. Scopes: customers:read."""
        return cast("types.CustomerNote", self._call(
            "GET",
            "/v1/customers/{customer_id}/notes/{note_id}",
            path={"customer_id": customer_id, "note_id": note_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_customer_totals(self, customer_id: types.Id, *, business_id: types.Id | None = None) -> types.CustomerTotals:
        """Get the totals of a customer. Scopes: customers:read."""
        return cast("types.CustomerTotals", self._call(
            "GET",
            "/v1/customers/{customer_id}/totals",
            path={"customer_id": customer_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_event(self, event_id: types.Id, *, business_id: types.Id | None = None) -> types.Event:
        """Get an event. Scopes: events:read."""
        return cast("types.Event", self._call(
            "GET",
            "/v1/events/{event_id}",
            path={"event_id": event_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_inbound_webhook(self, inbound_webhook_id: types.Id, *, business_id: types.Id | None = None) -> types.InboundWebhookDetails:
        """Get what a provider has sent. Scopes: integrations:manage."""
        return cast("types.InboundWebhookDetails", self._call(
            "GET",
            "/v1/inbound-webhooks/{inbound_webhook_id}",
            path={"inbound_webhook_id": inbound_webhook_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_inbound_webhook_stats(self, *, business_id: types.Id | None = None, hours: int | None = None) -> types.InboundWebhookStats:
        """Count what providers have sent. Scopes: integrations:manage."""
        return cast("types.InboundWebhookStats", self._call(
            "GET",
            "/v1/inbound-webhooks/stats",
            query={"hours": hours},
            headers={"X-Business-Id": business_id},
        ))

    def get_integration(self, integration_id: types.Id, *, business_id: types.Id | None = None) -> types.Integration:
        """Get an integration. Scopes: integrations:manage."""
        return cast("types.Integration", self._call(
            "GET",
            "/v1/integrations/{integration_id}",
            path={"integration_id": integration_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_invitation(self, invitation_id: types.Id, *, business_id: types.Id | None = None) -> types.Invitation:
        """Get an invitation. Scopes: team:write."""
        return cast("types.Invitation", self._call(
            "GET",
            "/v1/invitations/{invitation_id}",
            path={"invitation_id": invitation_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_jwks(self) -> types.JwkSet:
        """Get the public keys."""
        return cast("types.JwkSet", self._call("GET", "/.well-known/jwks.json"))

    def get_limits(self, *, business_id: types.Id | None = None) -> types.Limits:
        """Get the limits that apply to the caller. Scopes: business:read."""
        return cast("types.Limits", self._call("GET", "/v1/meta/limits", headers={"X-Business-Id": business_id}))

    def get_liveness(self) -> types.Liveness:
        """Say that the process is alive."""
        return cast("types.Liveness", self._call("GET", "/livez"))

    def get_me(self, *, business_id: types.Id | None = None) -> types.Me:
        """Get who is calling."""
        return cast("types.Me", self._call("GET", "/v1/me", headers={"X-Business-Id": business_id}))

    def get_message(self, message_id: types.Id, *, business_id: types.Id | None = None) -> types.Message:
        """Get a message. Scopes: conversations:read."""
        return cast("types.Message", self._call(
            "GET",
            "/v1/messages/{message_id}",
            path={"message_id": message_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_message_template(self, message_template_id: types.Id, *, business_id: types.Id | None = None) -> types.MessageTemplate:
        """Get a message template. Scopes: templates:read."""
        return cast("types.MessageTemplate", self._call(
            "GET",
            "/v1/message-templates/{message_template_id}",
            path={"message_template_id": message_template_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_messaging_policy(self, *, business_id: types.Id | None = None) -> types.MessagingPolicy:
        """Get the messaging policy. Scopes: business:read."""
        return cast("types.MessagingPolicy", self._call("GET", "/v1/messaging-policy", headers={"X-Business-Id": business_id}))

    def get_meta(self) -> types.Meta:
        """Get what is running."""
        return cast("types.Meta", self._call("GET", "/v1/meta"))

    def get_openapi(self, *, if_none_match: str | None = None) -> types.OpenapiDocument:
        """Get this contract."""
        return cast("types.OpenapiDocument", self._call("GET", "/openapi.json", headers={"If-None-Match": if_none_match}))

    def get_readiness(self) -> types.Readiness:
        """Say whether requests can be served."""
        return cast("types.Readiness", self._call("GET", "/readyz"))

    def get_reminder_rules(self, *, business_id: types.Id | None = None) -> types.ReminderRules:
        """Get the reminder rules. Scopes: appointments:read."""
        return cast("types.ReminderRules", self._call("GET", "/v1/reminder-rules", headers={"X-Business-Id": business_id}))

    def get_service(self, service_id: types.Id, *, business_id: types.Id | None = None) -> types.Service:
        """Get a service. Scopes: services:read."""
        return cast("types.Service", self._call(
            "GET",
            "/v1/services/{service_id}",
            path={"service_id": service_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_slot_hold(self, slot_hold_id: types.Id, *, business_id: types.Id | None = None) -> types.SlotHold:
        """Get a hold. Scopes: appointments:read."""
        return cast("types.SlotHold", self._call(
            "GET",
            "/v1/slot-holds/{slot_hold_id}",
            path={"slot_hold_id": slot_hold_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_suppression(self, suppression_id: types.Id, *, business_id: types.Id | None = None) -> types.Suppression:
        """Get a suppression. Scopes: consent:read."""
        return cast("types.Suppression", self._call(
            "GET",
            "/v1/suppressions/{suppression_id}",
            path={"suppression_id": suppression_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_tag_rename(self, tag_rename_id: types.Id, *, business_id: types.Id | None = None) -> types.TagRename:
        """Get the rename of a tag. Scopes: customers:read."""
        return cast("types.TagRename", self._call(
            "GET",
            "/v1/tag-renames/{tag_rename_id}",
            path={"tag_rename_id": tag_rename_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_team_member(self, member_id: types.Id, *, business_id: types.Id | None = None) -> types.TeamMember:
        """Get a team member. Scopes: team:read."""
        return cast("types.TeamMember", self._call(
            "GET",
            "/v1/team-members/{member_id}",
            path={"member_id": member_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_time_off(self, time_off_id: types.Id, *, business_id: types.Id | None = None) -> types.TimeOff:
        """Get time off. Scopes: team:read."""
        return cast("types.TimeOff", self._call(
            "GET",
            "/v1/time-off/{time_off_id}",
            path={"time_off_id": time_off_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_totp(self) -> types.TotpState:
        """Get the state of the second factor."""
        return cast("types.TotpState", self._call("GET", "/v1/auth/totp"))

    def get_waitlist_entry(self, waitlist_entry_id: types.Id, *, business_id: types.Id | None = None) -> types.WaitlistEntry:
        """Get an entry of the waitlist. Scopes: appointments:read."""
        return cast("types.WaitlistEntry", self._call(
            "GET",
            "/v1/waitlist-entries/{waitlist_entry_id}",
            path={"waitlist_entry_id": waitlist_entry_id},
            headers={"X-Business-Id": business_id},
        ))

    def get_working_hours(self, member_id: types.Id, *, business_id: types.Id | None = None) -> types.WorkingHours:
        """Get the working hours of a member. Scopes: team:read."""
        return cast("types.WorkingHours", self._call(
            "GET",
            "/v1/team-members/{member_id}/working-hours",
            path={"member_id": member_id},
            headers={"X-Business-Id": business_id},
        ))

    def lift_suppression(
        self,
        suppression_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Suppression:
        """Lift a suppression. Scopes: consent:write."""
        return cast("types.Suppression", self._call(
            "POST",
            "/v1/suppressions/{suppression_id}/lift",
            path={"suppression_id": suppression_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def list_api_keys(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        status: list[types.ApiKeyStatus] | None = None,
    ) -> types.ApiKeyPage:
        """List API keys. Scopes: keys:manage."""
        return cast("types.ApiKeyPage", self._call(
            "GET",
            "/v1/api-keys",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "status": status,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_appointment_history(
        self,
        appointment_id: types.Id,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        sort: Literal["created_at", "-created_at"] | None = None,
    ) -> types.AppointmentHistoryPage:
        """List what happened to an appointment. Scopes: appointments:read."""
        return cast("types.AppointmentHistoryPage", self._call(
            "GET",
            "/v1/appointments/{appointment_id}/history",
            path={"appointment_id": appointment_id},
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "sort": sort,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_appointment_reminders(
        self,
        appointment_id: types.Id,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        state: list[types.ReminderState] | None = None,
        channel: types.ReminderChannel | None = None,
    ) -> types.AppointmentReminderPage:
        """List the reminders of an appointment. Scopes: appointments:read."""
        return cast("types.AppointmentReminderPage", self._call(
            "GET",
            "/v1/appointments/{appointment_id}/reminders",
            path={"appointment_id": appointment_id},
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "state": state,
                "channel": channel,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_appointment_series(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        customer_id: types.Id | None = None,
        service_id: types.Id | None = None,
        member_id: types.Id | None = None,
        status: list[types.SeriesStatus] | None = None,
    ) -> types.AppointmentSeriesPage:
        """List series. Scopes: appointments:read."""
        return cast("types.AppointmentSeriesPage", self._call(
            "GET",
            "/v1/appointment-series",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "customer_id": customer_id,
                "service_id": service_id,
                "member_id": member_id,
                "status": status,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_appointments(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        starts_from: types.Instant | None = None,
        starts_before: types.Instant | None = None,
        status: list[types.AppointmentStatus] | None = None,
        payment_status: list[types.AppointmentPaymentStatus] | None = None,
        customer_id: types.Id | None = None,
        member_id: types.Id | None = None,
        service_id: types.Id | None = None,
        series_id: types.Id | None = None,
        sort: Literal["created_at", "-created_at", "starts_at", "-starts_at"] | None = None,
    ) -> types.AppointmentPage:
        """List appointments. Scopes: appointments:read."""
        return cast("types.AppointmentPage", self._call(
            "GET",
            "/v1/appointments",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "starts_from": starts_from,
                "starts_before": starts_before,
                "status": status,
                "payment_status": payment_status,
                "customer_id": customer_id,
                "member_id": member_id,
                "service_id": service_id,
                "series_id": series_id,
                "sort": sort,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_audit_logs(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        action: types.AuditAction | None = None,
        resource_type: types.AuditResourceType | None = None,
        resource_id: types.Id | None = None,
        actor_id: types.Id | None = None,
    ) -> types.AuditLogPage:
        """List the audit log. Scopes: audit:read."""
        return cast("types.AuditLogPage", self._call(
            "GET",
            "/v1/audit-logs",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "action": action,
                "resource_type": resource_type,
                "resource_id": resource_id,
                "actor_id": actor_id,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_available_slots(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        service_id: types.Id | None = None,
        member_id: types.Id | None = None,
        from_: types.Instant | None = None,
        before: types.Instant | None = None,
        party_size: int | None = None,
        booked_by: types.BookedBy | None = None,
        time_zone: types.TimeZone | None = None,
    ) -> types.AvailableSlotPage:
        """List times that can be had. Scopes: appointments:read."""
        return cast("types.AvailableSlotPage", self._call(
            "GET",
            "/v1/availability/slots",
            query={
                "limit": limit,
                "cursor": cursor,
                "service_id": service_id,
                "member_id": member_id,
                "from": from_,
                "before": before,
                "party_size": party_size,
                "booked_by": booked_by,
                "time_zone": time_zone,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_businesses(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        status: list[types.BusinessStatus] | None = None,
    ) -> types.BusinessPage:
        """List the businesses of a person."""
        return cast("types.BusinessPage", self._call(
            "GET",
            "/v1/businesses",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "status": status,
            },
        ))

    def list_calendar_connections(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        member_id: list[types.Id] | None = None,
        status: list[types.CalendarConnectionStatus] | None = None,
    ) -> types.CalendarConnectionPage:
        """List calendar connections. Scopes: calendars:manage."""
        return cast("types.CalendarConnectionPage", self._call(
            "GET",
            "/v1/calendar-connections",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "member_id": member_id,
                "status": status,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_calls(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        direction: types.CallDirection | None = None,
        status: list[types.CallStatus] | None = None,
        result: list[types.CallResult] | None = None,
        disposition: list[types.CallDisposition] | None = None,
        customer_id: types.Id | None = None,
        member_id: types.Id | None = None,
        from_: types.PhoneNumber | None = None,
        to: types.PhoneNumber | None = None,
        follow_up_until: types.CalendarDate | None = None,
    ) -> types.CallPage:
        """List calls. Scopes: calls:read."""
        return cast("types.CallPage", self._call(
            "GET",
            "/v1/calls",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "direction": direction,
                "status": status,
                "result": result,
                "disposition": disposition,
                "customer_id": customer_id,
                "member_id": member_id,
                "from": from_,
                "to": to,
                "follow_up_until": follow_up_until,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_channels(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        type: list[types.ChannelType] | None = None,
        status: list[types.ChannelStatus] | None = None,
    ) -> types.ChannelPage:
        """List channels. Scopes: channels:read."""
        return cast("types.ChannelPage", self._call(
            "GET",
            "/v1/channels",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "type": type,
                "status": status,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_conversation_messages(
        self,
        conversation_id: types.Id,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        direction: types.MessageDirection | None = None,
        status: list[types.MessageStatus] | None = None,
    ) -> types.MessagePage:
        """List the messages of a conversation. Scopes: conversations:read."""
        return cast("types.MessagePage", self._call(
            "GET",
            "/v1/conversations/{conversation_id}/messages",
            path={"conversation_id": conversation_id},
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "direction": direction,
                "status": status,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_conversations(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        status: list[types.ConversationStatus] | None = None,
        channel_type: list[types.ConversationChannelType] | None = None,
        channel_id: types.Id | None = None,
        customer_id: types.Id | None = None,
        assignee_id: types.Id | None = None,
        unassigned: bool | None = None,
        priority: list[types.ConversationPriority] | None = None,
        thread_type: list[types.ThreadType] | None = None,
        tag: list[types.Tag] | None = None,
        unread: bool | None = None,
        snoozed: bool | None = None,
        sort: Literal["last_message_at", "-last_message_at", "created_at", "-created_at", "updated_at", "-updated_at"] | None = None,
    ) -> types.ConversationPage:
        """List conversations. Scopes: conversations:read."""
        return cast("types.ConversationPage", self._call(
            "GET",
            "/v1/conversations",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "status": status,
                "channel_type": channel_type,
                "channel_id": channel_id,
                "customer_id": customer_id,
                "assignee_id": assignee_id,
                "unassigned": unassigned,
                "priority": priority,
                "thread_type": thread_type,
                "tag": tag,
                "unread": unread,
                "snoozed": snoozed,
                "sort": sort,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_custom_fields(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        status: list[types.CustomFieldStatus] | None = None,
    ) -> types.CustomFieldPage:
        """List custom fields. Scopes: customers:read."""
        return cast("types.CustomFieldPage", self._call(
            "GET",
            "/v1/custom-fields",
            query={"limit": limit, "cursor": cursor, "status": status},
            headers={"X-Business-Id": business_id},
        ))

    def list_customer_consents(
        self,
        customer_id: types.Id,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        channel: list[types.ContactChannel] | None = None,
        purpose: types.ConsentPurpose | None = None,
    ) -> types.ConsentPage:
        """List the consents of a customer. Scopes: consent:read."""
        return cast("types.ConsentPage", self._call(
            "GET",
            "/v1/customers/{customer_id}/consents",
            path={"customer_id": customer_id},
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "channel": channel,
                "purpose": purpose,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_customer_notes(
        self,
        customer_id: types.Id,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        pinned: bool | None = None,
    ) -> types.CustomerNotePage:
        """List the notes on a customer. Scopes: customers:read."""
        return cast("types.CustomerNotePage", self._call(
            "GET",
            "/v1/customers/{customer_id}/notes",
            path={"customer_id": customer_id},
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "pinned": pinned,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_customer_timeline(
        self,
        customer_id: types.Id,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        type: list[types.CustomerTimelineType] | None = None,
    ) -> types.CustomerTimelinePage:
        """List what happened with a customer. Scopes: customers:read."""
        return cast("types.CustomerTimelinePage", self._call(
            "GET",
            "/v1/customers/{customer_id}/timeline",
            path={"customer_id": customer_id},
            query={"limit": limit, "cursor": cursor, "type": type},
            headers={"X-Business-Id": business_id},
        ))

    def list_customers(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        q: str | None = None,
        email: types.EmailAddress | None = None,
        phone: types.PhoneNumber | None = None,
        external_id: types.ExternalId | None = None,
        tag: list[types.Tag] | None = None,
        lifecycle_stage: list[types.LifecycleStage] | None = None,
        status: list[types.CustomerStatus] | None = None,
        owner_member_id: types.Id | None = None,
        custom_field: list[types.CustomFieldFilter] | None = None,
        sort: Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name"] | None = None,
        include_deleted: bool | None = None,
    ) -> types.CustomerPage:
        """List customers. Scopes: customers:read."""
        return cast("types.CustomerPage", self._call(
            "GET",
            "/v1/customers",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "q": q,
                "email": email,
                "phone": phone,
                "external_id": external_id,
                "tag": tag,
                "lifecycle_stage": lifecycle_stage,
                "status": status,
                "owner_member_id": owner_member_id,
                "custom_field": custom_field,
                "sort": sort,
                "include_deleted": include_deleted,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_duplicate_customers(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        customer_id: types.Id | None = None,
    ) -> types.CustomerDuplicatePage:
        """List customers that may be the same person. Scopes: customers:read, customers:write."""
        return cast("types.CustomerDuplicatePage", self._call(
            "GET",
            "/v1/customers/duplicates",
            query={"limit": limit, "cursor": cursor, "customer_id": customer_id},
            headers={"X-Business-Id": business_id},
        ))

    def list_error_codes(self) -> types.ErrorCodeCatalogue:
        """List the error codes."""
        return cast("types.ErrorCodeCatalogue", self._call("GET", "/v1/meta/error-codes"))

    def list_event_types(self) -> types.EventTypeCatalogue:
        """List the event types."""
        return cast("types.EventTypeCatalogue", self._call("GET", "/v1/meta/event-types"))

    def list_events(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        after: types.EventPosition | None = None,
        type: list[types.EventType] | None = None,
    ) -> types.EventPage:
        """Follow the events. Scopes: events:read."""
        return cast("types.EventPage", self._call(
            "GET",
            "/v1/events",
            query={"limit": limit, "after": after, "type": type},
            headers={"X-Business-Id": business_id},
        ))

    def list_inbound_webhooks(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        status: list[types.InboundWebhookStatus] | None = None,
        kind: list[types.InboundWebhookKind] | None = None,
        integration_id: types.Id | None = None,
    ) -> types.InboundWebhookPage:
        """List what providers have sent. Scopes: integrations:manage."""
        return cast("types.InboundWebhookPage", self._call(
            "GET",
            "/v1/inbound-webhooks",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "status": status,
                "kind": kind,
                "integration_id": integration_id,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_integrations(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        provider: list[types.IntegrationProvider] | None = None,
        status: list[types.IntegrationStatus] | None = None,
    ) -> types.IntegrationPage:
        """List integrations. Scopes: integrations:manage."""
        return cast("types.IntegrationPage", self._call(
            "GET",
            "/v1/integrations",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "provider": provider,
                "status": status,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_invitations(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        status: list[types.InvitationStatus] | None = None,
    ) -> types.InvitationPage:
        """List invitations. Scopes: team:write."""
        return cast("types.InvitationPage", self._call(
            "GET",
            "/v1/invitations",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "status": status,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_message_templates(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        status: list[types.MessageTemplateStatus] | None = None,
        channel: types.MessageTemplateChannel | None = None,
        category: list[types.MessageCategory] | None = None,
    ) -> types.MessageTemplatePage:
        """List message templates. Scopes: templates:read."""
        return cast("types.MessageTemplatePage", self._call(
            "GET",
            "/v1/message-templates",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "status": status,
                "channel": channel,
                "category": category,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_messages(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        customer_id: types.Id | None = None,
        channel_id: types.Id | None = None,
        direction: types.MessageDirection | None = None,
        category: list[types.MessageCategory] | None = None,
        status: list[types.MessageStatus] | None = None,
        possibly_sent_twice: bool | None = None,
    ) -> types.MessagePage:
        """List messages. Scopes: conversations:read."""
        return cast("types.MessagePage", self._call(
            "GET",
            "/v1/messages",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "customer_id": customer_id,
                "channel_id": channel_id,
                "direction": direction,
                "category": category,
                "status": status,
                "possibly_sent_twice": possibly_sent_twice,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_permissions(self) -> types.PermissionTable:
        """List roles, scopes and what they allow."""
        return cast("types.PermissionTable", self._call("GET", "/v1/meta/permissions"))

    def list_service_categories(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> types.ServiceCategoryPage:
        """List the categories of services. Scopes: services:read."""
        return cast("types.ServiceCategoryPage", self._call(
            "GET",
            "/v1/service-categories",
            query={"limit": limit, "cursor": cursor},
            headers={"X-Business-Id": business_id},
        ))

    def list_services(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        status: list[types.ServiceStatus] | None = None,
        category: list[types.ServiceCategoryName] | None = None,
        member_id: types.Id | None = None,
        bookable_online: bool | None = None,
        q: str | None = None,
        sort: Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name"] | None = None,
    ) -> types.ServicePage:
        """List services. Scopes: services:read."""
        return cast("types.ServicePage", self._call(
            "GET",
            "/v1/services",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "status": status,
                "category": category,
                "member_id": member_id,
                "bookable_online": bookable_online,
                "q": q,
                "sort": sort,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_sessions(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
    ) -> types.SessionPage:
        """List sessions."""
        return cast("types.SessionPage", self._call(
            "GET",
            "/v1/auth/sessions",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
            },
        ))

    def list_suppressions(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        active: bool | None = None,
        channel: list[types.ContactChannel] | None = None,
        reason: list[types.SuppressionReason] | None = None,
        address: types.ContactAddress | None = None,
    ) -> types.SuppressionPage:
        """List suppressions. Scopes: consent:read."""
        return cast("types.SuppressionPage", self._call(
            "GET",
            "/v1/suppressions",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "active": active,
                "channel": channel,
                "reason": reason,
                "address": address,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_tags(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        q: str | None = None,
    ) -> types.TagPage:
        """List the tags in use. Scopes: customers:read."""
        return cast("types.TagPage", self._call(
            "GET",
            "/v1/tags",
            query={"limit": limit, "cursor": cursor, "q": q},
            headers={"X-Business-Id": business_id},
        ))

    def list_team_members(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        role: list[types.Role] | None = None,
        status: list[types.TeamMemberStatus] | None = None,
        sort: Literal["created_at", "-created_at"] | None = None,
    ) -> types.TeamMemberPage:
        """List team members. Scopes: team:read."""
        return cast("types.TeamMemberPage", self._call(
            "GET",
            "/v1/team-members",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "role": role,
                "status": status,
                "sort": sort,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_time_off(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        member_id: types.Id | None = None,
        whole_business: bool | None = None,
        from_: types.Instant | None = None,
        before: types.Instant | None = None,
    ) -> types.TimeOffPage:
        """List time off. Scopes: team:read."""
        return cast("types.TimeOffPage", self._call(
            "GET",
            "/v1/time-off",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "member_id": member_id,
                "whole_business": whole_business,
                "from": from_,
                "before": before,
            },
            headers={"X-Business-Id": business_id},
        ))

    def list_waitlist_entries(
        self,
        *,
        business_id: types.Id | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        created_from: types.Instant | None = None,
        created_before: types.Instant | None = None,
        updated_from: types.Instant | None = None,
        updated_before: types.Instant | None = None,
        status: list[types.WaitlistStatus] | None = None,
        customer_id: types.Id | None = None,
        service_id: types.Id | None = None,
        member_id: types.Id | None = None,
    ) -> types.WaitlistEntryPage:
        """List the waitlist. Scopes: appointments:read."""
        return cast("types.WaitlistEntryPage", self._call(
            "GET",
            "/v1/waitlist-entries",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_before": created_before,
                "updated_from": updated_from,
                "updated_before": updated_before,
                "status": status,
                "customer_id": customer_id,
                "service_id": service_id,
                "member_id": member_id,
            },
            headers={"X-Business-Id": business_id},
        ))

    def log_in(self, body: types.LogIn) -> types.SessionTokens:
        """Log in."""
        return cast("types.SessionTokens", self._call("POST", "/v1/auth/log-in", body=body))

    def log_out(self) -> None:
        """Log out."""
        self._call("POST", "/v1/auth/log-out")

    def log_out_everywhere(self) -> None:
        """Log out everywhere."""
        self._call("POST", "/v1/auth/log-out-everywhere")

    def mark_appointment_no_show(
        self,
        appointment_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Appointment:
        """Mark an appointment as a no-show. Scopes: appointments:write."""
        return cast("types.Appointment", self._call(
            "POST",
            "/v1/appointments/{appointment_id}/no-show",
            path={"appointment_id": appointment_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def mark_conversation_read(
        self,
        conversation_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Conversation:
        """Mark a conversation as read. Scopes: conversations:write."""
        return cast("types.Conversation", self._call(
            "POST",
            "/v1/conversations/{conversation_id}/read",
            path={"conversation_id": conversation_id},
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
        ))

    def merge_customers(
        self,
        customer_id: types.Id,
        body: types.NewCustomerMerge,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.CustomerMerge:
        """Merge another customer into this one. Scopes: customers:delete, customers:write."""
        return cast("types.CustomerMerge", self._call(
            "POST",
            "/v1/customers/{customer_id}/merge",
            path={"customer_id": customer_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
            body=body,
        ))

    def preview_message(
        self,
        body: types.NewMessagePreview,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.MessagePreview:
        """Preview a message. Scopes: messages:send."""
        return cast("types.MessagePreview", self._call(
            "POST",
            "/v1/messages/preview",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def record_customer_consent(
        self,
        customer_id: types.Id,
        body: types.NewConsent,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Consent:
        """Record what a customer allowed or forbade. Scopes: consent:write."""
        return cast("types.Consent", self._call(
            "POST",
            "/v1/customers/{customer_id}/consents",
            path={"customer_id": customer_id},
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def refresh_session(self, body: types.SessionRefresh) -> types.SessionTokens:
        """Refresh a session."""
        return cast("types.SessionTokens", self._call("POST", "/v1/auth/refresh", body=body))

    def release_slot_hold(
        self,
        slot_hold_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.SlotHold:
        """Release a hold. Scopes: appointments:write."""
        return cast("types.SlotHold", self._call(
            "POST",
            "/v1/slot-holds/{slot_hold_id}/release",
            path={"slot_hold_id": slot_hold_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def remove_customer_tag(self, customer_id: types.Id, tag: types.Tag, *, business_id: types.Id | None = None) -> None:
        """Remove a tag from a customer. Scopes: customers:write."""
        self._call(
            "DELETE",
            "/v1/customers/{customer_id}/tags/{tag}",
            path={"customer_id": customer_id, "tag": tag},
            headers={"X-Business-Id": business_id},
        )

    def remove_team_member(
        self,
        member_id: types.Id,
        body: types.TeamMemberRemoval,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.TeamMemberRemovalResult:
        """Remove a team member. Scopes: team:write."""
        return cast("types.TeamMemberRemovalResult", self._call(
            "POST",
            "/v1/team-members/{member_id}/remove",
            path={"member_id": member_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
            body=body,
        ))

    def remove_waitlist_entry(
        self,
        waitlist_entry_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.WaitlistEntry:
        """Take a customer off the waitlist. Scopes: appointments:write."""
        return cast("types.WaitlistEntry", self._call(
            "POST",
            "/v1/waitlist-entries/{waitlist_entry_id}/remove",
            path={"waitlist_entry_id": waitlist_entry_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def rename_tag(
        self,
        tag: types.Tag,
        body: types.NewTagRename,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.TagRename:
        """Rename a tag. Scopes: settings:manage."""
        return cast("types.TagRename", self._call(
            "POST",
            "/v1/tags/{tag}/rename",
            path={"tag": tag},
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def replace_business_hours(
        self,
        business_id: types.Id,
        body: types.BusinessHoursSettings,
        *,
        if_match: str | int | None = None,
    ) -> types.BusinessHours:
        """Replace the business hours. Scopes: schedules:write."""
        return cast("types.BusinessHours", self._call(
            "PUT",
            "/v1/businesses/{business_id}/hours",
            path={"business_id": business_id},
            headers={"If-Match": if_match},
            body=body,
        ))

    def replace_messaging_policy(
        self,
        body: types.MessagingPolicySettings,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.MessagingPolicy:
        """Replace the messaging policy. Scopes: settings:manage."""
        return cast("types.MessagingPolicy", self._call(
            "PUT",
            "/v1/messaging-policy",
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def replace_recovery_codes(self, body: types.SecondFactorProof) -> types.RecoveryCodes:
        """Replace the recovery codes."""
        return cast("types.RecoveryCodes", self._call("POST", "/v1/auth/totp/recovery-codes", body=body))

    def replace_reminder_rules(
        self,
        body: types.ReminderRulesSettings,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.ReminderRules:
        """Replace the reminder rules. Scopes: schedules:write."""
        return cast("types.ReminderRules", self._call(
            "PUT",
            "/v1/reminder-rules",
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def replace_working_hours(
        self,
        member_id: types.Id,
        body: types.WorkingHoursSettings,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.WorkingHours:
        """Replace the working hours of a member. Scopes: schedules:write."""
        return cast("types.WorkingHours", self._call(
            "PUT",
            "/v1/team-members/{member_id}/working-hours",
            path={"member_id": member_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def reprocess_inbound_webhook(
        self,
        inbound_webhook_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.InboundWebhook:
        """Process once more what a provider has sent. Scopes: integrations:manage."""
        return cast("types.InboundWebhook", self._call(
            "POST",
            "/v1/inbound-webhooks/{inbound_webhook_id}/reprocess",
            path={"inbound_webhook_id": inbound_webhook_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def request_password_reset(self, body: types.PasswordResetRequest) -> types.PasswordResetAccepted:
        """Ask for a password reset."""
        return cast("types.PasswordResetAccepted", self._call("POST", "/v1/auth/password-reset", body=body))

    def reschedule_appointment(
        self,
        appointment_id: types.Id,
        body: types.AppointmentMove,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Appointment:
        """Move an appointment. Scopes: appointments:write."""
        return cast("types.Appointment", self._call(
            "POST",
            "/v1/appointments/{appointment_id}/reschedule",
            path={"appointment_id": appointment_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
            body=body,
        ))

    def reschedule_appointment_series(
        self,
        series_id: types.Id,
        body: types.SeriesMove,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.SeriesOutcome:
        """Move appointments of a series. Scopes: appointments:write."""
        return cast("types.SeriesOutcome", self._call(
            "POST",
            "/v1/appointment-series/{series_id}/reschedule",
            path={"series_id": series_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
            body=body,
        ))

    def resend_invitation(
        self,
        invitation_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Invitation:
        """Send an invitation again. Scopes: team:write."""
        return cast("types.Invitation", self._call(
            "POST",
            "/v1/invitations/{invitation_id}/resend",
            path={"invitation_id": invitation_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def resend_verification(self, body: types.VerificationResend) -> types.SignUpAccepted:
        """Send the verification mail again."""
        return cast("types.SignUpAccepted", self._call("POST", "/v1/auth/verify-email/resend", body=body))

    def reset_password(self, body: types.PasswordReset) -> None:
        """Reset a password."""
        self._call("POST", "/v1/auth/password-reset/confirm", body=body)

    def retry_message(
        self,
        message_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Message:
        """Send a failed message again. Scopes: messages:send."""
        return cast("types.Message", self._call(
            "POST",
            "/v1/messages/{message_id}/retry",
            path={"message_id": message_id},
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
        ))

    def revoke_api_key(
        self,
        api_key_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.ApiKey:
        """Revoke an API key. Scopes: keys:manage."""
        return cast("types.ApiKey", self._call(
            "POST",
            "/v1/api-keys/{api_key_id}/revoke",
            path={"api_key_id": api_key_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def revoke_invitation(
        self,
        invitation_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Invitation:
        """Revoke an invitation. Scopes: team:write."""
        return cast("types.Invitation", self._call(
            "POST",
            "/v1/invitations/{invitation_id}/revoke",
            path={"invitation_id": invitation_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def revoke_session(self, session_id: types.Id) -> None:
        """Revoke a session."""
        self._call("POST", "/v1/auth/sessions/{session_id}/revoke", path={"session_id": session_id})

    def rotate_api_key(
        self,
        api_key_id: types.Id,
        body: types.ApiKeyRotation,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.CreatedApiKey:
        """Replace an API key. Scopes: keys:manage."""
        return cast("types.CreatedApiKey", self._call(
            "POST",
            "/v1/api-keys/{api_key_id}/rotate",
            path={"api_key_id": api_key_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
            body=body,
        ))

    def rotate_integration_secret(
        self,
        integration_id: types.Id,
        body: types.IntegrationRotation,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.IntegrationWithSecret:
        """Give an integration new secrets. Scopes: integrations:manage."""
        return cast("types.IntegrationWithSecret", self._call(
            "POST",
            "/v1/integrations/{integration_id}/rotate-secret",
            path={"integration_id": integration_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
            body=body,
        ))

    def send_message(
        self,
        body: types.NewMessage,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.Message:
        """Send a message. Scopes: messages:send."""
        return cast("types.Message", self._call(
            "POST",
            "/v1/messages",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def sign_up(self, body: types.SignUp) -> types.SignUpAccepted:
        """Sign up."""
        return cast("types.SignUpAccepted", self._call("POST", "/v1/auth/sign-up", body=body))

    def start_calendar_connection(
        self,
        body: types.NewCalendarConnection,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.CalendarAuthorization:
        """Start to connect a calendar. Scopes: calendars:manage."""
        return cast("types.CalendarAuthorization", self._call(
            "POST",
            "/v1/calendar-connections",
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def sync_calendar_connection(
        self,
        calendar_connection_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.CalendarConnection:
        """Synchronize now. Scopes: calendars:manage."""
        return cast("types.CalendarConnection", self._call(
            "POST",
            "/v1/calendar-connections/{calendar_connection_id}/sync",
            path={"calendar_connection_id": calendar_connection_id},
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
        ))

    def test_integration(
        self,
        integration_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
    ) -> types.IntegrationTest:
        """Test an integration. Scopes: integrations:manage."""
        return cast("types.IntegrationTest", self._call(
            "POST",
            "/v1/integrations/{integration_id}/test",
            path={"integration_id": integration_id},
            headers={"X-Business-Id": business_id, "Idempotency-Key": idempotency_key or new_idempotency_key()},
        ))

    def transfer_ownership(
        self,
        business_id: types.Id,
        body: types.OwnershipTransferRequest,
        *,
        idempotency_key: str | None = None,
    ) -> types.OwnershipTransfer:
        """Transfer the ownership of a business. Scopes: business:own."""
        return cast("types.OwnershipTransfer", self._call(
            "POST",
            "/v1/businesses/{business_id}/transfer-ownership",
            path={"business_id": business_id},
            headers={"Idempotency-Key": idempotency_key or new_idempotency_key()},
            body=body,
        ))

    def unarchive_custom_field(
        self,
        custom_field_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.CustomField:
        """Take a custom field into use again. Scopes: settings:manage."""
        return cast("types.CustomField", self._call(
            "POST",
            "/v1/custom-fields/{custom_field_id}/unarchive",
            path={"custom_field_id": custom_field_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def unarchive_service(
        self,
        service_id: types.Id,
        *,
        business_id: types.Id | None = None,
        idempotency_key: str | None = None,
        if_match: str | int | None = None,
    ) -> types.Service:
        """Bring a service back. Scopes: services:write."""
        return cast("types.Service", self._call(
            "POST",
            "/v1/services/{service_id}/unarchive",
            path={"service_id": service_id},
            headers={
                "X-Business-Id": business_id,
                "Idempotency-Key": idempotency_key or new_idempotency_key(),
                "If-Match": if_match,
            },
        ))

    def update_api_key(
        self,
        api_key_id: types.Id,
        body: types.ApiKeyChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.ApiKey:
        """Change an API key. Scopes: keys:manage."""
        return cast("types.ApiKey", self._call(
            "PATCH",
            "/v1/api-keys/{api_key_id}",
            path={"api_key_id": api_key_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_appointment(
        self,
        appointment_id: types.Id,
        body: types.AppointmentChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.Appointment:
        """Change what is said of an appointment. Scopes: appointments:write."""
        return cast("types.Appointment", self._call(
            "PATCH",
            "/v1/appointments/{appointment_id}",
            path={"appointment_id": appointment_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_business(
        self,
        business_id: types.Id,
        body: types.BusinessChanges,
        *,
        if_match: str | int | None = None,
    ) -> types.Business:
        """Change a business. Scopes: business:write."""
        return cast("types.Business", self._call(
            "PATCH",
            "/v1/businesses/{business_id}",
            path={"business_id": business_id},
            headers={"If-Match": if_match},
            body=body,
        ))

    def update_calendar_connection(
        self,
        calendar_connection_id: types.Id,
        body: types.CalendarConnectionChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.CalendarConnection:
        """Change a calendar connection. Scopes: calendars:manage."""
        return cast("types.CalendarConnection", self._call(
            "PATCH",
            "/v1/calendar-connections/{calendar_connection_id}",
            path={"calendar_connection_id": calendar_connection_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_call(
        self,
        call_id: types.Id,
        body: types.CallChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.Call:
        """Change what the team says of a call. Scopes: calls:write."""
        return cast("types.Call", self._call(
            "PATCH",
            "/v1/calls/{call_id}",
            path={"call_id": call_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_channel(
        self,
        channel_id: types.Id,
        body: types.ChannelChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.Channel:
        """Change a channel. Scopes: integrations:manage."""
        return cast("types.Channel", self._call(
            "PATCH",
            "/v1/channels/{channel_id}",
            path={"channel_id": channel_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_conversation(
        self,
        conversation_id: types.Id,
        body: types.ConversationChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.Conversation:
        """Change a conversation. Scopes: conversations:write."""
        return cast("types.Conversation", self._call(
            "PATCH",
            "/v1/conversations/{conversation_id}",
            path={"conversation_id": conversation_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_custom_field(
        self,
        custom_field_id: types.Id,
        body: types.CustomFieldChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.CustomField:
        """Change a custom field. Scopes: settings:manage."""
        return cast("types.CustomField", self._call(
            "PATCH",
            "/v1/custom-fields/{custom_field_id}",
            path={"custom_field_id": custom_field_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_customer(
        self,
        customer_id: types.Id,
        body: types.CustomerChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.Customer:
        """Change a customer. Scopes: customers:write."""
        return cast("types.Customer", self._call(
            "PATCH",
            "/v1/customers/{customer_id}",
            path={"customer_id": customer_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_customer_note(
        self,
        customer_id: types.Id,
        note_id: types.Id,
        body: types.CustomerNoteChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.CustomerNote:
        """Change a note. Scopes: customers:write."""
        return cast("types.CustomerNote", self._call(
            "PATCH",
            "/v1/customers/{customer_id}/notes/{note_id}",
            path={"customer_id": customer_id, "note_id": note_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_integration(
        self,
        integration_id: types.Id,
        body: types.IntegrationChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.Integration:
        """Change an integration. Scopes: integrations:manage."""
        return cast("types.Integration", self._call(
            "PATCH",
            "/v1/integrations/{integration_id}",
            path={"integration_id": integration_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_me(self, body: types.PersonChanges, *, if_match: str | int | None = None) -> types.Person:
        """Change yourself."""
        return cast("types.Person", self._call("PATCH", "/v1/me", headers={"If-Match": if_match}, body=body))

    def update_message_template(
        self,
        message_template_id: types.Id,
        body: types.MessageTemplateChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.MessageTemplate:
        """Change a message template. Scopes: templates:write."""
        return cast("types.MessageTemplate", self._call(
            "PATCH",
            "/v1/message-templates/{message_template_id}",
            path={"message_template_id": message_template_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_service(
        self,
        service_id: types.Id,
        body: types.ServiceChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.Service:
        """Change a service. Scopes: services:write."""
        return cast("types.Service", self._call(
            "PATCH",
            "/v1/services/{service_id}",
            path={"service_id": service_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def update_team_member(
        self,
        member_id: types.Id,
        body: types.TeamMemberChanges,
        *,
        business_id: types.Id | None = None,
        if_match: str | int | None = None,
    ) -> types.TeamMember:
        """Change a team member. Scopes: team:write."""
        return cast("types.TeamMember", self._call(
            "PATCH",
            "/v1/team-members/{member_id}",
            path={"member_id": member_id},
            headers={"X-Business-Id": business_id, "If-Match": if_match},
            body=body,
        ))

    def upsert_customer_by_external_id(
        self,
        external_id: types.ExternalId,
        body: types.CustomerUpsert,
        *,
        business_id: types.Id | None = None,
    ) -> types.Customer:
        """Create or change a customer by external id. Scopes: customers:write."""
        return cast("types.Customer", self._call(
            "PUT",
            "/v1/customer-external-ids/{external_id}",
            path={"external_id": external_id},
            headers={"X-Business-Id": business_id},
            body=body,
        ))

    def verify_email(self, body: types.EmailVerification) -> types.SessionTokens:
        """Verify an e-mail address."""
        return cast("types.SessionTokens", self._call("POST", "/v1/auth/verify-email", body=body))
