import { afterAll } from '@jest/globals'
import type { Orders } from '../vendors/control.ts'
import type { Vendors } from '../vendors/vendors.ts'
import { startVendors } from '../vendors/vendors.ts'

const shared = process.env.CLIENTFLOW_TEST_VENDORS ?? ''

/** Tells the stand-in that all servers of the run share how to behave. By credential, so that nobody else meets it. */
export async function order(orders: Omit<Orders, 'callbacks'>): Promise<void> {
  await fetch(`${shared}/control`, { method: 'POST', body: JSON.stringify(orders) })
}

/** Stand-ins for this test file alone; they end with it. */
export async function ownVendors(): Promise<Vendors> {
  const vendors = await startVendors()
  afterAll(() => vendors.stop())
  return vendors
}
