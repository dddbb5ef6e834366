import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { takeTurn } from '../../db/in-turn.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { problems } from '../../problems.ts'
import { replaceTag } from '../customers/customers.ts'
import { presentRename } from './present.ts'
import { findRunningRename, insertRename, isInUse, lockRename, noteProgress } from './queries.ts'
import type { RenameRow } from './queries.ts'

/**
 * Begins to give a label another name, and ends it when few customers have it; a job does the rest, so that nobody waits for a long list. Throws 404 for
 * a label that nobody has, 409 for a name that is in use unless the two are to become one, and while one of the two is being renamed otherwise. The
 * same rename again is the one that runs, which gets another job in case the first was lost.
 */
export async function renameTag(
  tx: Tx,
  from: string,
  { name: to, merge = false }: components['schemas']['NewTagRename'],
): Promise<RenameRow> {
  await takeTurn(tx)
  const running = await findRunningRename(tx, [from, to])
  if (running !== undefined) {
    if (running.from_tag !== from || running.to_tag !== to) throw problems.tagRenameInProgress(running.id)
    await enqueue(tx, 'tags.rename', { tag_rename_id: running.id })
    return running
  }
  if (!(await isInUse(tx, from))) throw problems.notFound('tag')
  if (from === to || (!merge && (await isInUse(tx, to)))) throw problems.tagExists(to)
  const begun = await insertRename(tx, from, to)
  const row = await renameSome(tx, begun)
  if (row.status === 'completed') return row
  record(tx, { action: 'tag_rename.started', resource: { type: 'tag_rename', id: row.id } })
  await enqueue(tx, 'tags.rename', { tag_rename_id: row.id })
  return row
}

/** Renames the label on a hundred customers more. Returns whether some may be left; a second run of the same job waits for the first. */
export async function continueRename(tx: Tx, id: string): Promise<boolean> {
  const row = await lockRename(tx, id)
  if (row?.status !== 'running') return false
  return (await renameSome(tx, row)).status === 'running'
}

async function renameSome(tx: Tx, { id, from_tag, to_tag }: RenameRow): Promise<RenameRow> {
  const { changed, hasMore } = await replaceTag(tx, from_tag, to_tag)
  const row = await noteProgress(tx, id, changed, !hasMore)
  if (!hasMore) {
    const event = { type: 'tag.renamed', data: { object: presentRename(row) } } as const
    record(tx, { action: event.type, resource: { type: 'tag_rename', id }, event })
  }
  return row
}
