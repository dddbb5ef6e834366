import { expect, test } from '@jest/globals'
import { rows } from '../support/api.ts'

// What the catalogue of a migrated database says about tables, keys, roles and functions. The queue's own schema is not ours to lay out.

const ours = "n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and n.nspname not like 'pg_%'"

// Tables that belong to no business, and why.
const withoutBusiness: Readonly<Record<string, string>> = {
  businesses: 'the business itself',
  mails: 'some go to people without a business; the application can only add to it',
  password_resets: 'of a person',
  people: 'a person may belong to several businesses',
  person_idempotency_keys: 'for what a person does before choosing a business',
  person_identities: 'of a person',
  person_passwords: 'of a person',
  person_recovery_codes: 'of a person',
  person_totp_secrets: 'of a person',
  refresh_tokens: 'of a person',
  schema_migrations: 'of the migrator',
  sessions: 'of a person',
  sign_ups: 'of somebody who is not a person yet',
  time_zone_data: 'which data all businesses were planned with',
  worker_heartbeats: 'of the workers',
}
// Keys of tables of a business that do not begin with it, and why.
const otherKeys: Readonly<Record<string, string>> = {
  api_keys_hash_key: 'a key is looked up before its business is known',
  team_members_person_fkey: 'people belong to no business',
}

test('every table has row-level security, enabled and forced, and a policy', async () => {
  const tables = await rows<{ name: string; enabled: boolean; forced: boolean; policies: number }>(
    `select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
       (select count(*)::integer from pg_policy p where p.polrelid = c.oid) as policies
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${ours}`,
  )

  const open = tables.filter(({ enabled, forced, policies }) => !enabled || !forced || policies === 0)
  // Every role may read which migrations there are, and only the owner may write it.
  expect(open.map(({ name }) => name)).toEqual(['schema_migrations'])
  expect(tables.length).toBeGreaterThan(20)
})

test('every table belongs to a business, or is named here with the reason', async () => {
  const tables = await rows<{ name: string; column: string | null; fallback: string | null; optional: boolean | null }>(
    `select c.relname as name, a.attname as column, not a.attnotnull as optional, pg_get_expr(d.adbin, d.adrelid) as fallback
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     left join pg_attribute a on a.attrelid = c.oid and a.attname = 'business_id'
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relkind in ('r', 'p') and ${ours} order by 1`,
  )
  const owned = tables.filter(({ column }) => column !== null)

  expect(tables.filter(({ column }) => column === null).map(({ name }) => name)).toEqual(Object.keys(withoutBusiness))
  // No statement names the business, so the column fills itself.
  expect(owned.filter(({ fallback, optional }) => fallback !== 'current_business()' || optional === true)).toEqual([])
})

test('every key of a table of a business begins with the business', async () => {
  const keys = await rows<{ name: string; first: string }>(
    `select coalesce(k.conname, i.relname) as name, a.attname as first
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'business_id'
     left join pg_constraint k on k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x')
     left join pg_attribute f on f.attrelid = c.oid and f.attnum = x.indkey[0]
     cross join lateral (select coalesce(f.attname, 'an expression') as attname) as a2
     where (x.indisunique or x.indisexclusion) and a2.attname <> 'business_id' and ${ours}`,
  )
  const references = await rows<{ name: string }>(
    `select k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute b on b.attrelid = c.oid and b.attname = 'business_id'
     where k.contype = 'f' and ${ours}
       and (k.conkey[1] <> b.attnum or (k.confrelid <> 'businesses'::regclass and not exists (
         select from pg_attribute r where r.attrelid = k.confrelid and r.attname = 'business_id' and r.attnum = k.confkey[1])))`,
  )

  expect([...keys, ...references].map(({ name }) => name).sort()).toEqual(Object.keys(otherKeys))
})

test('the roles that serve own no table, and nothing lets them past row-level security', async () => {
  const roles = await rows<{ name: string; powers: boolean; tables: string[] }>(
    `select r.rolname as name, r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication as powers,
       array(select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relowner = r.oid and c.relkind in ('r', 'p', 'v', 'm') and ${ours}) as tables
     from pg_roles r where r.rolname like 'clientflow%' order by 1`,
  )
  const borrowed = await rows<{ member: string; role: string }>(
    `select m.rolname as member, r.rolname as role from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles r on r.oid = a.roleid
     where m.rolname like 'clientflow%'`,
  )

  expect(roles.filter(({ powers, tables }) => powers || tables.length > 0)).toEqual([])
  expect(borrowed).toEqual([])
  expect(roles.map(({ name }) => name)).toContain('clientflow_app')
})

test('every function is closed to the public; one that runs as another role has a fixed search path', async () => {
  const functions = await rows<{ name: string; definer: boolean; open: boolean; path: string | null; owner: string }>(
    `select f.oid::regprocedure::text as name, f.prosecdef as definer, has_function_privilege('public', f.oid, 'execute') as open, r.rolname as owner,
       (select setting from unnest(f.proconfig) as setting where setting like 'search_path=%') as path
     from pg_proc f join pg_namespace n on n.oid = f.pronamespace join pg_roles r on r.oid = f.proowner
     where ${ours} and not exists (select from pg_depend d where d.objid = f.oid and d.deptype = 'e')`,
  )
  const definers = functions.filter(({ definer }) => definer)

  expect(functions.filter(({ open }) => open)).toEqual([])
  expect(definers.filter(({ path }) => path === null || !path.endsWith(', pg_temp'))).toEqual([])
  expect(definers.filter(({ owner }) => !owner.startsWith('clientflow_'))).toEqual([])
  expect(definers.length).toBeGreaterThan(5)
})

test('nobody but the owner makes anything in our schemas', async () => {
  const makers = await rows<{ schema: string; role: string }>(
    `select n.nspname as schema, r.rolname as role from pg_namespace n cross join pg_roles r
     where ${ours} and r.rolname like 'clientflow%' and has_schema_privilege(r.oid, n.oid, 'create')`,
  )

  expect(makers).toEqual([])
})
