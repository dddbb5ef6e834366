import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configurationPage } from '../../scripts/generate/configuration.ts'
import { projectFolder } from '../../scripts/support/data-folder.ts'
import { settings } from '../../src/config.ts'

test('docs/CONFIGURATION.md is what `make generate` writes from the settings', () => {
  expect(readFileSync(join(projectFolder, 'docs/CONFIGURATION.md'), 'utf8')).toBe(configurationPage())
})

test('every setting says what it is for', () => {
  const silent = Object.entries(settings.shape).filter(([, setting]) => !/\.$/.test(setting.description ?? ''))

  expect(silent.map(([name]) => name)).toEqual([])
})
