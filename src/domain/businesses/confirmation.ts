import { problems } from '../../problems.ts'

/** What an owner types to pass the business on, or to close it: the name in URLs is unique, and the verb keeps one from serving for the other. */
export const phrases = {
  transfer: (slug: string) => `transfer ownership of ${slug}`,
  close: (slug: string) => `close business ${slug}`,
} as const

/** Throws 409 when what was typed is not exactly the phrase. */
export function requireConfirmation(typed: string, phrase: string): void {
  if (typed !== phrase) throw problems.confirmationMismatch(phrase)
}
