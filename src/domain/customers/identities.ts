import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { components } from '../../../generated/api.ts'
import { problems } from '../../problems.ts'

type Schemas = components['schemas']
type Email = Schemas['CustomerEmail']
type Phone = Schemas['CustomerPhone']

const maxIdentities = 10

/** E-mail addresses as they are kept: in lower case, each once, the primary one first; without a primary one the first is. */
export function emailsOf(given: readonly Schemas['NewCustomerEmail'][]): Email[] {
  return primaryFirst(
    given.map(({ email, label, is_primary }) => ({ email: email.toLowerCase(), label: label ?? null, is_primary: is_primary ?? false })),
    emailOf,
  )
}

/** Telephone numbers as they are kept, with the kind of line as far as the numbering plan tells. */
export function phonesOf(given: readonly Schemas['NewCustomerPhone'][]): Phone[] {
  return primaryFirst(
    given.map(({ e164, label, is_primary }) => ({
      e164: normalisePhone(e164),
      label: label ?? null,
      is_primary: is_primary ?? false,
      line_type: lineTypeOf(e164),
    })),
    phoneOf,
  )
}

/** Those that are there, and those of the given ones that are new. A label that is given counts, and one that is given as primary becomes it. */
export function addEmails(present: readonly Email[], given: readonly Schemas['NewCustomerEmail'][]): Email[] {
  return add(present, emailsOf(given), emailOf, claimsPrimary(given))
}

export function addPhones(present: readonly Phone[], given: readonly Schemas['NewCustomerPhone'][]): Phone[] {
  return add(present, phonesOf(given), phoneOf, claimsPrimary(given))
}

/** The addresses of two customers that become one: those of the first as they are, then those that only the other has. */
export function uniteEmails(kept: readonly Email[], others: readonly Email[]): Email[] {
  return unite(kept, others, emailOf)
}

export function unitePhones(kept: readonly Phone[], others: readonly Phone[]): Phone[] {
  return unite(kept, others, phoneOf)
}

/**
 * The one form of a number, without a trunk zero after the country's code, say. What the numbering plan does not know stays as it was written:
 * whether it can be reached is judged when something is sent.
 */
export function normalisePhone(e164: string): string {
  const parsed = parsePhoneNumberFromString(e164)
  return parsed?.isValid() === true ? parsed.number : e164
}

/** The kind of line, as far as the numbering plan tells: in North America it does not. */
export function lineTypeOf(e164: string): Phone['line_type'] {
  const type = parsePhoneNumberFromString(e164)?.getType()
  if (type === 'MOBILE') return 'mobile'
  if (type === 'FIXED_LINE') return 'landline'
  return type === 'VOIP' ? 'voip' : 'unknown'
}

function primaryFirst<T extends { readonly is_primary: boolean }>(entries: readonly T[], identity: (entry: T) => string): T[] {
  const primaries = entries.filter((entry) => entry.is_primary)
  if (primaries.length > 1 || new Set(entries.map(identity)).size < entries.length) throw problems.tooManyPrimaries()
  return withPrimary(entries, primaries[0] ?? entries[0])
}

function add<T extends Email | Phone>(present: readonly T[], added: readonly T[], identity: (entry: T) => string, takesOver: boolean): T[] {
  const known = new Map(added.map((entry) => [identity(entry), entry]))
  const kept = present.map((entry) => ({ ...entry, label: known.get(identity(entry))?.label ?? entry.label }))
  const there = new Set(present.map(identity))
  const all = [...kept, ...added.filter((entry) => !there.has(identity(entry)))]
  if (all.length > maxIdentities) throw problems.tooManyIdentities()
  const primary = takesOver ? added[0] : undefined
  return withPrimary(all, primary === undefined ? all[0] : all.find((entry) => identity(entry) === identity(primary)))
}

function unite<T extends Email | Phone>(kept: readonly T[], others: readonly T[], identity: (entry: T) => string): T[] {
  const known = new Map(others.map((entry) => [identity(entry), entry]))
  const own = kept.map((entry) => ({ ...entry, label: entry.label ?? known.get(identity(entry))?.label ?? null }))
  const there = new Set(kept.map(identity))
  const all = [...own, ...others.filter((entry) => !there.has(identity(entry)))]
  if (all.length > maxIdentities) throw problems.tooManyIdentities()
  return withPrimary(all, all[0])
}

function withPrimary<T extends { readonly is_primary: boolean }>(entries: readonly T[], primary: T | undefined): T[] {
  if (primary === undefined) return []
  const others = entries.filter((entry) => entry !== primary)
  return [{ ...primary, is_primary: true }, ...others.map((entry) => ({ ...entry, is_primary: false }))]
}

function claimsPrimary(given: readonly { readonly is_primary?: boolean }[]): boolean {
  return given.some((entry) => entry.is_primary === true)
}

function emailOf({ email }: Email): string {
  return email
}

function phoneOf({ e164 }: Phone): string {
  return e164
}
