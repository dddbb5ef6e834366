import type { Vendors } from '../vendors/vendors.ts'
import { until } from './eventually.ts'
import type { WorkShop } from './worker.ts'

/** What the provider was asked by dead workers it has finished, and their leases are over: as it is half a minute later. */
export async function passTime(shop: Pick<WorkShop, 'rows'>, vendors: Vendors): Promise<void> {
  await until('the provider has done what it was asked', async () => {
    const asked = vendors.requests.filter(({ method }) => method === 'POST').length
    return vendors.taken.length === asked
  })
  await shop.rows("update messages set due_at = now() where status = 'sending'")
}
