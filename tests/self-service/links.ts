import { expectOk, salonWith } from '../support/appointments.ts'
import { anonymous } from '../support/api.ts'
import type { Reply } from '../support/http.ts'

/** A salon with an appointment in ten days at noon by UTC, and what its link does without any credential. */
export async function linked(service: object = {}, fields: object = {}) {
  const world = await salonWith(service)
  const appointment = await world.book(fields)
  const path = `/v1/public/appointments/${tokenOf(appointment)}`
  return {
    ...world,
    appointment,
    page: new URL(appointment.manage_url as string).pathname,
    look: (rest = ''): Promise<Reply> => anonymous('GET', path + rest),
    act: (action: string, body?: object): Promise<Reply> => anonymous('POST', `${path}/${action}`, body),
    now: (): Promise<Reply['body']> => expectOk(world.owner.get(`/v1/appointments/${appointment.id}`)),
  }
}

export function tokenOf(appointment: Reply['body']): string {
  return String(appointment.manage_url).split('/').at(-1) ?? ''
}
