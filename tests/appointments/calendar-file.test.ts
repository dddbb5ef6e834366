import { expect, test } from '@jest/globals'
import { expectOk, noonIn, salonWith } from '../support/appointments.ts'

/** The properties of the one event in a calendar, long lines put together again (RFC 5545, 3.1). */
function propertiesOf(file: string): Record<string, string> {
  const lines = file.replaceAll('\r\n ', '').split('\r\n')
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.search(/[:;]/)), line.slice(line.indexOf(':') + 1)]))
}

const compact = (instant: string): string => instant.replaceAll(/[-:]/g, '').replace('.000', '')

test('an appointment can be put into a calendar, with what the customer may know', async () => {
  const { owner, book } = await salonWith()
  const notes = { customer_notes: 'Gentle; please,\nwith oat milk. ' + 'ä'.repeat(120), internal_notes: 'Tips well.', location: 'Chair 3' }
  const appointment = await book(notes)

  const reply = await owner.get(`/v1/appointments/${appointment.id}/calendar.ics`)

  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(reply.headers.get('content-disposition')).toBe(`attachment; filename="appointment-${appointment.id}.ics"`)
  expect(reply.text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:')).toBe(true)
  expect(reply.text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([])
  expect(propertiesOf(reply.text)).toMatchObject({
    METHOD: 'PUBLISH',
    UID: `${appointment.id}@clientflow`,
    SEQUENCE: '0',
    DTSTAMP: compact(appointment.updated_at).replace(/\.\d{3}/, ''),
    DTSTART: compact(noonIn(10)),
    DTEND: compact(noonIn(10, 60)),
    SUMMARY: 'Cut and finish',
    LOCATION: 'Chair 3',
    DESCRIPTION: `Gentle\\; please\\,\\nwith oat milk. ${'ä'.repeat(120)}`,
    STATUS: 'CONFIRMED',
  })
  expect(reply.text).not.toContain('Tips')
})

test('its sequence grows when it moves, and a cancellation takes it away', async () => {
  const { owner, book } = await salonWith()
  const { id } = await book({ pending: true })
  const file = async () => propertiesOf((await owner.get(`/v1/appointments/${id}/calendar.ics`)).text)

  const [before] = [await file()]
  await expectOk(owner.post(`/v1/appointments/${id}/reschedule`, { starts_at: noonIn(11) }))
  const moved = await file()
  await expectOk(owner.post(`/v1/appointments/${id}/cancel`, { by: 'staff' }))
  const off = await file()

  expect([before, moved, off].map(({ UID }) => UID)).toEqual(Array(3).fill(`${id}@clientflow`))
  expect([before, moved, off].map(({ SEQUENCE, STATUS, METHOD }) => [SEQUENCE, STATUS, METHOD])).toEqual([
    ['0', 'TENTATIVE', 'PUBLISH'],
    ['1', 'TENTATIVE', 'PUBLISH'],
    ['2', 'CANCELLED', 'CANCEL'],
  ])
  expect(moved.DTSTART).toBe(compact(noonIn(11)))
})

test('without a service it is an appointment', async () => {
  const { owner, customer } = await salonWith()
  const wanted = { customer_id: customer.id, starts_at: noonIn(10), duration_minutes: 30, source: 'staff' }
  const { id } = await expectOk(owner.post('/v1/appointments', wanted))

  expect(propertiesOf((await owner.get(`/v1/appointments/${id}/calendar.ics`)).text)).toMatchObject({ SUMMARY: 'Appointment' })
})
