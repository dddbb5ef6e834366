import { createRequire } from 'node:module'

// The production server, whose process says when asked how many validators and how many path patterns it has compiled so far.

const figures = { validators: 0, patterns: 0 }
const require = createRequire(import.meta.url)
const within = (name: string): NodeJS.Require => createRequire(require.resolve(name))

const { prototype } = (within('express-openapi-validator')('ajv/dist/core') as { default: { prototype: object } }).default
count(prototype, '_compileSchemaEnv', 'validators')
for (const user of ['express-openapi-validator', 'router']) {
  const patterns = within(user)('path-to-regexp') as object
  for (const name of ['parse', 'match', 'pathToRegexp']) count(patterns, name, 'patterns')
}
process.on('message', () => process.send?.(figures))

function count(owner: object, name: string, figure: keyof typeof figures): void {
  const functions = owner as Record<string, (...values: unknown[]) => unknown>
  const original = functions[name]
  if (original === undefined) throw new Error(`There is no ${name} to count.`)
  functions[name] = function (...values) {
    figures[figure] += 1
    return original.apply(this, values)
  }
}
