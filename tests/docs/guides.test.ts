import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { createLimits } from '../../src/http/limits.ts'

const guide = readFileSync(join(projectFolder, 'openapi/guides/index.md'), 'utf8')

test('the guide names every limit as it is', () => {
  const table = [...guide.matchAll(/^\| `(\w+)` \| .* \| ([\d,]+) \|$/gm)].map(([, name, points]) => [
    name,
    Number(points?.replace(',', '')),
  ])
  const { limiter: _, ...policies } = createLimits(1, undefined)

  expect(Object.fromEntries(table)).toEqual(Object.fromEntries(Object.values(policies).map(({ name, points }) => [name, points])))
})

test('code in the guide is short enough for its column', () => {
  const lines = [...guide.matchAll(/```\w*\n(.*?)```/gs)].flatMap(([, block]) => (block ?? '').split('\n'))

  expect(lines.filter((line) => line.length > 76)).toEqual([])
})
