import { stripTypeScriptTypes } from 'node:module'
import ts from 'typescript'
import type { Run } from './v8-coverage.ts'

export interface Line {
  readonly number: number
  readonly ran: boolean
}

const closers = new Set(['}', ')', ']', ';', ',', '})', '}}'])

/**
 * The lines of a file that hold code, and whether any of it ran. Types, comments and closing brackets are no code. Node strips types by writing
 * blanks over them, so that what ran stands where it stands in the source.
 */
export function linesOfCode(source: string, runs: readonly Run[]): Line[] {
  const code = stripTypeScriptTypes(source)
  const parsed = ts.createSourceFile('code.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS)
  const lines = new Map<number, boolean>()
  for (const token of tokensOf(parsed, parsed)) {
    const start = token.getStart(parsed)
    if (closers.has(code.slice(start, token.end))) continue
    const ran = runs.some((covers) => covers(start))
    const first = parsed.getLineAndCharacterOfPosition(start).line + 1
    const last = parsed.getLineAndCharacterOfPosition(token.end).line + 1
    for (let number = first; number <= last; number += 1) lines.set(number, ran || lines.get(number) === true)
  }
  return [...lines].sort(([a], [b]) => a - b).map(([number, ran]) => ({ number, ran }))
}

function* tokensOf(node: ts.Node, file: ts.SourceFile): Generator<ts.Node> {
  const children = node.getChildren(file)
  if (children.length === 0 && node.end > node.getStart(file)) yield node
  for (const child of children)
    if (child.kind < ts.SyntaxKind.FirstJSDocNode || child.kind > ts.SyntaxKind.LastJSDocNode) yield* tokensOf(child, file)
}
