import type { components } from '../../../generated/api.ts'

/** What a person reads who followed the link, and what the button says. */
export function pageOf({ business_name: name, address, unsubscribed }: components['schemas']['Unsubscription']) {
  if (unsubscribed) {
    return { title: 'You are unsubscribed', paragraphs: [`${name} sends no more offers and news to ${address}.`] }
  }
  const about = 'Mails about what you have booked or asked for still come.'
  return {
    title: `Mails from ${name}`,
    paragraphs: [`Do you want no more offers and news to ${address}?`, about],
    button: 'Unsubscribe',
  }
}
