-- The numbers and addresses from which a business writes and calls, and at which it is reached.
create table channels (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  type text not null,
  integration_id uuid not null,
  -- A number in E.164 form, or an e-mail address in lower case.
  address text collate "C" not null,
  name text not null,
  -- Whether carriers know who sends from this number (10DLC and its like), and what they said when they refused.
  a2p_status text not null default 'not_required',
  a2p_code text,
  is_default boolean not null default false,
  -- What calls need: where they go, what is said, whether they are recorded.
  settings jsonb not null default '{}',
  status text not null default 'active',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint channels_pkey primary key (business_id, id),
  constraint channels_business_fkey foreign key (business_id) references businesses (id),
  constraint channels_integration_fkey foreign key (business_id, integration_id) references integrations (business_id, id),
  constraint channels_type_check check (type in ('sms', 'voice', 'email')),
  constraint channels_a2p_status_check check (a2p_status in ('not_required', 'unregistered', 'pending', 'approved', 'rejected')),
  constraint channels_status_check check (status in ('active', 'archived')),
  constraint channels_default_check check (status = 'active' or not is_default)
);
create index channels_created_idx on channels (business_id, created_at, id);
create index channels_updated_idx on channels (business_id, updated_at, id);
create index channels_integration_idx on channels (business_id, integration_id);
-- An archived number can be connected again, as another channel.
create unique index channels_address_idx on channels (business_id, type, address) where status = 'active';
create unique index channels_default_idx on channels (business_id, type) where is_default;

alter table channels enable row level security;
alter table channels force row level security;
create policy tenant on channels to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update on channels to clientflow_app;
