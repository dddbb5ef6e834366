import { Temporal } from 'temporal-polyfill'
import type { Read } from '../../db/database.ts'
import { Problem } from '../../problems.ts'
import { countSegments, renderTemplate, requireTemplate } from '../message-templates/message-templates.ts'
import type { ReminderRow } from '../reminders/reminders.ts'
import type { Subject } from './queries.ts'
import type { Reader } from './readers.ts'
import { languages } from './words.ts'
import type { Facts, Words } from './words.ts'

export interface Written {
  readonly subject: string | null
  readonly body: string
  readonly templateId: string | null
  readonly templateVersion: number | null
}
/** Where a customer can manage an appointment by themselves. */
export type LinkTo = (appointmentId: string) => string

// Four names of this length and a link leave room for the rest in ten parts of a text, whatever its letters.
const longestName = 60
const mostParts = 10

/** What a reminder says: by its template, or in the words of the house where it has none, or one that cannot be used any more. */
export async function writeReminder(
  door: Read,
  { template_id: templateId, channel }: Pick<ReminderRow, 'template_id' | 'channel'>,
  subject: Subject,
  reader: Reader,
  link: string,
): Promise<Written> {
  const own = templateId === null ? undefined : await fromTemplate(door, templateId, channel, subject, reader, link)
  if (own !== undefined) return own
  const { words, facts } = speak(subject, reader, link)
  const house = { templateId: null, templateVersion: null }
  if (channel === 'email') return { ...house, subject: words.subject(facts), body: words.mail(facts) }
  return { ...house, subject: null, body: words.text(facts) }
}

/** The words of the house in the language of whoever reads them, or else of the business, and what they are about. */
export function speak(subject: Subject, reader: Reader, link: string): { readonly words: Words; readonly facts: Facts } {
  const locale =
    [reader.locale, subject.business_locale].find((each) => each !== null && Object.hasOwn(languages, languageOf(each))) ?? 'en-US'
  const words = languages[languageOf(locale)] as Words
  const service = subject.service_name === null ? null : shortened(subject.service_name)
  const what = service === null || subject.member_name === null ? service : words.by(service, shortened(subject.member_name))
  const facts = {
    firstName: reader.first_name === null ? null : shortened(reader.first_name),
    business: shortened(subject.business_name),
    what,
    when: whenOf(subject, reader, locale),
    link,
  }
  return { words, facts }
}

async function fromTemplate(
  door: Read,
  id: string,
  channel: ReminderRow['channel'],
  subject: Subject,
  reader: Reader,
  link: string,
): Promise<Written | undefined> {
  try {
    const { variables } = await requireTemplate(door, id)
    const known: Readonly<Record<string, string | null>> = valuesOf(subject, reader, link)
    const values = variables.map(({ name }) => [name, Object.hasOwn(known, name) ? known[name] : null] as const)
    const given = Object.fromEntries(values.filter(([, value]) => value !== null))
    const { template, subject: line, body } = await renderTemplate(door, id, given)
    if (template.channel !== channel || (channel === 'sms' && countSegments(body).segments > mostParts)) return undefined
    return { subject: line, body, templateId: template.id, templateVersion: template.template_version }
  } catch (error) {
    // Archived, or changed so that it asks for what a reminder does not know.
    if (error instanceof Problem) return undefined
    throw error
  }
}

/** What a template may ask for, by name. */
function valuesOf({ business_name, service_name, member_name, starts_at, time_zone }: Subject, reader: Reader, link: string) {
  const clock = Temporal.Instant.from(starts_at).toZonedDateTimeISO(time_zone)
  return {
    customer_first_name: reader.first_name,
    business_name,
    service_name,
    member_name,
    date: clock.toPlainDate().toString(),
    time: clock.toPlainTime().toString({ smallestUnit: 'minute' }),
    manage_url: link,
  }
}

/** Day and time as people read them there; with the name of the zone for somebody whose own clock shows another time. */
function whenOf({ starts_at, time_zone: timeZone }: Subject, { time_zone: own }: Reader, locale: string): string {
  const at = new Date(starts_at)
  const parts = { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const
  const written = (options: Intl.DateTimeFormatOptions): string =>
    // Intl joins by spaces that are none of the alphabet of texts, and would make one text cost like two.
    new Intl.DateTimeFormat(locale, { ...parts, ...options }).format(at).replaceAll(/\s/g, ' ')
  const elsewhere = own !== null && written({ timeZone: own }) !== written({ timeZone })
  return written(elsewhere ? { timeZone, timeZoneName: 'short' } : { timeZone })
}

function languageOf(locale: string): string {
  return locale.split('-', 1)[0] as string
}

function shortened(name: string): string {
  const letters = [...name]
  return letters.length <= longestName ? name : `${letters.slice(0, longestName - 3).join('')}...`
}
