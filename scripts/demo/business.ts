import { record, writeChanges } from '../../src/db/changes.ts'
import type { Database, Tx } from '../../src/db/database.ts'
import { plain, withTransaction } from '../../src/db/database.ts'
import { presentBusiness } from '../../src/domain/businesses/present.ts'
import { createBusinessFor } from '../../src/domain/businesses/businesses.ts'
import type { BusinessRow } from '../../src/domain/businesses/businesses.ts'
import { writeNote } from '../../src/domain/customer-notes/customer-notes.ts'
import { createCustomer } from '../../src/domain/customers/customers.ts'
import { createPerson } from '../../src/domain/people/people.ts'
import { replaceBusinessHours, replaceWorkingHours } from '../../src/domain/schedules/schedules.ts'
import { addService } from '../../src/domain/services/services.ts'
import { joinTeam } from '../../src/domain/team-members/team-members.ts'
import { bookDemo } from './appointments.ts'
import { demoCustomers } from './customers.ts'
import type { DemoPerson } from './people.ts'
import { demoBusiness, demoOwner, demoTeam } from './people.ts'
import { demoHours, demoServices, demoWorkingHours } from './services.ts'

/** Makes the demo business by the same rules as everybody's, in one transaction: a run that is broken off leaves nothing. */
export async function makeDemo(db: Database, hashPassword: () => Promise<string>): Promise<void> {
  const [ownerHash = '', ...teamHashes] = await Promise.all([demoOwner, ...demoTeam].map(hashPassword))
  let actorId = ''
  await withTransaction(
    db,
    { nobody: true },
    async (tx) => {
      const team = []
      for (const [index, person] of demoTeam.entries()) team.push({ ...person, id: await account(tx, person, teamHashes[index] ?? '') })
      actorId = await account(tx, demoOwner, ownerHash)
      const { business } = await createBusinessFor(tx, actorId, demoBusiness)
      await raisePlan(tx, business)
      const members = []
      for (const { id, role } of team) members.push({ ...(await joinTeam(tx, id, role)), role })
      const memberIds = members.map(({ id }) => id)
      const services = await openDoors(tx, memberIds)
      const customers: string[] = []
      for (const { customer, carer, notes } of demoCustomers()) {
        const member = carer === undefined ? undefined : members[carer]
        const { id } = await createCustomer(tx, { ...customer, ...(member && { owner_member_id: member.id }) })
        for (const note of notes) await writeNote(tx, id, note, member)
        customers.push(id)
      }
      const owner = { type: 'person', id: actorId, mayOverride: false } as const
      await bookDemo(tx, { members: memberIds, services, customers }, owner, new Date())
    },
    (tx) => writeChanges(tx, { actor: { type: 'person', id: actorId }, request: null, ipAddress: null }),
  )
}

/** What is offered, when, and by whom; the services by their names. Whoever owns the business cuts nobody's hair. */
async function openDoors(tx: Tx, memberIds: readonly string[]): Promise<Map<string, string>> {
  const anyVersion = (): void => undefined
  const services = new Map<string, string>()
  await replaceBusinessHours(tx, { weekly: demoHours }, anyVersion)
  for (const [place, weekly] of demoWorkingHours.entries()) await replaceWorkingHours(tx, memberIds[place] ?? '', { weekly }, anyVersion)
  for (const { doneBy = memberIds.keys(), ...service } of demoServices) {
    const { id } = await addService(tx, { ...service, member_ids: [...doneBy].map((place) => memberIds[place] ?? '') })
    services.set(service.name, id)
  }
  return services
}

async function account(tx: Tx, { email, full_name }: DemoPerson, passwordHash: string): Promise<string> {
  const { id } = await createPerson(tx, { email, full_name, locale: 'en-US' })
  await tx.all(plain('insert into person_passwords (hash) values ($1)', [passwordHash]))
  return id
}

/** The free plan has no room for the keys that somebody who tries things out asks for. */
async function raisePlan(tx: Tx, before: BusinessRow): Promise<void> {
  const after = (await tx.first(
    plain<Pick<BusinessRow, 'plan' | 'version'>>(
      "update businesses set plan = 'professional', version = version + 1 returning plan, version",
    ),
  )) as Pick<BusinessRow, 'plan' | 'version'>
  const object = presentBusiness({ ...before, ...after })
  const { plan, limits } = presentBusiness(before)
  const event = { type: 'business.updated', data: { object, previous_attributes: { plan, limits } } } as const
  record(tx, { action: event.type, resource: { type: 'business', id: before.id }, changedFields: ['limits', 'plan'], event })
}
