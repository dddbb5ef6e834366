import type { Document, Operation } from './document.ts'
import { routesOf } from './document.ts'

type Access = 'public' | 'optional' | 'credential' | 'person' | 'provider'

/** generated/permissions.md: who may do what, to be read in a review. */
export function permissionTable(document: Document): string {
  const roles = accumulate(document['x-roles'])
  const operations = routesOf(document).map(({ id, method, path, operation }) => {
    const scopes = scopesOf(operation)
    return row([
      id,
      `${method.toUpperCase()} ${path}`,
      who[accessOf(operation)],
      scopes.join(', ') || '–',
      lowestRole(roles, scopes) ?? '–',
    ])
  })
  const perRole = Object.entries(roles).map(([role, scopes]) => row([role, scopes.join(', ')]))
  return `# Permissions

Made from the contract by \`make generate\`. Each role has the scopes of those above it and its own.

| role | scopes |
|---|---|
${perRole.join('\n')}

| operation | request | who | scopes | lowest role |
|---|---|---|---|---|
${operations.join('\n')}
`
}

const who: Readonly<Record<Access, string>> = {
  public: 'anybody',
  optional: 'anybody, or a person',
  credential: 'person or API key',
  person: 'person',
  provider: 'the provider, by its proof',
}
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

export function accumulate(own: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, readonly string[]>> {
  let all: readonly string[] = []
  return Object.fromEntries(Object.entries(own).map(([role, scopes]) => [role, (all = [...all, ...scopes].sort())]))
}

export const scopesOf = (operation: Operation): readonly string[] =>
  operation.security.flatMap((choice) => Object.values(choice).flat()).sort()

export function accessOf(operation: Operation): Access {
  if (operation.security.length === 0) return 'public'
  if (operation.security.some((choice) => Object.keys(choice).length === 0)) return 'optional'
  if (operation.security.some((choice) => !('bearerAuth' in choice))) return 'provider'
  return operation['x-principal'] ?? 'credential'
}

/** The lowest role that has all these scopes; none is needed for none. */
function lowestRole(roles: Readonly<Record<string, readonly string[]>>, scopes: readonly string[]): string | undefined {
  if (scopes.length === 0) return undefined
  return Object.keys(roles).find((role) => scopes.every((scope) => roles[role]?.includes(scope)))
}
