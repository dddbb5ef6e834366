import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { copyTeam, lockTeam } from '../team-members/team-members.ts'
import { openBusiness } from './opening.ts'
import { lockBusiness, updateBusiness } from './queries.ts'
import type { BusinessRow } from './queries.ts'
import { recordUpdate } from './record.ts'

const suffix = ' (sandbox)'
const longestName = 100

/**
 * Creates the sandbox of a business: empty, with the same settings, plan and team. Throws 409 for a business that has one or is one. The lock on the
 * business lets one of two at once succeed; those on its members let nobody slip through who leaves at this moment.
 */
export async function createSandbox(tx: Tx, id: string): Promise<BusinessRow> {
  const live = await lockBusiness(tx, id)
  if (live === undefined) throw problems.notFound('business')
  if (live.sandbox_of !== null) throw problems.sandboxNested()
  if (live.sandbox_id !== null) throw problems.sandboxExists(live.sandbox_id)
  const team = await lockTeam(tx)
  const { time_zone, currency, locale, plan } = live
  // By characters and not by halves of them.
  const name =
    [...live.name]
      .slice(0, longestName - suffix.length)
      .join('')
      .trimEnd() + suffix
  const sandbox = await openBusiness(tx, { name, time_zone, currency, locale }, { plan, sandbox_of: id })
  await copyTeam(tx, team)
  await tx.become({ business: id })
  const linked = (await updateBusiness(tx, id, { sandbox_id: sandbox.id })) as BusinessRow
  recordUpdate(tx, live, linked, ['sandbox_id'])
  return sandbox
}
