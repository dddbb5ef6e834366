create table businesses (
  id uuid not null default new_id(),
  name text not null,
  slug text not null,
  description text,
  industry text,
  phone text,
  email text,
  website text,
  address jsonb,
  time_zone text not null,
  currency text not null default 'USD',
  locale text not null default 'en-US',
  status text not null default 'active',
  plan text not null default 'free',
  -- A sandbox is a business of its own, so that what keeps businesses apart keeps tests apart too. Each of the two names the other, because neither
  -- sees the other's row.
  sandbox_of uuid,
  sandbox_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint businesses_pkey primary key (id),
  constraint businesses_slug_key unique (slug),
  constraint businesses_status_check check (status in ('active', 'suspended', 'closed')),
  constraint businesses_plan_check check (plan in ('free', 'starter', 'professional', 'enterprise')),
  constraint businesses_sandbox_of_fkey foreign key (sandbox_of) references businesses (id),
  constraint businesses_sandbox_id_fkey foreign key (sandbox_id) references businesses (id),
  constraint businesses_sandbox_check check (sandbox_of is null or sandbox_id is null)
);
-- One sandbox at a time; one that is closed leaves its place to another.
create unique index businesses_sandbox_of_key on businesses (sandbox_of) where status <> 'closed';
create unique index businesses_sandbox_id_key on businesses (sandbox_id);

-- One row a business, taken just before COMMIT: the order of its events, the end of its audit chain, and how many customers it has.
create table business_counters (
  business_id uuid not null default current_business(),
  event_sequence bigint not null default 0,
  audit_sequence bigint not null default 0,
  audit_hash bytea not null default '\x',
  customers bigint not null default 0,
  -- The last audit entry that was deleted because of its age: the chain that is left follows from its hash.
  audit_purged_sequence bigint not null default 0,
  audit_purged_hash bytea not null default '\x',
  constraint business_counters_pkey primary key (business_id),
  constraint business_counters_business_fkey foreign key (business_id) references businesses (id) on delete cascade
);

alter table businesses enable row level security;
alter table businesses force row level security;
alter table business_counters enable row level security;
alter table business_counters force row level security;

create policy tenant on businesses to clientflow_app using (id = (select current_business())) with check (id = (select current_business()));
create policy tenant on business_counters to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy look_up on businesses for select to clientflow_identity using (true);

grant select, insert, update on businesses to clientflow_app;
grant select, insert, update (event_sequence, audit_sequence, audit_hash, customers) on business_counters to clientflow_app;
grant select on businesses to clientflow_identity;
