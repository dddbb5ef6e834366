import { z } from 'zod'

const stretch = z.strictObject({ starts_at: z.iso.datetime(), ends_at: z.iso.datetime() })
const intervals = z.array(z.strictObject({ start: z.string(), end: z.string() })).readonly()

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
  // Hours as they were have no row any more.
  'waitlist.hours': z.strictObject({
    member_id: z.uuid().nullable(),
    time_zone: z.string().nullable(),
    weekly: z
      .array(z.strictObject({ weekday: z.int(), intervals }))
      .readonly()
      .nullable(),
    exceptions: z.array(z.strictObject({ date: z.string(), intervals })).readonly(),
  }),
  // Nor has time, once nobody takes it.
  'waitlist.offer': z.strictObject({
    member_id: z.uuid().nullable(),
    times: z.array(stretch).min(1).readonly(),
    was_taken: z.boolean(),
    /** Who was looked at last, by their place in the order. */
    after: z.strictObject({ created_at: z.iso.datetime(), id: z.uuid() }).optional(),
  }),
  'webhook.process': z.strictObject({ inbound_webhook_id: z.uuid() }),
}

export type JobPayloads = { readonly [T in keyof typeof payloads]: z.infer<(typeof payloads)[T]> }

/** How the queue holds a payload: `app.enqueue` puts it next to the business in which the job was added. */
export const envelope = z.object({ business_id: z.uuid().nullable(), data: z.unknown() })
