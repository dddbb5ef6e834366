import type { components } from '../../generated/api.ts'

type Schemas = components['schemas']
/** `doneBy` are places in the demo team; without it both do it. */
type DemoService = Schemas['NewService'] & { readonly doneBy?: readonly number[] }

const usd = (dollars: number): Schemas['Money'] => ({ amount_minor: dollars * 100, currency: 'USD' })
const notice = { min_notice_minutes: 120, cancel_notice_minutes: 1_440, reschedule_notice_minutes: 720 } as const
const [marco, sana] = [0, 1] as const

/** What the demo business offers. */
export const demoServices: readonly DemoService[] = [
  { name: 'Cut and blow-dry', category: 'Cuts', price: usd(75), duration_minutes: 60, buffer_after_minutes: 10, ...notice },
  { name: 'Dry cut', category: 'Cuts', price: usd(48), duration_minutes: 30, buffer_after_minutes: 5, ...notice },
  { name: 'Beard trim', category: 'Cuts', price: usd(28), duration_minutes: 20, doneBy: [marco] },
  {
    name: 'Cut and colour',
    category: 'Colour',
    description: 'A consultation, colour, cut and blow-dry.',
    price: usd(160),
    deposit: usd(30),
    cancellation_fee: usd(50),
    duration_minutes: 150,
    buffer_after_minutes: 15,
    slot_interval_minutes: 30,
    max_advance_days: 60,
    prerequisites: 'A patch test at least two days before.',
    doneBy: [sana],
    ...notice,
  },
  {
    name: 'Balayage',
    category: 'Colour',
    price: usd(240),
    deposit: usd(60),
    cancellation_fee: usd(80),
    duration_minutes: 210,
    buffer_after_minutes: 15,
    slot_interval_minutes: 30,
    max_advance_days: 90,
    requires_confirmation: true,
    doneBy: [sana],
    ...notice,
  },
  { name: 'Bridal trial', category: 'Bridal', price: usd(130), duration_minutes: 90, max_advance_days: 365, requires_confirmation: true },
  {
    name: 'Curly hair at home',
    category: 'Classes',
    price: usd(35),
    duration_minutes: 90,
    capacity: 6,
    slot_interval_minutes: 30,
    doneBy: [sana],
  },
  { name: 'Consultation by phone', category: 'Advice', duration_minutes: 15, location_type: 'phone' },
]

const day = (weekday: number, ...intervals: (readonly [start: string, end: string])[]): Schemas['HoursOfWeekday'] => ({
  weekday,
  intervals: intervals.map(([start, end]) => ({ start, end })),
})

/** Tuesday to Saturday, late on Thursdays. */
export const demoHours: Schemas['WeeklyHours'] = [
  day(2, ['09:00', '18:00']),
  day(3, ['09:00', '18:00']),
  day(4, ['10:00', '20:00']),
  day(5, ['09:00', '18:00']),
  day(6, ['09:00', '16:00']),
]

/** When the team works, by the place in the demo team. */
export const demoWorkingHours: readonly Schemas['WeeklyHours'][] = [
  [day(2, ['09:00', '17:00']), day(3, ['09:00', '17:00']), day(4, ['10:00', '18:00']), day(6, ['09:00', '16:00'])],
  [
    day(3, ['10:00', '13:00'], ['14:00', '18:00']),
    day(4, ['12:00', '20:00']),
    day(5, ['10:00', '13:00'], ['14:00', '18:00']),
    day(6, ['09:00', '16:00']),
  ],
]
