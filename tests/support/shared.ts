import type { TestCluster } from '../../scripts/support/test-cluster.ts'
import type { Vendors } from '../vendors/vendors.ts'
import type { TestServer } from './test-server.ts'

interface Shared {
  cluster?: TestCluster
  databases?: string[]
  servers?: TestServer[]
  vendors?: Vendors
}

/** What the run's set-up hands to its tear-down. Jest loads the two apart from each other, so a module's variable would not do. */
export const shared = globalThis as typeof globalThis & Shared
