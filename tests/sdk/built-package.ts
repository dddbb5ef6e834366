import { afterAll, beforeAll } from '@jest/globals'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '../../scripts/support/data-folder.ts'

/** A project of somebody else, with the built package in it and nothing of ours besides. */
export interface ForeignProject {
  readonly folder: string
  /** Runs Node in it. */
  readonly run: (...args: string[]) => Promise<{ stdout: string }>
}

export function foreignProject(): ForeignProject {
  const folder = mkdtempSync(join(tmpdir(), 'clientflow-sdk-'))
  const run = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: folder })
  beforeAll(async () => {
    const packages = join(folder, 'node_modules')
    mkdirSync(packages)
    await run(join(projectFolder, 'scripts/build-sdk.ts'), join(packages, '@clientflow/sdk'))
    for (const name of ['openapi-fetch', 'openapi-typescript-helpers'])
      symlinkSync(join(projectFolder, 'node_modules', name), join(packages, name))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return { folder, run }
}
