import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hourMs, letPass, noonIn, salonWith } from '../support/appointments.ts'
import { feed, walk } from '../support/walk.ts'
import { trying } from '../support/properties.ts'

// Whatever is done with an appointment, in whatever order: only the listed ways lead on, what is refused changes nothing, an end lets nothing through,
// and its history and its events, followed from the beginning, end at what it is.

const actions = [
  'confirm',
  'check-in',
  'complete',
  'no-show',
  'cancel',
  'reschedule',
  'correct-completed',
  'correct-no_show',
  'note',
] as const
type Action = (typeof actions)[number]
type Status = 'pending' | 'confirmed' | 'checked_in' | 'completed' | 'no_show' | 'cancelled'

/** The whole of the rules, written down as a table: where each way leads, by where it begins. */
const ways: Readonly<Record<Status, Readonly<Partial<Record<Action, Status>>>>> = {
  pending: { confirm: 'confirmed', cancel: 'cancelled', reschedule: 'pending' },
  confirmed: { 'check-in': 'checked_in', complete: 'completed', 'no-show': 'no_show', cancel: 'cancelled', reschedule: 'confirmed' },
  checked_in: { complete: 'completed' },
  completed: { 'correct-no_show': 'no_show' },
  no_show: { 'correct-completed': 'completed' },
  cancelled: {},
}
const afterTheBeginning: readonly Action[] = ['complete', 'no-show']

const run = fc.record({
  pending: fc.boolean(),
  /** After how many of the actions it begins. */
  begins: fc.nat({ max: 6 }),
  actions: fc.array(fc.constantFrom(...actions), { minLength: 1, maxLength: 9 }),
})

interface Entry {
  readonly action: string
  readonly status: Status
  readonly starts_at: string
  readonly ends_at: string
  readonly member_id: string
  readonly appointment_version: number
}

test('an appointment goes the ways that there are, and its history tells all of them', async () => {
  const { owner, book } = await salonWith()
  let runs = 0

  await fc.assert(
    fc.asyncProperty(run, async ({ pending, begins, actions: wanted }) => {
      runs += 1
      let appointment = await book({ starts_at: noonIn(10 + runs), pending, override_reason: 'Several at once.' })
      const path = `/v1/appointments/${appointment.id}`
      let begun = false
      for (const [index, action] of wanted.entries()) {
        // From then on a move would go back before the beginning.
        if (index === begins) {
          await letPass(appointment.id, Date.parse(appointment.starts_at) - Date.now() + runs * 2 * hourMs)
          appointment = (await owner.get(path)).body
          begun = true
        }
        const reply = await act(owner, path, action, index)
        const before: Status = appointment.status
        const next = action === 'note' ? before : ways[before][action]
        const isTooEarly = next !== undefined && afterTheBeginning.includes(action) && !begun
        if (next === undefined || isTooEarly) {
          expect([action, before, reply.status, reply.body.code]).toEqual([
            action,
            before,
            409,
            isTooEarly ? 'appointment_too_early' : 'appointment_status_conflict',
          ])
          expect((await owner.get(path)).body).toEqual(appointment)
        } else {
          expect([action, before, reply.status]).toEqual([action, before, 200])
          expect(reply.body).toMatchObject({ status: next, version: Number(appointment.version) + 1 })
          if (action === 'reschedule') begun = false
          appointment = reply.body
        }
      }
      const { status, starts_at, ends_at, member_id, version } = appointment
      const entries = await walk<Entry>(owner, `${path}/history?sort=created_at`)
      const stood = entries.at(-1)
      expect(stood).toMatchObject({ status, ends_at: begun ? expect.any(String) : ends_at, member_id, appointment_version: version })
      expect(begun || stood?.starts_at === starts_at).toBe(true)
      expect(entries.map((entry) => entry.appointment_version)).toEqual(entries.map((_entry, index) => index + 1))
      const told = (await feed(owner)).filter(({ data }) => data.object.id === appointment.id)
      expect(told.map(({ type }) => type)).toEqual(entries.map((entry) => `appointment.${entry.action}`))
      // The link is a credential, which no event holds; and time passed without one.
      const { expires_at, manage_url } = appointment
      expect({ ...told.at(-1)?.data.object, starts_at, ends_at, expires_at, manage_url }).toEqual(appointment)
    }),
    trying(25),
  )
})

function act(owner: Awaited<ReturnType<typeof salonWith>>['owner'], path: string, action: Action, index: number) {
  if (action === 'note') return owner.patch(path, { internal_notes: `Note ${index}` })
  if (action === 'cancel') return owner.post(`${path}/cancel`, { by: 'customer' })
  // Another time at each try, and one in which nobody else is.
  if (action === 'reschedule') return owner.post(`${path}/reschedule`, { starts_at: noonIn(100, index * 90), override_reason: 'Wherever.' })
  if (action.startsWith('correct-')) return owner.post(`${path}/correct`, { status: action.slice('correct-'.length) })
  return owner.post(`${path}/${action}`)
}
