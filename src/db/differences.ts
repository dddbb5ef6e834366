/** The names of the fields in which two states of a row differ. */
export function changedFields<T extends object>(before: T, after: Partial<T>): (keyof T & string)[] {
  return (Object.keys(after) as (keyof T & string)[]).filter((name) => canonical(before[name]) !== canonical(after[name]))
}

// PostgreSQL gives the keys of JSON in an order of its own.
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  )
}

/** What an event tells of the state before: the fields that changed, as they were presented. */
export function previousAttributes<T extends object>(before: T, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, before[name as keyof T]]))
}
