import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Whether one process ran what stands at this place of a file. */
export type Run = (offset: number) => boolean

// As V8 writes it (Chrome DevTools Protocol, Profiler.ScriptCoverage).
interface Range {
  readonly startOffset: number
  readonly endOffset: number
  readonly count: number
}
interface Script {
  readonly url: string
  readonly functions: readonly { readonly ranges: readonly Range[] }[]
}

/** What each process that wrote into the folder ran, by the file's path in the project. */
export function readRuns(folder: string, project: string): Map<string, Run[]> {
  const runs = new Map<string, Run[]>()
  for (const name of globSync('*.json', { cwd: folder })) {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: readonly Script[] }
    for (const { url, functions } of result) {
      // Jest names its modules by their path, Node by their URL.
      const file = relative(project, url.startsWith('file:') ? fileURLToPath(url) : url)
      if (!file.startsWith('src/')) continue
      runs.set(file, [...(runs.get(file) ?? []), runOf(functions.flatMap(({ ranges }) => ranges))])
    }
  }
  return runs
}

// Ranges lie within each other, and the innermost knows.
function runOf(ranges: readonly Range[]): Run {
  const inwards = [...ranges].sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset)
  return (offset) => (inwards.findLast(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset)?.count ?? 0) > 0
}
