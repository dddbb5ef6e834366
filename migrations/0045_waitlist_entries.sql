-- Customers who would come if a time became free. Whoever has waited longest and can use it is offered it first; the hold keeps it until they answer.
create table waitlist_entries (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  customer_id uuid not null,
  service_id uuid not null,
  -- By whom they want to be served; null is anybody.
  member_id uuid,
  wanted_from timestamptz(3) not null,
  wanted_before timestamptz(3) not null,
  party_size integer not null default 1,
  notes text,
  status text not null default 'waiting',
  -- The last offer. It stays as it was when the hold is long gone.
  hold_id uuid,
  offer_member_id uuid,
  offer_starts_at timestamptz(3),
  offer_ends_at timestamptz(3),
  offer_expires_at timestamptz(3),
  appointment_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint waitlist_entries_pkey primary key (business_id, id),
  constraint waitlist_entries_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id),
  constraint waitlist_entries_service_fkey foreign key (business_id, service_id) references services (business_id, id),
  constraint waitlist_entries_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint waitlist_entries_offer_member_fkey foreign key (business_id, offer_member_id) references team_members (business_id, id),
  constraint waitlist_entries_appointment_fkey foreign key (business_id, appointment_id) references appointments (business_id, id),
  constraint waitlist_entries_status_check check (status in ('waiting', 'offered', 'booked', 'declined', 'expired', 'removed')),
  constraint waitlist_entries_window_check check (wanted_from < wanted_before),
  constraint waitlist_entries_offer_check check (
    status <> 'offered' or (hold_id is not null and offer_starts_at is not null and offer_ends_at is not null and offer_expires_at is not null)
  ),
  constraint waitlist_entries_booked_check check ((appointment_id is not null) = (status = 'booked'))
);
create index waitlist_entries_created_idx on waitlist_entries (business_id, created_at, id);
create index waitlist_entries_updated_idx on waitlist_entries (business_id, updated_at, id);
create index waitlist_entries_customer_idx on waitlist_entries (business_id, customer_id, created_at, id);
create index waitlist_entries_service_idx on waitlist_entries (business_id, service_id, created_at, id);
create index waitlist_entries_member_idx on waitlist_entries (business_id, member_id, created_at, id);
create index waitlist_entries_offer_member_idx on waitlist_entries (business_id, offer_member_id);
create index waitlist_entries_appointment_idx on waitlist_entries (business_id, appointment_id);
-- Those who wait, in the order in which they are asked.
create index waitlist_entries_waiting_idx on waitlist_entries (business_id, created_at, id) where status = 'waiting';

alter table waitlist_entries enable row level security;
alter table waitlist_entries force row level security;
create policy tenant on waitlist_entries to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update on waitlist_entries to clientflow_app;
