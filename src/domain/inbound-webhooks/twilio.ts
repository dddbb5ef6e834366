import { textOf } from './body.ts'
import type { Fields } from './body.ts'

/** A text message that came in. */
export interface TwilioMessage {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly optOutType: string | undefined
  readonly media: readonly { readonly url: string; readonly content_type: string; readonly name: null }[]
}

const maxMedia = 10
/** What the form of a message says, or the name of the field that it lacks. */
export function readMessage(fields: Fields): TwilioMessage | string {
  const [id, from, to] = [textOf(fields, 'MessageSid'), textOf(fields, 'From'), textOf(fields, 'To')]
  if (id === undefined) return 'MessageSid'
  if (from === undefined) return 'From'
  if (to === undefined) return 'To'
  const media = Array.from({ length: maxMedia }, (_, index) => ({
    url: textOf(fields, `MediaUrl${index}`),
    content_type: textOf(fields, `MediaContentType${index}`) ?? 'application/octet-stream',
    name: null,
  })).filter((each): each is { url: string; content_type: string; name: null } => each.url !== undefined)
  return { id, from, to, body: textOf(fields, 'Body') ?? '', optOutType: textOf(fields, 'OptOutType'), media }
}
