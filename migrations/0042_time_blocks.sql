create extension if not exists btree_gist;

-- Time that is taken: one row for each stretch of somebody's time, which appointments and holds sit in. Two rows of one member cannot overlap, buffers
-- included, whatever the code above thinks. `resource_id` is the member, or the business itself where there is none: null would overlap nothing.
create table time_blocks (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  resource_id uuid generated always as (coalesce(member_id, business_id)) stored not null,
  member_id uuid,
  service_id uuid,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  -- From the buffer before to the buffer after.
  blocked_from timestamptz(3) not null,
  blocked_until timestamptz(3) not null,
  -- How many could take part when it was made. Above one it is a session: those who sit in it share it.
  capacity integer not null default 1,
  -- Until when a hold keeps it; null once an appointment sits in it. Of a session those who sit in it tell.
  held_until timestamptz(3),
  -- Somebody who may put it above what was there: it overlaps, and blocks all the same.
  overrides boolean not null default false,
  created_at timestamptz(3) not null default now(),
  constraint time_blocks_pkey primary key (business_id, id),
  constraint time_blocks_business_fkey foreign key (business_id) references businesses (id),
  constraint time_blocks_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint time_blocks_service_fkey foreign key (business_id, service_id) references services (business_id, id),
  constraint time_blocks_range_check check (starts_at < ends_at and blocked_from <= starts_at and ends_at <= blocked_until),
  -- A day, and two hours before and after: whoever looks for what reaches into a range need not look further back.
  constraint time_blocks_length_check check (blocked_until <= blocked_from + interval '28 hours'),
  constraint time_blocks_overlap_excl
    exclude using gist (business_id with =, resource_id with =, tstzrange(blocked_from, blocked_until) with &&) where (not overrides)
);
-- The operators of ranges may tell of rows that row-level security hides, so PostgreSQL does not let them at an index here; those of instants it does.
create index time_blocks_resource_idx on time_blocks (business_id, resource_id, blocked_from);
create index time_blocks_member_idx on time_blocks (business_id, member_id);
create index time_blocks_service_idx on time_blocks (business_id, service_id);

-- A time that is kept for a few minutes while somebody makes up their mind.
create table slot_holds (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  service_id uuid not null,
  member_id uuid,
  -- The time that it keeps; null once it keeps none.
  block_id uuid,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  party_size integer not null default 1,
  -- The person or the key that asked for it: each may have some at a time.
  held_by uuid not null,
  status text not null default 'held',
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint slot_holds_pkey primary key (business_id, id),
  constraint slot_holds_service_fkey foreign key (business_id, service_id) references services (business_id, id),
  constraint slot_holds_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint slot_holds_block_fkey foreign key (business_id, block_id) references time_blocks (business_id, id),
  constraint slot_holds_status_check check (status in ('held', 'consumed', 'released', 'expired')),
  constraint slot_holds_block_check check ((block_id is not null) = (status = 'held'))
);
create index slot_holds_created_idx on slot_holds (business_id, created_at, id);
create index slot_holds_service_idx on slot_holds (business_id, service_id);
create index slot_holds_member_idx on slot_holds (business_id, member_id);
create index slot_holds_block_idx on slot_holds (business_id, block_id);
create index slot_holds_held_by_idx on slot_holds (business_id, held_by) where status = 'held';
-- For the nightly purge, which goes by age alone.
create index slot_holds_due_idx on slot_holds (expires_at) where status <> 'consumed';
create index time_blocks_held_idx on time_blocks (held_until) where held_until is not null;

alter table time_blocks enable row level security;
alter table time_blocks force row level security;
create policy tenant on time_blocks to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

alter table slot_holds enable row level security;
alter table slot_holds force row level security;
create policy tenant on slot_holds to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update, delete on time_blocks to clientflow_app;
grant select, insert, update on slot_holds to clientflow_app;

-- A hold that nobody asks for any more goes with the time that it kept; one that was consumed stays with its appointment.
create policy purge on slot_holds to clientflow_purger using (expires_at < now() - interval '1 day' and status <> 'consumed');
create policy purge on time_blocks to clientflow_purger using (held_until < now() - interval '1 day');
grant select, delete on slot_holds, time_blocks to clientflow_purger;
grant update (block_id, status) on slot_holds to clientflow_purger;

-- Deletes up to so many that are past their time, and says how many. Their blocks are not in anybody's way meanwhile: they count as free.
create function app.purge_slot_holds(batch_size integer) returns integer
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
declare
  purged integer;
begin
  update slot_holds set status = 'expired', block_id = null
  where ctid = any (array(select ctid from slot_holds where status = 'held' and expires_at < now() - interval '1 day' limit batch_size));
  delete from time_blocks b
  where held_until < now() - interval '1 day' and not exists (select from slot_holds h where h.business_id = b.business_id and h.block_id = b.id);
  delete from slot_holds
  where ctid = any (array(select ctid from slot_holds where status <> 'consumed' and expires_at < now() - interval '1 day' limit batch_size));
  get diagnostics purged = row_count;
  return purged;
end
$$;

do $$
begin
  grant create on schema app to clientflow_purger;
  alter function app.purge_slot_holds(integer) owner to clientflow_purger;
  revoke create on schema app from clientflow_purger;
  revoke execute on function app.purge_slot_holds(integer) from public;
  grant execute on function app.purge_slot_holds(integer) to clientflow_worker;
end
$$;
