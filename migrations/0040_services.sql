-- What a business does for its customers, at which price and how long it takes. Appointments keep a copy of what was agreed, so that a service can change.
create table services (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  name text not null,
  description text,
  category text,
  price_minor bigint not null default 0,
  deposit_minor bigint,
  cancellation_fee_minor bigint,
  currency text not null,
  tax_rate_bp integer not null default 0,
  duration_minutes integer not null default 60,
  buffer_before_minutes integer not null default 0,
  buffer_after_minutes integer not null default 0,
  -- How many can take part at once: above one, customers share a time.
  capacity integer not null default 1,
  -- Where times begin: every so many minutes, counted from when the day's hours open.
  slot_interval_minutes integer not null default 15,
  -- What binds customers, and never the business itself.
  min_notice_minutes integer not null default 0,
  max_advance_days integer not null default 30,
  cancel_notice_minutes integer not null default 0,
  reschedule_notice_minutes integer not null default 0,
  requires_confirmation boolean not null default false,
  bookable_online boolean not null default true,
  location_type text not null default 'on_site',
  prerequisites text,
  policy text,
  status text not null default 'active',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint services_pkey primary key (business_id, id),
  constraint services_business_fkey foreign key (business_id) references businesses (id),
  constraint services_location_type_check check (location_type in ('on_site', 'customer_address', 'phone', 'video')),
  constraint services_status_check check (status in ('active', 'archived'))
);
create index services_created_idx on services (business_id, created_at, id);
create index services_updated_idx on services (business_id, updated_at, id);
create index services_name_idx on services (business_id, left(name, 60), id);
create index services_category_idx on services (business_id, category) where status = 'active';

-- Who does it. A service without a row here is done by whoever is bookable. Who leaves the team keeps the row, and is not booked: otherwise the service
-- would fall to everybody when its only member leaves.
create table service_members (
  business_id uuid not null default current_business(),
  service_id uuid not null,
  member_id uuid not null,
  constraint service_members_pkey primary key (business_id, service_id, member_id),
  constraint service_members_service_fkey foreign key (business_id, service_id) references services (business_id, id),
  constraint service_members_member_fkey foreign key (business_id, member_id) references team_members (business_id, id)
);
create index service_members_member_idx on service_members (business_id, member_id);

alter table services enable row level security;
alter table services force row level security;
create policy tenant on services to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

alter table service_members enable row level security;
alter table service_members force row level security;
create policy tenant on service_members to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update on services to clientflow_app;
grant select, insert, delete on service_members to clientflow_app;
