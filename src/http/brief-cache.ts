/**
 * Remembers promised answers for a moment, so that a busy credential is looked up once and not at each request, and a hundred requests at once
 * cause one look-up. Holds at most `size` entries, the oldest leave first. Failures are not remembered.
 */
export interface BriefCache<T> {
  get(key: string, load: () => Promise<T>): Promise<T>
  drop(key: string): void
}

export function createBriefCache<T>(size: number, lifetimeMs: number): BriefCache<T> {
  const entries = new Map<string, { readonly value: Promise<T>; readonly until: number }>()
  return {
    get(key, load) {
      const now = performance.now()
      const existing = entries.get(key)
      if (existing !== undefined && existing.until > now) return existing.value
      const value = load()
      entries.delete(key)
      entries.set(key, { value, until: now + lifetimeMs })
      if (entries.size > size) entries.delete(entries.keys().next().value as string)
      value.catch(() => entries.delete(key))
      return value
    },
    drop: (key) => void entries.delete(key),
  }
}
