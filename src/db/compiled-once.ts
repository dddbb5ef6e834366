import type { Compilable, CompiledQuery } from 'kysely'

/** Stands for a value while a query is compiled. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

const maxTexts = 200

/**
 * A query that is built and compiled once for each set of values that are given (those that are undefined are not) and each `shape`: whatever else
 * its text depends on. For the busiest questions: building one anew costs more than reading its row. `build` may hand its values on, but not look
 * into them, because they are only stand-ins.
 */
export function compiledOnce<V extends object, S extends readonly (string | boolean)[], R>(
  build: (values: V, ...shape: S) => Compilable<R>,
): (values: V, ...shape: S) => CompiledQuery<R> {
  const texts = new Map<string, CompiledQuery<R>>()
  return (values, ...shape) => {
    const given = values as Readonly<Record<string, unknown>>
    const names = Object.keys(given)
      .filter((name) => given[name] !== undefined)
      .sort()
    const key = [...shape, ...names].join(' ')
    let compiled = texts.get(key)
    if (compiled === undefined) {
      compiled = build(Object.fromEntries(names.map((name) => [name, new Slot(name)])) as V, ...shape).compile()
      if (texts.size < maxTexts) texts.set(key, compiled)
    }
    return { ...compiled, parameters: compiled.parameters.map((each) => (each instanceof Slot ? given[each.name] : each)) }
  }
}
