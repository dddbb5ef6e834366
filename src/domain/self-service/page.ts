import type { Page, PageCall, PageReply } from '../../http/pages.ts'
import { explainStanding } from '../../http/standing.ts'
import { Problem, problems } from '../../problems.ts'
import { changingFor, readLink, readingFor } from './links.ts'
import type { Link } from './links.ts'
import { appointmentPage, timesPage } from './page-html.ts'
import type { Fault } from './page-html.ts'
import { actionOf, instantOf } from './page-forms.ts'
import { managedAppointment } from './self-service.ts'
import { timesForLink } from './times.ts'

/** `/manage/{token}`: what a customer opens to see, confirm, move or cancel an appointment. A GET shows, a form does, and then shows what came of it. */
export const managePage: Page = async (call) => {
  const [token = '', step, ...others] = call.parts
  const link = readLink(call.services.linkTokens, 'appointment', token)
  const base = `/manage/${token}`
  if (others.length > 0) throw problems.notFound('page')
  if (call.method === 'POST') return take(call, link, base, step)
  if (step === 'times') return { status: 200, html: await times(call, link, base) }
  if (step !== undefined) throw problems.notFound('page')
  return { status: 200, html: await appointment(call, link, base) }
}

async function take(call: PageCall, link: Link, base: string, step: string | undefined): Promise<PageReply> {
  const action = actionOf(step)
  if (action === undefined) throw problems.methodNotAllowed('GET, HEAD')
  try {
    await changingFor(call.services.db, link, call, (tx) => action.run(tx, link.id, call.form)).catch(explainStanding)
    return { seeOther: `${base}?done=${action.name}` }
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 409 && error.status !== 400)) throw error
    const fault = { form: action.name, text: words[error.code] ?? 'This is not possible now. Please call us.' }
    // Who has chosen a time chooses another one.
    const again = error.code === 'slot_unavailable' || error.code === 'invalid_request'
    return { status: error.status, html: again ? await times(call, link, base, fault) : await appointment(call, link, base, fault) }
  }
}

async function appointment({ services, query }: PageCall, link: Link, base: string, fault?: Fault): Promise<string> {
  const shown = await managedAppointment(readingFor(services.db, link), link.id)
  return appointmentPage(shown, base, fault === undefined ? said[query.get('done') ?? ''] : undefined, fault)
}

async function times({ services, query }: PageCall, link: Link, base: string, fault?: Fault): Promise<string> {
  const door = readingFor(services.db, link)
  const from = instantOf(query.get('from'))
  const [shown, slots] = await Promise.all([managedAppointment(door, link.id), timesForLink(door, link.id, from)])
  return timesPage(shown, slots, base, fault)
}

const said: Readonly<Record<string, string>> = {
  confirm: 'Thank you. We look forward to seeing you.',
  cancel: 'Your appointment is cancelled.',
  reschedule: 'Your appointment has been moved.',
}

const words: Readonly<Record<string, string>> = {
  appointment_status_conflict: 'This appointment cannot be changed any more.',
  invalid_request: 'Please choose one of the times.',
  notice_too_short: 'It is too late for that now. Please call us.',
  slot_unavailable: 'This time has just been taken. Please choose another one.',
}
