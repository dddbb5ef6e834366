create table events (
  business_id uuid not null default current_business(),
  sequence bigint not null,
  id uuid not null default new_id(),
  type text not null,
  occurred_at timestamptz(3) not null default now(),
  data jsonb not null,
  request jsonb,
  -- Who it is about, so that a customer's history is found by an index. Empty for the creation of a note: the note itself stands there.
  customer_id uuid,
  constraint events_pkey primary key (business_id, sequence),
  constraint events_id_key unique (business_id, id),
  constraint events_business_fkey foreign key (business_id) references businesses (id)
);
create index events_occurred_idx on events (business_id, occurred_at);
create index events_customer_idx on events (business_id, customer_id, occurred_at, id) where customer_id is not null;

create table audit_logs (
  business_id uuid not null default current_business(),
  sequence bigint not null,
  id uuid not null default new_id(),
  occurred_at timestamptz(3) not null default now(),
  actor_type text not null,
  actor_id uuid,
  action text not null,
  resource_type text not null,
  resource_id uuid not null,
  changed_fields text[] not null default '{}',
  request_id text,
  ip_address text,
  hash bytea not null,
  constraint audit_logs_pkey primary key (business_id, sequence),
  constraint audit_logs_id_key unique (business_id, id),
  constraint audit_logs_business_fkey foreign key (business_id) references businesses (id),
  constraint audit_logs_actor_type_check check (actor_type in ('person', 'api_key', 'system'))
);
create index audit_logs_occurred_idx on audit_logs (business_id, occurred_at, id);
create index audit_logs_resource_idx on audit_logs (business_id, resource_type, resource_id, sequence);

alter table events enable row level security;
alter table events force row level security;
alter table audit_logs enable row level security;
alter table audit_logs force row level security;
create policy tenant on events to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy tenant on audit_logs to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

-- Append only: nobody who serves requests may change or delete what happened.
grant select, insert on events, audit_logs to clientflow_app;
