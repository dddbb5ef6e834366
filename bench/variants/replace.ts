import { registerHooks } from 'node:module'

/** Has whoever imports a file of ours get another one. That one itself gets the original, and what it does not export anew it passes on. */
export function replace(original: string, replacement: string): void {
  const from = new URL(`../../${original}`, import.meta.url).href
  const to = new URL(replacement, import.meta.url).href
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context)
      return found.url === from && context.parentURL !== to ? { ...found, url: to } : found
    },
  })
}
