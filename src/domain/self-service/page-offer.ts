import type { components } from '../../../generated/api.ts'
import { html } from '../../http/html.ts'
import type { Html } from '../../http/html.ts'
import { layout } from '../../http/page-layout.ts'
import type { Page, PageCall } from '../../http/pages.ts'
import { explainStanding } from '../../http/standing.ts'
import { Problem, problems } from '../../problems.ts'
import { dayOf, timeOf, whenOf } from './clock-words.ts'
import { changingFor, makerOf, readLink, readingFor } from './links.ts'
import type { Link } from './links.ts'
import { claimOffer, linkedOffer, rejectOffer } from './offers.ts'

type Offer = components['schemas']['WaitlistOffer']

/** `/waitlist/{token}`: a time that became free, to be taken or declined. A GET shows, a form does, and then shows what came of it. */
export const waitlistPage: Page = async (call) => {
  const [token = '', step, ...others] = call.parts
  const link = readLink(call.services.linkTokens, 'waitlist_offer', token)
  const base = `/waitlist/${token}`
  if (others.length > 0) throw problems.notFound('page')
  if (call.method === 'GET') {
    if (step !== undefined) throw problems.notFound('page')
    return { status: 200, html: await show(call, link, base) }
  }
  const act = step === 'accept' ? claimOffer : step === 'decline' ? rejectOffer : undefined
  if (act === undefined) throw problems.methodNotAllowed('GET, HEAD')
  try {
    await changingFor(call.services.db, link, call, (tx) => act(tx, link, makerOf(call.services))).catch(explainStanding)
    return { seeOther: base }
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409) throw error
    return { status: 409, html: await show(call, link, base, 'This is not possible any more. Please call us.') }
  }
}

async function show({ services }: PageCall, link: Link, base: string, fault?: string): Promise<string> {
  const offer = await linkedOffer(readingFor(services.db, link), link, makerOf(services))
  const { business_name: business, business_phone: phone, member_name: member } = offer
  return layout(
    `${titles[offer.status]} – ${business}`,
    html`<h1>${titles[offer.status]}</h1>
      <p class="lead">with ${business}</p>
      <section aria-label="Details">
        <dl>
          <dt>When</dt>
          <dd>${whenOf(offer)}</dd>
          <dt>What</dt>
          <dd>${offer.service_name}</dd>
          ${
            member === null
              ? undefined
              : html`<dt>With</dt>
                  <dd>${member}</dd>`
          }
        </dl>
      </section>
      ${fault === undefined ? undefined : html`<div class="card fault" role="alert" tabindex="-1" autofocus><p>${fault}</p></div>`}
      ${next(offer, base)} ${phone === null ? undefined : html`<p>Questions? Call <a href="tel:${phone}">${phone}</a>.</p>`}`,
  )
}

function next({ status, expires_at, time_zone, manage_url }: Offer, base: string): Html | undefined {
  if (status === 'booked' && manage_url !== null) return html`<p><a class="button" href="${manage_url}">See your appointment</a></p>`
  if (status !== 'offered') return undefined
  return html`<section aria-labelledby="answer">
    <h2 id="answer">Do you want it?</h2>
    <p>We keep it for you until ${dayOf(expires_at, time_zone)}, ${timeOf(expires_at, time_zone)}.</p>
    <form method="post" action="${base}/accept">
      <p><button>Yes, book it</button></p>
    </form>
    <form method="post" action="${base}/decline"><button class="quiet">No, thank you</button></form>
  </section>`
}

const titles: Readonly<Record<Offer['status'], string>> = {
  offered: 'A time is free',
  booked: 'It is yours',
  declined: 'You have declined',
  expired: 'This offer is over',
  removed: 'This offer is over',
}
