import type { Fault } from './fault.ts'

const admission = 'src/http/admission.ts'
const database = 'src/db/database.ts'
const customers = 'migrations/0009_customers.sql'

export const tenancyFaults: readonly Fault[] = [
  {
    name: "a policy shows every business's customers",
    file: customers,
    from: '  using (business_id = (select current_business())) with check',
    to: '  using (true) with check',
    tests: ['customers/isolation', 'contract/isolation', 'contract/table-isolation', 'contract/tables'],
  },
  {
    name: 'a policy lets customers be written into another business',
    file: customers,
    from: 'with check (business_id = (select current_business()))',
    to: 'with check (true)',
    tests: ['customers/isolation', 'contract/isolation', 'contract/table-isolation', 'contract/tables'],
  },
  {
    name: "a policy shows every business's custom fields",
    file: 'migrations/0022_custom_fields.sql',
    from: 'create policy tenant on custom_fields to clientflow_app\n  using (business_id = (select current_business())) with check',
    to: 'create policy tenant on custom_fields to clientflow_app\n  using (true) with check',
    tests: ['custom-fields/list', 'custom-fields/values', 'contract/table-isolation'],
  },
  {
    name: 'a filter by custom fields finds customers by those of another business',
    file: 'migrations/0016_search.sql',
    from: 'exists (select from customer_field_values v where v.business_id = c.business_id and v.customer_id = c.id and',
    to: 'exists (select from customer_field_values v where',
    tests: ['custom-fields/filter'],
  },
  {
    name: 'row-level security is not forced on a table',
    file: customers,
    from: 'alter table customers force row level security;',
    to: '',
    tests: ['contract/tables'],
  },
  {
    name: 'an identity is unique across businesses',
    file: customers,
    from: 'customers_external_id_key on customers (business_id, external_id)',
    to: 'customers_external_id_key on customers (external_id)',
    tests: ['customers/isolation', 'contract/tables'],
  },
  {
    name: 'a transaction goes on as whom it began as',
    file: database,
    from: '      await all(plain(setScope, scopePrelude(current).values))\n',
    to: '',
    tests: ['businesses/create', 'auth/log-in'],
  },
  {
    name: 'a question is asked without its scope',
    file: database,
    from: '(await send<R>(client, db, [scopePrelude(scope)], query)).rows',
    to: '(await send<R>(client, db, [], query)).rows',
    tests: ['customers/get', 'customers/isolation'],
  },
  {
    name: "a key opens the business that the header names, be it another's",
    file: admission,
    from: 'if (wanted !== undefined && wanted !== caller.businessId) throw',
    to: 'if (wanted === caller.keyId) throw',
    tests: ['contract/isolation', 'customers/isolation'],
  },
  {
    name: 'a person opens a business of their own instead of the one that they name',
    file: admission,
    from: '[...open, ...own].find((each) => each.business_id === wanted)',
    to: 'open[0]',
    tests: ['contract/isolation', 'businesses', 'customers/isolation'],
  },
]
