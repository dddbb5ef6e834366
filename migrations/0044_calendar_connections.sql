-- Calendars that members keep elsewhere, and what stands there.
create table calendar_connections (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  member_id uuid not null,
  provider text not null default 'google',
  status text not null default 'pending',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint calendar_connections_pkey primary key (business_id, id),
  constraint calendar_connections_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint calendar_connections_provider_check check (provider = 'google'),
  constraint calendar_connections_status_check check (status in ('pending', 'active', 'error', 'reauth_required', 'disconnected'))
);
create index calendar_connections_created_idx on calendar_connections (business_id, created_at, id);
create index calendar_connections_updated_idx on calendar_connections (business_id, updated_at, id);
create index calendar_connections_member_idx on calendar_connections (business_id, member_id);

-- When a member is busy by a calendar of theirs: other people's events, opaque ones only. Our own appointments are not among them.
create table calendar_busy_times (
  business_id uuid not null default current_business(),
  connection_id uuid not null,
  event_id text collate "C" not null,
  member_id uuid not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  constraint calendar_busy_times_pkey primary key (business_id, connection_id, event_id),
  constraint calendar_busy_times_connection_fkey foreign key (business_id, connection_id) references calendar_connections (business_id, id),
  constraint calendar_busy_times_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint calendar_busy_times_range_check check (starts_at < ends_at)
);
create index calendar_busy_times_member_idx on calendar_busy_times (business_id, member_id, ends_at);

alter table calendar_connections enable row level security;
alter table calendar_connections force row level security;
create policy tenant on calendar_connections to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

alter table calendar_busy_times enable row level security;
alter table calendar_busy_times force row level security;
create policy tenant on calendar_busy_times to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update, delete on calendar_connections to clientflow_app;
grant select, insert, update, delete on calendar_busy_times to clientflow_app;
