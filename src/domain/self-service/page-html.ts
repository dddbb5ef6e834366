import type { components } from '../../../generated/api.ts'
import { html } from '../../http/html.ts'
import type { Html } from '../../http/html.ts'
import { layout } from '../../http/page-layout.ts'
import { dayOf, momentOf, timeOf, whenOf, zoneName } from './clock-words.ts'

type Schemas = components['schemas']
type Managed = Schemas['ManagedAppointment']
type Slots = Schemas['ManagedSlots']

/** What went wrong, and by which form it is to be said. */
export interface Fault {
  readonly form: 'confirm' | 'cancel' | 'reschedule'
  readonly text: string
}

/** The appointment, and what the customer may do about it. `base` is the path of the link, `said` what has just been done. */
export function appointmentPage(appointment: Managed, base: string, said: string | undefined, fault: Fault | undefined): string {
  const { business_name: business, business_phone: phone } = appointment
  const actions = [confirmForm(appointment, base, fault), rescheduleLink(appointment, base, fault), cancelForm(appointment, base, fault)]
  const offered = actions.filter((form) => form !== undefined)
  return layout(
    `Your appointment – ${business}`,
    html`${said === undefined ? undefined : html`<div class="card said" role="status"><p>${said}</p></div>`}
      <h1>Your appointment</h1>
      <p class="lead">with ${business}</p>
      <section aria-label="Details">${details(appointment)}</section>
      ${offered} ${offered.length === 0 && isToCome(appointment) ? html`<p>It is too late to change this here.</p>` : undefined}
      ${phone === null ? undefined : html`<p>Questions? Call <a href="tel:${phone}">${phone}</a>.</p>`}`,
  )
}

/** The times to which it can be moved, to choose one of. */
export function timesPage(appointment: Managed, slots: Slots, base: string, fault: Fault | undefined): string {
  const days = Map.groupBy(slots.data, ({ starts_at }) => dayOf(starts_at, slots.time_zone))
  const later = slots.next_from
  return layout(
    `Choose another time – ${appointment.business_name}`,
    html`<h1>Choose another time</h1>
      <p class="lead">Now it is on ${whenOf(appointment)}. All times are ${zoneName(appointment.starts_at, slots.time_zone)}.</p>
      ${alertOf(fault, 'reschedule')}
      ${days.size === 0 ? html`<p>${later === null ? 'There is no other time that you could book here.' : 'Nothing is free in these two weeks.'}</p>` : timesForm(days, slots.time_zone, base)}
      ${later === null ? undefined : html`<p><a class="button quiet" href="${base}/times?from=${encodeURIComponent(later)}">Later times</a></p>`}
      <p><a href="${base}">Back to your appointment</a></p>`,
  )
}

function timesForm(days: ReadonlyMap<string, readonly Schemas['ManagedSlot'][]>, timeZone: string, base: string): Html {
  const fieldsets = [...days].map(
    ([day, slots]) =>
      html`<fieldset>
        <legend>${day}</legend>
        <div class="times">
          ${slots.map(({ starts_at }) => html`<label><input type="radio" name="starts_at" value="${starts_at}" required /> ${timeOf(starts_at, timeZone)}</label>`)}
        </div>
      </fieldset>`,
  )
  return html`<form method="post" action="${base}/reschedule">
    ${fieldsets}
    <button>Move my appointment</button>
  </form>`
}

function details({ service_name, member_name, party_size, location, location_type, price, status, ...times }: Managed): Html {
  const rows: [string, string | null][] = [
    ['When', whenOf(times)],
    ['What', service_name],
    ['With', member_name],
    ['For', party_size === 1 ? null : `${party_size} people`],
    ['Where', location ?? placeWords[location_type]],
    ['Price', price === null ? null : moneyOf(price)],
    ['Status', statusWords[status]],
  ]
  const shown = rows.filter((row): row is [string, string] => row[1] !== null)
  return html`<dl>
    ${shown.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`
}

function confirmForm({ can_confirm }: Managed, base: string, fault: Fault | undefined): Html | undefined {
  if (!can_confirm && fault?.form !== 'confirm') return undefined
  return html`<section aria-labelledby="confirm">
    <h2 id="confirm">Will you come?</h2>
    ${alertOf(fault, 'confirm')}
    ${can_confirm ? html`<form method="post" action="${base}/confirm"><button>Yes, I will come</button></form>` : undefined}
  </section>`
}

function rescheduleLink(
  { can_reschedule, reschedule_before, time_zone }: Managed,
  base: string,
  fault: Fault | undefined,
): Html | undefined {
  if (!can_reschedule && fault?.form !== 'reschedule') return undefined
  return html`<section aria-labelledby="reschedule">
    <h2 id="reschedule">Another time?</h2>
    ${alertOf(fault, 'reschedule')}
    ${
      can_reschedule
        ? html`<p>You can move it until ${momentOf(reschedule_before, time_zone)}.</p>
            <a class="button quiet" href="${base}/times">Choose another time</a>`
        : undefined
    }
  </section>`
}

function cancelForm({ can_cancel, cancel_before, time_zone }: Managed, base: string, fault: Fault | undefined): Html | undefined {
  if (!can_cancel && fault?.form !== 'cancel') return undefined
  return html`<section aria-labelledby="cancel">
    <h2 id="cancel">You cannot come?</h2>
    ${alertOf(fault, 'cancel')}
    ${
      can_cancel
        ? html`<p>You can cancel until ${momentOf(cancel_before, time_zone)}.</p>
            <form method="post" action="${base}/cancel">
              <label for="reason">Why? (if you want to say)</label>
              <textarea id="reason" name="reason" rows="2" maxlength="500"></textarea>
              <button class="danger">Cancel my appointment</button>
            </form>`
        : undefined
    }
  </section>`
}

/** Beside the form that it is about, read out and focused at once. */
function alertOf(fault: Fault | undefined, form: Fault['form']): Html | undefined {
  if (fault?.form !== form) return undefined
  return html`<div class="card fault" role="alert" tabindex="-1" autofocus><p>${fault.text}</p></div>`
}

function isToCome({ status, starts_at }: Managed): boolean {
  return (status === 'pending' || status === 'confirmed') && Date.parse(starts_at) > Date.now()
}

const statusWords: Readonly<Record<Managed['status'], string>> = {
  pending: 'Waiting for confirmation',
  confirmed: 'Confirmed',
  checked_in: 'You are here',
  completed: 'Done',
  no_show: 'Missed',
  cancelled: 'Cancelled',
}

const placeWords: Readonly<Record<Managed['location_type'], string | null>> = {
  on_site: null,
  customer_address: 'At your address',
  phone: 'By telephone',
  video: 'By video',
}

function moneyOf({ amount_minor, currency }: Schemas['Money']): string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency })
  return format.format(amount_minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
