-- The second factor of a person: pending until a first code confirms it, then asked for at every log-in.
create table person_totp_secrets (
  person_id uuid not null default current_person(),
  -- Encrypted, bound to this person.
  secret bytea not null,
  -- Until when it can be confirmed.
  expires_at timestamptz(3) not null,
  confirmed_at timestamptz(3),
  -- The newest step of 30 seconds whose code was used; only later ones are taken, so each code once.
  used_step integer not null default 0,
  constraint person_totp_secrets_pkey primary key (person_id),
  constraint person_totp_secrets_person_fkey foreign key (person_id) references people (id) on delete cascade
);

-- A row for each code that has not been used. They end with the secret that they stand in for.
create table person_recovery_codes (
  person_id uuid not null default current_person(),
  -- SHA-256 of person and code, which has 120 bits of its own: a slow hash would protect nothing.
  hash bytea not null,
  constraint person_recovery_codes_pkey primary key (person_id, hash),
  constraint person_recovery_codes_secret_fkey foreign key (person_id) references person_totp_secrets (person_id) on delete cascade
);

alter table person_totp_secrets enable row level security;
alter table person_totp_secrets force row level security;
alter table person_recovery_codes enable row level security;
alter table person_recovery_codes force row level security;

create policy own on person_totp_secrets to clientflow_app
  using (person_id = (select current_person())) with check (person_id = (select current_person()));
create policy own on person_recovery_codes to clientflow_app
  using (person_id = (select current_person())) with check (person_id = (select current_person()));
create policy purge on person_totp_secrets to clientflow_purger using (confirmed_at is null and expires_at < now());

grant select, insert, update, delete on person_totp_secrets to clientflow_app;
grant select, insert, delete on person_recovery_codes to clientflow_app;
grant select, delete on person_totp_secrets to clientflow_purger;

-- Deletes up to so many enrolments that nobody confirmed in time, and says how many.
create function app.purge_totp_enrolments(batch_size integer) returns integer
  language sql security definer
  set search_path = public, pg_temp
as $$
  with purged as (
    delete from person_totp_secrets where ctid = any (array(select ctid from person_totp_secrets limit batch_size)) returning 1
  )
  select count(*)::integer from purged;
$$;

do $$
begin
  grant create on schema app to clientflow_purger;
  alter function app.purge_totp_enrolments(integer) owner to clientflow_purger;
  revoke create on schema app from clientflow_purger;
  revoke execute on function app.purge_totp_enrolments(integer) from public;
  grant execute on function app.purge_totp_enrolments(integer) to clientflow_worker;
end
$$;
