import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Read, Tx } from '../../db/database.ts'
import { changedFields, previousAttributes } from '../../db/differences.ts'
import { takeTurn } from '../../db/in-turn.ts'
import { problems } from '../../problems.ts'
import { holdTextTemplate } from '../message-templates/message-templates.ts'
import { columnsOf, presentPolicy } from './columns.ts'
import { completed } from './defaults.ts'
import type { Settings } from './defaults.ts'
import { channelExists, findPolicy, writePolicy } from './queries.ts'

type Schemas = components['schemas']
/** The policy with the zone that the business is in. */
export type Policy = Schemas['MessagingPolicy'] & { readonly time_zone: string }

/** What the business has decided about its messages, or the defaults. */
export async function policyOf(door: Read): Promise<Policy> {
  const found = await findPolicy(door)
  return { ...presentPolicy(found), time_zone: found.time_zone }
}

/** Replaces the policy as a whole. Throws 412 when `checkVersion` objects, 409 for hours without length, 404 for what is not there. */
export async function replacePolicy(
  tx: Tx,
  wanted: Schemas['MessagingPolicySettings'],
  checkVersion: (row: { readonly version: number }) => void,
): Promise<Schemas['MessagingPolicy']> {
  // Sent together; the policy is read when it is our turn.
  const [, found] = await Promise.all([takeTurn(tx), findPolicy(tx)])
  const before = presentPolicy(found)
  checkVersion(before)
  const settings = completed(wanted)
  requireHours(settings)
  await requireReferences(tx, settings)
  const changed = changedFields<Settings>(before, settings)
  if (changed.length === 0) return before
  await writePolicy(tx, columnsOf(settings))
  const after = presentPolicy(await findPolicy(tx))
  record(tx, {
    action: 'messaging_policy.updated',
    resource: { type: 'messaging_policy', id: tx.business() ?? '' },
    changedFields: changed,
    event: { type: 'messaging_policy.updated', data: { object: after, previous_attributes: previousAttributes(before, changed) } },
  })
  return after
}

/** The text as it goes out: under marketing stands the business's footer, once. */
export function withFooter(policy: Pick<Policy, 'footer'>, category: Schemas['MessageCategory'], body: string): string {
  if (category !== 'marketing' || policy.footer === null || body.endsWith(policy.footer)) return body
  return `${body}\n${policy.footer}`
}

function requireHours({ marketing_window, region_overrides }: Settings): void {
  if ([marketing_window, ...region_overrides].some(({ start, end }) => start >= end)) throw problems.invalidRange()
}

async function requireReferences(tx: Tx, { default_channel_id, missed_call_text_back: textBack }: Settings): Promise<void> {
  if (default_channel_id !== null && !(await channelExists(tx, default_channel_id))) throw problems.referenceNotFound('default_channel_id')
  for (const field of ['template_in_hours_id', 'template_after_hours_id'] as const) {
    const id = textBack[field]
    if (id !== null && !(await holdTextTemplate(tx, id))) throw problems.referenceNotFound(field)
  }
  if (textBack.enabled && textBack.template_in_hours_id === null) throw problems.templateRequired()
}
