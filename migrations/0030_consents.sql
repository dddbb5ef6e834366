-- What people have allowed and forbidden, as they said it: a record is written once. It follows its customer through a merge, and nothing else in it
-- changes. Consent belongs to the address, so it stays what it is whoever has the address.
create table consents (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  customer_id uuid,
  channel text not null,
  address text collate "C" not null,
  purpose text not null,
  action text not null,
  source text not null,
  evidence jsonb not null default '{}',
  occurred_at timestamptz(3) not null,
  recorded_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint consents_pkey primary key (business_id, id),
  constraint consents_business_fkey foreign key (business_id) references businesses (id),
  constraint consents_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id),
  constraint consents_recorded_by_fkey foreign key (business_id, recorded_by) references team_members (business_id, id),
  constraint consents_channel_check check (channel in ('sms', 'email', 'voice')),
  constraint consents_purpose_check check (purpose in ('marketing', 'transactional')),
  constraint consents_action_check check (action in ('granted', 'revoked')),
  constraint consents_source_check check (source in ('web_form', 'keyword', 'verbal', 'import', 'api', 'provider', 'staff'))
);
create index consents_address_idx on consents (business_id, address, channel, purpose, occurred_at);
create index consents_customer_idx on consents (business_id, customer_id, created_at, id);
create index consents_recorded_by_idx on consents (business_id, recorded_by);

-- Where nothing may be sent, and why. Several reasons may hold for one address at once; each holds once, and is lifted by itself.
create table suppressions (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  channel text not null,
  address text collate "C" not null,
  reason text not null,
  -- The one channel of ours that the person wrote to; null for the whole business.
  scope_channel_id uuid,
  active boolean not null default true,
  provider_ref text,
  note text,
  lifted_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint suppressions_pkey primary key (business_id, id),
  constraint suppressions_business_fkey foreign key (business_id) references businesses (id),
  constraint suppressions_scope_fkey foreign key (business_id, scope_channel_id) references channels (business_id, id),
  constraint suppressions_channel_check check (channel in ('sms', 'email', 'voice')),
  constraint suppressions_reason_check
    check (reason in ('keyword_stop', 'provider_block', 'hard_bounce', 'spam_complaint', 'unsubscribe_link', 'manual', 'erased')),
  constraint suppressions_lifted_check check (active = (lifted_at is null))
);
create unique index suppressions_active_key on suppressions (business_id, channel, address, reason, scope_channel_id) nulls not distinct where active;
create index suppressions_address_idx on suppressions (business_id, address, channel);
create index suppressions_created_idx on suppressions (business_id, created_at, id);
create index suppressions_reason_idx on suppressions (business_id, reason, created_at, id);
create index suppressions_lifted_idx on suppressions (business_id, created_at, id) where not active;
create index suppressions_updated_idx on suppressions (business_id, updated_at, id);
create index suppressions_scope_idx on suppressions (business_id, scope_channel_id);

alter table consents enable row level security;
alter table consents force row level security;
alter table suppressions enable row level security;
alter table suppressions force row level security;
create policy tenant on consents to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy tenant on suppressions to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

grant select, insert, update (customer_id, updated_at, version) on consents to clientflow_app;
grant select, insert, update (active, lifted_at, updated_at, version) on suppressions to clientflow_app;
