import { readFileSync } from 'node:fs'
import type { DemoVendors } from '../../scripts/demo/vendors.ts'
import { startVendors } from './vendors.ts'

// Stand-ins as a process of their own, for `make run`: the demo business sends and receives without an account anywhere.

const { VENDORS_PORT: port, VENDORS_FILE: file = '', VENDORS_CALL: baseUrl = '' } = process.env
const vendors = await startVendors(Number(port))
try {
  // What somebody would enter in Postmark's pages: where to tell, and how to prove who tells.
  const { postmark } = JSON.parse(readFileSync(file, 'utf8')) as DemoVendors
  vendors.webhooks.set(postmark.serverToken, { ...postmark, url: baseUrl + postmark.path })
} catch {
  console.log('The stand-ins know no demo business, so they tell nobody about mails.')
}
process.on('SIGTERM', () => void vendors.stop().then(() => process.exit(0)))
