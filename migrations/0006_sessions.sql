create table sessions (
  id uuid not null default new_id(),
  person_id uuid not null default current_person(),
  ip_address text,
  user_agent text,
  created_at timestamptz(3) not null default now(),
  last_used_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  constraint sessions_pkey primary key (id),
  constraint sessions_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create index sessions_person_idx on sessions (person_id, created_at, id);

-- Every token that a session ever gave out, as a hash: one that comes back after its successor was used betrays a theft.
create table refresh_tokens (
  hash bytea not null,
  session_id uuid not null,
  person_id uuid not null default current_person(),
  created_at timestamptz(3) not null default now(),
  replaced_at timestamptz(3),
  constraint refresh_tokens_pkey primary key (hash),
  constraint refresh_tokens_session_fkey foreign key (session_id) references sessions (id) on delete cascade,
  constraint refresh_tokens_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create index refresh_tokens_session_idx on refresh_tokens (session_id);
create index refresh_tokens_person_idx on refresh_tokens (person_id);

create table sign_ups (
  id uuid not null default new_id(),
  email text not null,
  full_name text not null,
  business_name text not null,
  time_zone text not null,
  currency text,
  locale text,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  constraint sign_ups_pkey primary key (id)
);
create index sign_ups_email_idx on sign_ups (email, created_at);

create table password_resets (
  id uuid not null default new_id(),
  person_id uuid not null default current_person(),
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  constraint password_resets_pkey primary key (id),
  constraint password_resets_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create index password_resets_person_idx on password_resets (person_id, created_at);

alter table sessions enable row level security;
alter table sessions force row level security;
alter table refresh_tokens enable row level security;
alter table refresh_tokens force row level security;
alter table sign_ups enable row level security;
alter table sign_ups force row level security;
alter table password_resets enable row level security;
alter table password_resets force row level security;

create policy own on sessions to clientflow_app using (person_id = (select current_person())) with check (person_id = (select current_person()));
create policy own on refresh_tokens to clientflow_app using (person_id = (select current_person())) with check (person_id = (select current_person()));
create policy own on password_resets to clientflow_app using (person_id = (select current_person())) with check (person_id = (select current_person()));
create policy look_up on sessions for select to clientflow_identity using (true);
create policy look_up on refresh_tokens for select to clientflow_identity using (true);
create policy sign_up on sign_ups to clientflow_identity using (true) with check (true);

grant select, insert, update on sessions, refresh_tokens, password_resets to clientflow_app;
grant select on sessions, refresh_tokens to clientflow_identity;
grant select, insert, update on sign_ups to clientflow_identity;
