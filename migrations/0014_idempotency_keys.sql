create table idempotency_keys (
  business_id uuid not null default current_business(),
  principal_id uuid not null,
  operation text not null,
  key text not null,
  fingerprint bytea not null,
  -- Status, headers and body, encrypted: a stored reply may hold a secret that is shown once.
  reply bytea not null,
  created_at timestamptz(3) not null default now(),
  constraint idempotency_keys_pkey primary key (business_id, principal_id, operation, key),
  constraint idempotency_keys_business_fkey foreign key (business_id) references businesses (id) on delete cascade
);
create index idempotency_keys_created_idx on idempotency_keys (business_id, created_at);

-- The same for what a person does before choosing a business.
create table person_idempotency_keys (
  person_id uuid not null default current_person(),
  operation text not null,
  key text not null,
  fingerprint bytea not null,
  reply bytea not null,
  created_at timestamptz(3) not null default now(),
  constraint person_idempotency_keys_pkey primary key (person_id, operation, key),
  constraint person_idempotency_keys_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create index person_idempotency_keys_created_idx on person_idempotency_keys (created_at);

alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
alter table person_idempotency_keys enable row level security;
alter table person_idempotency_keys force row level security;
create policy tenant on idempotency_keys to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy own on person_idempotency_keys to clientflow_app
  using (person_id = (select current_person())) with check (person_id = (select current_person()));

grant select, insert, update, delete on idempotency_keys, person_idempotency_keys to clientflow_app;
