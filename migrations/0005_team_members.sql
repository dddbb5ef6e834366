create table team_members (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  person_id uuid not null,
  role text not null,
  extra_scopes text[] not null default '{}',
  title text,
  phone text,
  bookable boolean not null default true,
  status text not null default 'active',
  joined_at timestamptz(3) not null default now(),
  last_seen_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint team_members_pkey primary key (business_id, id),
  constraint team_members_business_fkey foreign key (business_id) references businesses (id),
  constraint team_members_person_fkey foreign key (person_id) references people (id),
  constraint team_members_role_check check (role in ('viewer', 'staff', 'manager', 'admin', 'owner')),
  constraint team_members_status_check check (status in ('active', 'suspended', 'removed'))
);
create unique index team_members_person_key on team_members (business_id, person_id) where status <> 'removed';
create index team_members_person_idx on team_members (person_id);
create index team_members_created_idx on team_members (business_id, created_at, id);

alter table team_members enable row level security;
alter table team_members force row level security;
create policy tenant on team_members to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
-- Before a person has chosen a business: their own memberships, and the businesses behind them.
create policy own on team_members for select to clientflow_app using (person_id = (select current_person()));
create policy own on businesses for select to clientflow_app
  using (id in (select m.business_id from team_members m where m.person_id = (select current_person()) and m.status = 'active'));
create policy colleagues on people for select to clientflow_app
  using (id in (select m.person_id from team_members m where m.business_id = (select current_business())));
create policy look_up on team_members for select to clientflow_identity using (true);
create policy mark_seen on team_members for update to clientflow_identity using (true);

grant select, insert, update on team_members to clientflow_app;
grant select, update (last_seen_at) on team_members to clientflow_identity;
