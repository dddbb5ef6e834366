-- Appointments that repeat, by a rule in the words of RFC 5545 and the clock of a place.
create table appointment_series (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  customer_id uuid not null,
  service_id uuid,
  member_id uuid,
  rule text not null,
  starts_on date not null,
  starts_time time(0) not null,
  time_zone text not null,
  -- What it was made of, in order. Appointments never leave it.
  appointment_ids uuid[] not null default '{}',
  status text not null default 'active',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint appointment_series_pkey primary key (business_id, id),
  constraint appointment_series_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id),
  constraint appointment_series_service_fkey foreign key (business_id, service_id) references services (business_id, id),
  constraint appointment_series_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint appointment_series_status_check check (status in ('active', 'cancelled'))
);
create index appointment_series_created_idx on appointment_series (business_id, created_at, id);
create index appointment_series_updated_idx on appointment_series (business_id, updated_at, id);
create index appointment_series_customer_idx on appointment_series (business_id, customer_id);
create index appointment_series_service_idx on appointment_series (business_id, service_id);
create index appointment_series_member_idx on appointment_series (business_id, member_id);

create table appointments (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  customer_id uuid not null,
  service_id uuid,
  -- What was agreed: name, price and duration as they were when it was booked.
  service_snapshot jsonb,
  member_id uuid,
  -- The time that it takes; null once it takes none.
  block_id uuid,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  -- The place whose clock the people read; the instants stay when clocks or zones change.
  time_zone text not null,
  party_size integer not null default 1,
  status text not null,
  location_type text not null default 'on_site',
  location text,
  price_minor bigint not null default 0,
  deposit_minor bigint,
  currency text not null,
  payment_status text not null default 'unpaid',
  payment_due_on date,
  payment_method text,
  source text not null,
  customer_notes text,
  internal_notes text,
  cancellation_kind text,
  cancellation_reason text,
  cancelled_by text,
  cancellation_fee_minor bigint,
  override_reason text,
  -- When it was to be before, the newest first: [{starts_at, ends_at, member_id, rescheduled_at}].
  rescheduled_from jsonb not null default '[]',
  rebooked_from_id uuid,
  series_id uuid,
  hold_id uuid,
  metadata jsonb not null default '{}',
  -- Until when a pending one waits for its confirmation.
  expires_at timestamptz(3),
  confirmed_at timestamptz(3),
  checked_in_at timestamptz(3),
  completed_at timestamptz(3),
  no_show_at timestamptz(3),
  cancelled_at timestamptz(3),
  -- When it was first said how it ended, which can be corrected for a while.
  settled_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint appointments_pkey primary key (business_id, id),
  constraint appointments_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id),
  constraint appointments_service_fkey foreign key (business_id, service_id) references services (business_id, id),
  constraint appointments_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint appointments_block_fkey foreign key (business_id, block_id) references time_blocks (business_id, id),
  constraint appointments_series_fkey foreign key (business_id, series_id) references appointment_series (business_id, id),
  -- A hold that had expired is forgotten after a day.
  constraint appointments_hold_fkey foreign key (business_id, hold_id) references slot_holds (business_id, id) on delete set null (hold_id),
  constraint appointments_rebooked_from_fkey foreign key (business_id, rebooked_from_id) references appointments (business_id, id),
  constraint appointments_status_check check (status in ('pending', 'confirmed', 'checked_in', 'completed', 'no_show', 'cancelled')),
  constraint appointments_range_check check (starts_at < ends_at),
  -- Whoever is to come takes somebody's time, and nobody else does.
  constraint appointments_block_check check ((block_id is not null) = (status in ('pending', 'confirmed', 'checked_in'))),
  constraint appointments_location_type_check check (location_type in ('on_site', 'customer_address', 'phone', 'video')),
  -- One that waits for a confirmation does not wait for ever.
  constraint appointments_expires_check check ((expires_at is not null) = (status = 'pending')),
  constraint appointments_cancellation_check
    check ((status = 'cancelled') = (cancelled_at is not null and cancelled_by is not null and cancellation_kind is not null)),
  constraint appointments_cancellation_kind_check check (cancellation_kind in ('cancelled', 'declined', 'expired')),
  constraint appointments_payment_status_check check (payment_status in ('unpaid', 'partially_paid', 'paid', 'refunded', 'failed')),
  constraint appointments_payment_method_check check (payment_method in ('cash', 'card', 'check', 'online', 'subscription')),
  constraint appointments_cancelled_by_check check (cancelled_by in ('customer', 'staff', 'system', 'calendar')),
  constraint appointments_source_check
    check (source in ('web', 'api', 'staff', 'sms', 'phone', 'calendar', 'import', 'self_service'))
);
create index appointments_created_idx on appointments (business_id, created_at, id);
create index appointments_updated_idx on appointments (business_id, updated_at, id);
create index appointments_starts_idx on appointments (business_id, starts_at, id);
create index appointments_customer_idx on appointments (business_id, customer_id, starts_at, id);
create index appointments_member_idx on appointments (business_id, member_id, starts_at, id);
create index appointments_service_idx on appointments (business_id, service_id);
create index appointments_block_idx on appointments (business_id, block_id);
create index appointments_series_idx on appointments (business_id, series_id);
create index appointments_hold_idx on appointments (business_id, hold_id);
create index appointments_rebooked_from_idx on appointments (business_id, rebooked_from_id);

-- What happened to each, one row for a version: followed to its end it says how the appointment is.
create table appointment_history (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  appointment_id uuid not null,
  appointment_version integer not null,
  action text not null,
  status text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  member_id uuid,
  changed_fields text[] not null,
  reason text,
  -- Who it was; a customer, a calendar and the clock are nobody of the team.
  actor_type text not null,
  actor_id uuid,
  created_at timestamptz(3) not null default now(),
  constraint appointment_history_pkey primary key (business_id, id),
  constraint appointment_history_appointment_fkey foreign key (business_id, appointment_id) references appointments (business_id, id),
  constraint appointment_history_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint appointment_history_version_key unique (business_id, appointment_id, appointment_version),
  constraint appointment_history_action_check
    check (action in ('created', 'confirmed', 'updated', 'rescheduled', 'checked_in', 'completed', 'no_show', 'cancelled')),
  constraint appointment_history_status_check
    check (status in ('pending', 'confirmed', 'checked_in', 'completed', 'no_show', 'cancelled')),
  constraint appointment_history_actor_type_check check (actor_type in ('person', 'api_key', 'customer', 'calendar', 'system'))
);
create index appointment_history_member_idx on appointment_history (business_id, member_id);
create index appointment_history_created_idx on appointment_history (business_id, appointment_id, created_at, id);

alter table appointment_series enable row level security;
alter table appointment_series force row level security;
create policy tenant on appointment_series to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

alter table appointments enable row level security;
alter table appointments force row level security;
create policy tenant on appointments to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update on appointment_series to clientflow_app;
grant select, insert, update on appointments to clientflow_app;

alter table appointment_history enable row level security;
alter table appointment_history force row level security;
create policy tenant on appointment_history to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert on appointment_history to clientflow_app;
