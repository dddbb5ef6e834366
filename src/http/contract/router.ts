import type { Route } from './document.ts'

export type Match =
  | { readonly found: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly found: 'path'; readonly allow: string }
  | { readonly found: 'nothing' }
  | { readonly found: 'malformed' }

interface Node {
  readonly literals: Map<string, Node>
  parameter: { readonly name: string; readonly node: Node } | undefined
  readonly routes: Map<string, Route>
}

/**
 * Finds the operation for a method and path by walking segments, so its cost does not grow with the number of operations.
 * Literals win over parameters. HEAD is answered like GET.
 */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Match {
  const root = emptyNode()
  for (const route of routes) add(root, route)
  return (method, path) => {
    const values: string[] = []
    const names: string[] = []
    const node = walk(root, path.split('/'), 1, names, values)
    if (node === undefined) return { found: 'nothing' }
    const route = node.routes.get(method === 'HEAD' ? 'GET' : method)
    if (route === undefined) return { found: 'path', allow: allowed(node) }
    if (names.length === 0) return { found: 'route', route, params: {} }
    const params: Record<string, string> = {}
    try {
      names.forEach((name, index) => (params[name] = decodeURIComponent(values[index] ?? '')))
    } catch {
      return { found: 'malformed' }
    }
    return { found: 'route', route, params }
  }
}

function emptyNode(): Node {
  return { literals: new Map(), parameter: undefined, routes: new Map() }
}

function add(root: Node, route: Route): void {
  let node = root
  for (const segment of route.path.split('/').slice(1)) {
    if (segment.startsWith('{')) {
      const name = segment.slice(1, -1)
      if (node.parameter !== undefined && node.parameter.name !== name) throw new Error(`${route.path}: one place has two parameter names`)
      node.parameter ??= { name, node: emptyNode() }
      node = node.parameter.node
    } else {
      const next = node.literals.get(segment) ?? emptyNode()
      node.literals.set(segment, next)
      node = next
    }
  }
  node.routes.set(route.method.toUpperCase(), route)
}

function walk(node: Node, segments: readonly string[], at: number, names: string[], values: string[]): Node | undefined {
  const segment = segments[at]
  if (segment === undefined) return node.routes.size > 0 ? node : undefined
  const literal = node.literals.get(segment)
  if (literal !== undefined) {
    const found = walk(literal, segments, at + 1, names, values)
    if (found !== undefined) return found
  }
  if (node.parameter === undefined || segment === '') return undefined
  names.push(node.parameter.name)
  values.push(segment)
  const found = walk(node.parameter.node, segments, at + 1, names, values)
  if (found === undefined) {
    names.pop()
    values.pop()
  }
  return found
}

function allowed(node: Node): string {
  const methods = [...node.routes.keys()]
  return [...methods, ...(node.routes.has('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}
