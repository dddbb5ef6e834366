import { z } from 'zod'

/** What each kind of job carries: ids only, the rows are the truth. */
export const payloads = {
  'appointments.expire': z.strictObject({ appointment_id: z.uuid() }),
  'calendars.sync': z.strictObject({ calendar_connection_id: z.uuid() }),
  'calls.text_back': z.strictObject({ call_id: z.uuid() }),
  'conversations.wake': z.strictObject({ conversation_id: z.uuid() }),
  'customers.hand_over': z.strictObject({ from_member_id: z.uuid(), to_member_id: z.uuid().nullable() }),
  'integrations.reseal': z.strictObject({}),
  'mail.send': z.strictObject({ mail_id: z.uuid() }),
  'messages.send': z.strictObject({}),
  purge: z.strictObject({}),
  'reminders.replan': z.strictObject({}),
  'reminders.send': z.strictObject({}),
  'tags.rename': z.strictObject({ tag_rename_id: z.uuid() }),
  'waitlist.expire': z.strictObject({ waitlist_entry_id: z.uuid() }),
  // Time has no row of its own once nobody takes it.
  'waitlist.offer': z.strictObject({ member_id: z.uuid().nullable(), starts_at: z.iso.datetime(), ends_at: z.iso.datetime() }),
  'webhook.process': z.strictObject({ inbound_webhook_id: z.uuid() }),
}

export type JobPayloads = { readonly [T in keyof typeof payloads]: z.infer<(typeof payloads)[T]> }

/** How the queue holds a payload: `app.enqueue` puts it next to the business in which the job was added. */
export const envelope = z.object({ business_id: z.uuid().nullable(), data: z.unknown() })
