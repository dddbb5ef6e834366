import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { runRedocly } from '../../scripts/support/redocly.ts'
import { document } from './corpus/contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'released-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { '/v1/tags': tags, ...withoutTags } = document.paths
const { Name: name, ...schemas } = document.components.schemas

// The comparison finds nothing at all when its rules are not switched on, and says so only in passing.
test.each([
  { what: 'an operation that is gone', changed: { paths: withoutTags }, fails: true },
  {
    what: 'a field that has become narrower',
    changed: { components: { ...document.components, schemas: { ...schemas, Name: { ...name, maxLength: 50 } } } },
    fails: true,
  },
  { what: 'an operation that is new', changed: { paths: { ...document.paths, '/v1/labels': tags } }, fails: false },
])('the comparison with the released contract judges $what', ({ changed, fails }) => {
  const released = file('released.json', document)
  const revised = file('revised.json', { ...document, ...changed })

  const { status } = runRedocly(['diff', released, revised, '--fail-on', 'major'])

  expect(status !== 0).toBe(fails)
})

function file(title: string, contract: object): string {
  const path = join(folder, title)
  writeFileSync(path, JSON.stringify(contract))
  return path
}
