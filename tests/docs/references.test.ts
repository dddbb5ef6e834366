import { expect, test } from '@jest/globals'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectFolder } from '../../scripts/support/data-folder.ts'

const pages = [
  'README.md',
  'sdk/typescript/README.md',
  'sdk/python/README.md',
  ...readdirSync(join(projectFolder, 'docs')).filter(isPage).map(inDocs),
]
// The pages speak of files below src/ as they speak of themselves: http/limits.ts.
const roots = ['', 'src']
// What the lesson makes itself.
const made = /note-summary|summary\.test/

test.each(pages)('%s leads to files that are there', (page) => {
  const text = readFileSync(join(projectFolder, page), 'utf8')
  const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => join(dirname(page), link ?? ''))
  const names = [...text.matchAll(/`(\w[\w./{}-]*\/[\w./{}-]+\.(?:ts|js|md|yaml|sql|json))`/g)].map(([, name]) => name ?? '')

  const missing = [...links, ...names].filter(
    (name) => !made.test(name) && !roots.some((root) => existsSync(join(projectFolder, root, name))),
  )

  expect(missing).toEqual([])
})

function isPage(name: string): boolean {
  return name.endsWith('.md')
}

function inDocs(name: string): string {
  return `docs/${name}`
}
