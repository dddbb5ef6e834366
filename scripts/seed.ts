import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createCipher } from '../src/crypto/cipher.ts'
import { createPasswords } from '../src/crypto/passwords.ts'
import type { Database } from '../src/db/database.ts'
import { makeDemo } from './demo/business.ts'
import { findDemo, withDatabase } from './demo/open.ts'
import { demoBusiness, demoOwner, demoTeam } from './demo/people.ts'
import { connectDemo } from './demo/vendors.ts'
import { inDataFolder } from './support/data-folder.ts'

// Makes the demo business in the database that DATABASE_URL names, as the application's role, unless it is there; and says how to log in.

const url = process.env.DATABASE_URL ?? ''
if (process.env.NODE_ENV === 'production') end('Demo data has no place in production: NODE_ENV is production.')
if (url === '') end('DATABASE_URL is not set. `make run` sets it.')

const passwords = createPasswords()
const password = keptPassword()
const known = await withDatabase(url, async (db) => {
  const demo = await findDemo(db)
  if (demo === undefined) await makeDemo(db, () => passwords.hash(password))
  await connectToStandIns(db)
  return demo === undefined || passwords.verify(demo.owner.passwordHash ?? undefined, password)
})
const logIns = [demoOwner, ...demoTeam].map(({ email, role }) => `  ${role.padEnd(8)} ${email}`).join('\n')
const hint = known ? `with the password ${password}` : 'with a password that is not known here'
console.log(`Demo business ${demoBusiness.name}. Log in ${hint} as\n${logIns}`)

/** Only where the vendors are stand-ins: a real one does not know the accounts of the demo. */
async function connectToStandIns(db: Database): Promise<void> {
  const { VENDORS_CALL: publicUrl, VENDORS_FILE: file, ENCRYPTION_KEYS: keys } = process.env
  if (publicUrl === undefined || file === undefined || keys === undefined) return
  const place = await findDemo(db)
  if (place !== undefined) await connectDemo(db, createCipher(keys), publicUrl, place, file)
}

/** One password for the three, made once for this checkout and kept beside its database. */
function keptPassword(): string {
  const path = inDataFolder('demo-password')
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(15).toString('base64url')}\n`, { mode: 0o600 })
  return readFileSync(path, 'utf8').trim()
}

function end(reason: string): never {
  console.error(reason)
  process.exit(1)
}
