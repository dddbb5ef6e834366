-- When it is open, in local time: for the business as a whole, and for members who keep hours of their own. `resource_id` is the member, or the business
-- itself where there is none, so that it is never null.
create table schedules (
  business_id uuid not null default current_business(),
  resource_id uuid generated always as (coalesce(member_id, business_id)) stored not null,
  member_id uuid,
  -- Where the clock hangs; null is where the business is.
  time_zone text,
  -- [{weekday 1 to 7, intervals [{start, end}]}], a day that is missing is closed; null for a member who follows the business (again).
  weekly jsonb,
  -- Days that differ: [{date, label, intervals}]; no intervals is closed.
  exceptions jsonb not null default '[]',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint schedules_weekly_check check (weekly is not null or member_id is not null),
  constraint schedules_pkey primary key (business_id, resource_id),
  constraint schedules_business_fkey foreign key (business_id) references businesses (id),
  constraint schedules_member_fkey foreign key (business_id, member_id) references team_members (business_id, id)
);
create index schedules_member_idx on schedules (business_id, member_id);

-- When somebody is away, or the business as a whole where there is no member.
create table time_off (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  member_id uuid,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  reason text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint time_off_pkey primary key (business_id, id),
  constraint time_off_business_fkey foreign key (business_id) references businesses (id),
  constraint time_off_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint time_off_range_check check (starts_at < ends_at)
);
create index time_off_created_idx on time_off (business_id, created_at, id);
create index time_off_updated_idx on time_off (business_id, updated_at, id);
create index time_off_member_idx on time_off (business_id, member_id, ends_at);

alter table schedules enable row level security;
alter table schedules force row level security;
create policy tenant on schedules to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

alter table time_off enable row level security;
alter table time_off force row level security;
create policy tenant on time_off to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update, delete on schedules to clientflow_app;
grant select, insert, update, delete on time_off to clientflow_app;
