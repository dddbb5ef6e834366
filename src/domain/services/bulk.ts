import type { components } from '../../../generated/api.ts'
import type { Tx } from '../../db/database.ts'
import { Problem, problems } from '../../problems.ts'
import { lockServices } from './queries.ts'
import type { ServiceRow } from './queries.ts'
import { applyChanges, requireOnTeam, sortedIds, without } from './services.ts'

type Schemas = components['schemas']
type Changes = Omit<Schemas['ServiceBulkChanges'], 'service_ids'>

/** What became of one service. */
export interface Outcome extends Result {
  readonly id: string
}
interface Result {
  readonly result: Schemas['ServiceBulkResult']['result']
  readonly row?: ServiceRow
  readonly problem?: Problem
}

/**
 * Makes the same change to many services; a refusal of one is no refusal of the others. Throws 404 `reference_not_found` for a new member who is not in
 * the team, before anything is changed.
 */
export async function changeServices(tx: Tx, { service_ids, ...changes }: Schemas['ServiceBulkChanges']): Promise<Outcome[]> {
  await requireOnTeam(tx, sortedIds(changes.add_member_ids ?? []), 'add_member_ids')
  const rows = new Map((await lockServices(tx, service_ids)).map((row) => [row.id, row]))
  const outcomes = new Map<string, Result>()
  for (const id of service_ids.map((each) => each.toLowerCase())) {
    // The same id in capitals is the same service.
    if (!outcomes.has(id)) outcomes.set(id, await changeOne(tx, rows.get(id), changes))
  }
  return service_ids.map((id) => ({ id, ...(outcomes.get(id.toLowerCase()) as Result) }))
}

async function changeOne(tx: Tx, row: ServiceRow | undefined, { add_member_ids, remove_member_ids, ...changes }: Changes): Promise<Result> {
  if (row === undefined) return { result: 'not_found', problem: problems.notFound('service') }
  const kept = without(row.member_ids, sortedIds(remove_member_ids ?? []))
  const member_ids = sortedIds([...kept, ...(add_member_ids ?? [])])
  try {
    // Everything that can be refused is refused before the first write.
    const written = await applyChanges(tx, row, { ...changes, member_ids })
    return { result: written === row ? 'unchanged' : 'updated', row: written }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { result: 'conflict', problem: error }
  }
}
