import type { Tx } from '../../db/database.ts'
import { problems } from '../../problems.ts'
import { holdCustomerByContactPoint } from './address-queries.ts'
import { blank, columnsOf } from './fields.ts'
import type { Fields } from './fields.ts'
import { emailsOf, normalisePhone, phonesOf } from './identities.ts'
import { insertCustomer, lockCustomerByExternalId } from './queries.ts'
import type { CustomerRow } from './queries.ts'
import { recordCustomer } from './record.ts'

type Kind = 'phone' | 'email'

const attempts = 3
const phone = /^\+[1-9][0-9]{6,14}$/

/**
 * The customer with a number or address, held until the transaction ends. With `create` somebody unknown becomes a lead, exactly one also when many
 * ask at once: the unique indexes decide, and whoever comes second finds what the first has made. What comes in is never refused, so the plan's limit
 * is not asked.
 */
export function customerOfAddress(tx: Tx, kind: Kind, value: string, options: { readonly create: true }): Promise<CustomerRow>
export function customerOfAddress(
  tx: Tx,
  kind: Kind,
  value: string,
  options?: { readonly create?: boolean },
): Promise<CustomerRow | undefined>
export async function customerOfAddress(
  tx: Tx,
  kind: Kind,
  value: string,
  { create = false }: { readonly create?: boolean } = {},
): Promise<CustomerRow | undefined> {
  const lead = leadOf(kind, value)
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const found = await holdByIdentity(tx, kind, lead)
    if (found !== undefined || !create) return found
    const row = await insertCustomer(tx, columnsOf(lead))
    if (row !== undefined) {
      recordCustomer(
        tx,
        'customer.created',
        row,
        ['emails', 'phones', 'external_id', 'lead_source'].filter((name) => isGiven(lead, name)),
      )
      return row
    }
    // Somebody was faster, and is found now; or was deleted in this very moment, so that the identity is free again.
  }
  throw problems.serviceUnavailable()
}

function holdByIdentity(tx: Tx, kind: Kind, { external_id, emails, phones }: Fields): Promise<CustomerRow | undefined> {
  const value = kind === 'email' ? emails[0]?.email : phones[0]?.e164
  if (value !== undefined) return holdCustomerByContactPoint(tx, kind, value)
  return lockCustomerByExternalId(tx, external_id ?? '')
}

/** Short codes and names that texts come from are no telephone numbers: such a sender is known by an external id. */
function leadOf(kind: Kind, value: string): Fields {
  const lead: Fields = { ...blank, lead_source: kind === 'email' ? 'E-mail' : 'Telephone' }
  if (kind === 'email') return { ...lead, emails: emailsOf([{ email: value }]) }
  const number = normalisePhone(value)
  if (phone.test(number)) return { ...lead, phones: phonesOf([{ e164: number }]) }
  return { ...lead, external_id: `sender:${value.replaceAll(/[^A-Za-z0-9._:-]/g, '-').slice(0, 100)}` }
}

function isGiven(lead: Fields, name: string): boolean {
  const value: unknown = lead[name as keyof Fields]
  return Array.isArray(value) ? value.length > 0 : value !== null
}
