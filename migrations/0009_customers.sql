create extension if not exists pg_trgm;
create extension if not exists btree_gin;

create table customers (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  external_id text,
  first_name text,
  last_name text,
  company text,
  emails jsonb not null default '[]',
  phones jsonb not null default '[]',
  address jsonb,
  date_of_birth date,
  gender text,
  time_zone text,
  locale text,
  tags text[] not null default '{}',
  lead_source text,
  lifecycle_stage text not null default 'lead',
  status text not null default 'active',
  preferred_channel text not null default 'none',
  owner_member_id uuid,
  -- Written by the application: folded to lower case without accents, each word after a space.
  search_text text not null,
  sort_name text collate "C" not null,
  primary_email text generated always as (jsonb_path_query_first(emails, '$[*] ? (@.is_primary == true)') ->> 'email') stored,
  primary_phone text generated always as (jsonb_path_query_first(phones, '$[*] ? (@.is_primary == true)') ->> 'e164') stored,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  deleted_at timestamptz(3),
  merged_into uuid,
  version integer not null default 1,
  constraint customers_pkey primary key (business_id, id),
  constraint customers_business_fkey foreign key (business_id) references businesses (id),
  constraint customers_owner_fkey foreign key (business_id, owner_member_id) references team_members (business_id, id),
  constraint customers_merged_into_fkey foreign key (business_id, merged_into) references customers (business_id, id),
  constraint customers_gender_check check (gender in ('female', 'male', 'other', 'prefer_not_to_say')),
  constraint customers_lifecycle_stage_check check (lifecycle_stage in ('lead', 'qualified', 'customer', 'lapsed', 'lost')),
  constraint customers_status_check check (status in ('active', 'inactive', 'blocked')),
  constraint customers_preferred_channel_check check (preferred_channel in ('sms', 'email', 'phone', 'none'))
);
create unique index customers_external_id_key on customers (business_id, external_id) where deleted_at is null;
create unique index customers_primary_email_key on customers (business_id, primary_email) where deleted_at is null;
create unique index customers_primary_phone_key on customers (business_id, primary_phone) where deleted_at is null;
create index customers_created_idx on customers (business_id, created_at, id);
create index customers_updated_idx on customers (business_id, updated_at, id);
create index customers_name_idx on customers (business_id, sort_name, id);
create index customers_owner_idx on customers (business_id, owner_member_id);
create index customers_merged_into_idx on customers (business_id, merged_into);
-- Whether an external id belonged to somebody who was merged.
create index customers_merged_external_id_idx on customers (business_id, external_id) where merged_into is not null;
create index customers_search_idx on customers using gin (business_id, search_text gin_trgm_ops);

alter table customers enable row level security;
alter table customers force row level security;
create policy tenant on customers to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy search on customers for select to clientflow_searcher using (true);

grant select, insert, update on customers to clientflow_app;
grant select on customers to clientflow_searcher;
