import { afterAll } from '@jest/globals'
import type { Orders } from '../vendors/control.ts'
import type { Taken } from '../vendors/desk.ts'
import type { Vendors } from '../vendors/vendors.ts'
import { startVendors } from '../vendors/vendors.ts'

const shared = process.env.CLIENTFLOW_TEST_VENDORS ?? ''

/** Tells the stand-in that all servers of the run share how to behave. By credential, so that nobody else meets it. */
export async function order(orders: Omit<Orders, 'callbacks'>): Promise<void> {
  await fetch(`${shared}/control`, { method: 'POST', body: JSON.stringify(orders) })
}

/** The messages that the shared stand-in took from an account. */
export async function takenFrom(credential: string): Promise<Taken[]> {
  const { taken } = (await (await fetch(`${shared}/control`)).json()) as { taken: Taken[] }
  return taken.filter(({ account }) => account === credential)
}

/** Stand-ins for this test file alone; they end with it. */
export async function ownVendors(): Promise<Vendors> {
  const vendors = await startVendors()
  afterAll(() => vendors.stop())
  return vendors
}
