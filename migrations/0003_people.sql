-- People belong to no business: with sessions, sign-ups and mails they are the named exception to "every key leads with business_id".
create table people (
  id uuid not null default new_id(),
  email text not null,
  email_verified_at timestamptz(3),
  full_name text not null,
  locale text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint people_pkey primary key (id),
  constraint people_email_key unique (email)
);

-- Apart from people, because members of a team may read each other's names but nobody another's hash.
create table person_passwords (
  person_id uuid not null default current_person(),
  hash text not null,
  changed_at timestamptz(3) not null default now(),
  constraint person_passwords_pkey primary key (person_id),
  constraint person_passwords_person_fkey foreign key (person_id) references people (id) on delete cascade
);

-- People who sign in elsewhere (Supabase Auth), by issuer and subject.
create table person_identities (
  issuer text not null,
  subject text not null,
  person_id uuid not null default current_person(),
  created_at timestamptz(3) not null default now(),
  constraint person_identities_pkey primary key (issuer, subject),
  constraint person_identities_person_fkey foreign key (person_id) references people (id) on delete cascade
);
create index person_identities_person_idx on person_identities (person_id);

alter table people enable row level security;
alter table people force row level security;
alter table person_passwords enable row level security;
alter table person_passwords force row level security;
alter table person_identities enable row level security;
alter table person_identities force row level security;

create policy own on people to clientflow_app using (id = (select current_person())) with check (id = (select current_person()));
create policy own on person_passwords to clientflow_app using (person_id = (select current_person())) with check (person_id = (select current_person()));
create policy own on person_identities to clientflow_app using (person_id = (select current_person())) with check (person_id = (select current_person()));
create policy look_up on people for select to clientflow_identity using (true);
create policy look_up on person_passwords for select to clientflow_identity using (true);
create policy look_up on person_identities for select to clientflow_identity using (true);

grant select, insert, update on people, person_passwords to clientflow_app;
grant select, insert, delete on person_identities to clientflow_app;
grant select on people, person_passwords, person_identities to clientflow_identity;
