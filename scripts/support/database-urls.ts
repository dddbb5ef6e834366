import { Client, escapeIdentifier, escapeLiteral } from 'pg'

/** The three doors to one database: who owns its tables, who serves requests, who runs jobs. */
export type DatabaseUrls = { owner: string; application: string; worker: string }

export type RolePasswords = { application: string; worker: string }

export function withDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}

/** Gives the two login roles, which the migrations made without a password, theirs. */
export async function openRoles(owner: string, passwords: RolePasswords): Promise<DatabaseUrls> {
  await withClient(owner, async (client) => {
    await client.query(`alter role clientflow_app password ${escapeLiteral(passwords.application)}`)
    await client.query(`alter role clientflow_worker password ${escapeLiteral(passwords.worker)}`)
  })
  return roleUrls(owner, passwords)
}

export function roleUrls(owner: string, passwords: RolePasswords): DatabaseUrls {
  return {
    owner,
    application: withRole(owner, 'clientflow_app', passwords.application),
    worker: withRole(owner, 'clientflow_worker', passwords.worker),
  }
}

export async function createDatabase(admin: string, name: string, template?: string): Promise<string> {
  const from = template === undefined ? '' : ` template ${escapeIdentifier(template)}`
  await withClient(admin, (client) => client.query(`create database ${escapeIdentifier(name)}${from}`))
  return withDatabase(admin, name)
}

export async function dropDatabase(admin: string, name: string): Promise<void> {
  await withClient(admin, (client) => client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`))
}

export async function databaseExists(admin: string, name: string): Promise<boolean> {
  const found = await withClient(admin, (client) => client.query('select from pg_database where datname = $1', [name]))
  return found.rowCount === 1
}

function withRole(url: string, role: string, password: string): string {
  const parsed = new URL(url)
  parsed.username = role
  parsed.password = password
  return parsed.href
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
