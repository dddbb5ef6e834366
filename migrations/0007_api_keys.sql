create table api_keys (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  name text not null,
  prefix text not null,
  -- SHA-256 of the secret, which has 178 bits of its own: a slow hash would protect nothing.
  hash bytea not null,
  scopes text[] not null,
  ip_allowlist text[] not null default '{}',
  expires_at timestamptz(3),
  rotated_at timestamptz(3),
  valid_until timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  created_by_member_id uuid,
  replaced_by_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint api_keys_pkey primary key (business_id, id),
  constraint api_keys_business_fkey foreign key (business_id) references businesses (id),
  constraint api_keys_created_by_fkey foreign key (business_id, created_by_member_id) references team_members (business_id, id),
  constraint api_keys_replaced_by_fkey foreign key (business_id, replaced_by_id) references api_keys (business_id, id)
);
-- The look-up by hash comes before the business is known, so this one unique index cannot lead with it.
create unique index api_keys_hash_key on api_keys (hash);
create index api_keys_created_idx on api_keys (business_id, created_at, id);
create index api_keys_created_by_idx on api_keys (business_id, created_by_member_id);
create index api_keys_replaced_by_idx on api_keys (business_id, replaced_by_id);

alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy tenant on api_keys to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy look_up on api_keys for select to clientflow_identity using (true);
create policy mark_used on api_keys for update to clientflow_identity using (true);

grant select, insert, update on api_keys to clientflow_app;
grant select, update (last_used_at) on api_keys to clientflow_identity;
