import type { components } from '../../../generated/api.ts'
import { record } from '../../db/changes.ts'
import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { presentBusiness } from './present.ts'
import { insertBusiness, insertCounters, newBusinessId } from './queries.ts'
import type { BusinessRow } from './queries.ts'
import { slugCandidates } from './slugs.ts'

type NewBusiness = components['schemas']['NewBusiness']

/**
 * Creates a business without members. From here on the transaction acts for it. Throws 409 `slug_taken` when a slug that was asked for belongs to
 * another; a slug made from the name gets a number instead.
 */
export async function openBusiness(
  tx: Tx,
  wanted: NewBusiness,
  more: Partial<Pick<BusinessRow, 'plan' | 'sandbox_of'>> = {},
): Promise<BusinessRow> {
  const id = await newBusinessId(tx)
  await tx.become({ business: id })
  const business = await insertWithSlug(tx, id, wanted, more)
  if (business === undefined) throw problems.slugTaken()
  await insertCounters(tx)
  const event = { type: 'business.created', data: { object: presentBusiness(business) } } as const
  record(tx, { action: event.type, resource: { type: 'business', id }, changedFields: Object.keys(wanted), event })
  return business
}

async function insertWithSlug(
  tx: Tx,
  id: string,
  { address, email, ...fields }: NewBusiness,
  more: Partial<Pick<BusinessRow, 'plan' | 'sandbox_of'>>,
): Promise<BusinessRow | undefined> {
  for (const slug of fields.slug === undefined ? slugCandidates(fields.name) : [fields.slug]) {
    const row = await insertBusiness(tx, {
      id,
      ...fields,
      ...more,
      slug,
      email: email?.toLowerCase() ?? null,
      address: address === undefined ? null : JSON.stringify(address),
    })
    if (row !== undefined) return row
  }
  return undefined
}
