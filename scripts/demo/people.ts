import type { components } from '../../generated/api.ts'
import type { Role } from '../../generated/operations.ts'

/** The demo business. The streets and people here are made up, and so are the numbers: 555-01xx is kept for fiction. */
export const demoBusiness: components['schemas']['NewBusiness'] = {
  name: 'Harbour Lane Salon',
  slug: 'harbour-lane-salon',
  description: 'Hair, colour and bridal styling by the water. A demo: nobody here is real.',
  industry: 'Hair salon',
  phone: '+14155550100',
  email: 'hello@harbour-lane.example.com',
  website: 'https://harbour-lane.example.com',
  address: { line1: '12 Harbour Lane', city: 'San Francisco', region: 'CA', postal_code: '94111', country: 'US' },
  time_zone: 'America/Los_Angeles',
  currency: 'USD',
  locale: 'en-US',
}

export interface DemoPerson {
  readonly email: string
  readonly full_name: string
  readonly role: Role
}

export const demoOwner: DemoPerson = { email: 'olivia@harbour-lane.example.com', full_name: 'Olivia Demo-Okafor', role: 'owner' }
export const demoTeam: readonly DemoPerson[] = [
  { email: 'marco@harbour-lane.example.com', full_name: 'Marco Demo-Rossi', role: 'manager' },
  { email: 'sana@harbour-lane.example.com', full_name: 'Sana Demo-Haddad', role: 'staff' },
]
