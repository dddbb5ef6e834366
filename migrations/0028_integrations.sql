-- The accounts that a business has with those who carry its messages and calls.
create table integrations (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  provider text not null,
  name text not null,
  status text not null default 'active',
  -- What is no secret: the account's name at the provider, or where the provider is reached.
  settings jsonb not null default '{}',
  -- Encrypted, bound to this row; gone when the integration is.
  credentials bytea,
  -- Those of before the last rotation. They verify what comes in until their time is over, and are never sent.
  previous_credentials bytea,
  previous_valid_until timestamptz(3),
  secret_hint text not null,
  last_event_at timestamptz(3),
  deleted_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint integrations_pkey primary key (business_id, id),
  constraint integrations_business_fkey foreign key (business_id) references businesses (id),
  constraint integrations_provider_check check (provider in ('twilio', 'sms_provider', 'postmark')),
  constraint integrations_status_check check (status in ('active', 'disabled')),
  constraint integrations_credentials_check check ((deleted_at is null) = (credentials is not null)),
  constraint integrations_previous_check check ((previous_credentials is null) = (previous_valid_until is null))
);
create index integrations_created_idx on integrations (business_id, created_at, id);
create index integrations_updated_idx on integrations (business_id, updated_at, id);
-- What comes in names the integration and nothing else.
create index integrations_id_idx on integrations (id);

alter table integrations enable row level security;
alter table integrations force row level security;
create policy tenant on integrations to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy look_up on integrations for select to clientflow_identity using (deleted_at is null);
grant select, insert, update on integrations to clientflow_app;
grant select on integrations to clientflow_identity;

-- Whom a request from outside concerns, before anything about it is believed. The credentials are sealed, so this tells nobody a secret.
create function app.inbound_integration(integration_id uuid)
  returns table (
    business_id uuid, business_status text, provider text, status text, settings jsonb, credentials bytea, previous_credentials bytea,
    previous_valid_until timestamptz)
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select i.business_id, b.status, i.provider, i.status, i.settings, i.credentials, i.previous_credentials, i.previous_valid_until
  from integrations i join businesses b on b.id = i.business_id
  where i.id = integration_id and i.deleted_at is null;
$$;

-- Which integrations another key than this one has sealed: their ids and nothing else, in their order, after the one that is named. The name of the key
-- stands before what it sealed, after a byte of its length.
create function app.integrations_sealed_otherwise(key_id text, after_id uuid, batch_size integer)
  returns table (business_id uuid, id uuid)
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select i.business_id, i.id from integrations i
  where i.deleted_at is null and i.id > after_id
    and exists (
      select from (values (i.credentials), (i.previous_credentials)) sealed (text)
      where substring(sealed.text from 3 for get_byte(sealed.text, 1)) <> convert_to(key_id, 'UTF8'))
  order by i.id limit batch_size;
$$;

do $$
declare
  function regprocedure;
begin
  grant create on schema app to clientflow_identity;
  foreach function in array array['app.inbound_integration(uuid)', 'app.integrations_sealed_otherwise(text, uuid, integer)']::regprocedure[]
  loop
    execute format('alter function %s owner to clientflow_identity', function);
    execute format('revoke execute on function %s from public', function);
  end loop;
  revoke create on schema app from clientflow_identity;
  grant execute on function app.inbound_integration(uuid) to clientflow_app;
  grant execute on function app.integrations_sealed_otherwise(text, uuid, integer) to clientflow_worker;
end
$$;
