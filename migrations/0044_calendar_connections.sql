-- Calendars that members keep elsewhere: what opens them, what stands there, and what of ours was written into them.
create table calendar_connections (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  member_id uuid not null,
  provider text not null default 'google',
  status text not null default 'pending',
  direction text not null default 'both',
  on_external_delete text not null default 'flag',
  on_external_move text not null default 'reschedule',
  account_email text,
  -- Sealed, bound to this row; gone when it opens nothing any more.
  refresh_token bytea,
  -- A consent that is under way: the hash of its state, who began it, and the half of the proof (PKCE) that only we have, sealed.
  state_hash bytea,
  state_member_id uuid,
  state_expires_at timestamptz(3),
  code_verifier bytea,
  -- What the person brought back from the provider, sealed; gone once it was exchanged.
  authorization_code bytea,
  -- How many attempts failed since the last one that did not, and why the last.
  failures integer not null default 0,
  error_code text,
  last_synced_at timestamptz(3),
  -- When the account was last asked which calendars it has.
  listed_at timestamptz(3),
  -- When somebody looks at it next; null while there is nothing to do.
  due_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint calendar_connections_pkey primary key (business_id, id),
  constraint calendar_connections_business_fkey foreign key (business_id) references businesses (id),
  constraint calendar_connections_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint calendar_connections_state_member_fkey foreign key (business_id, state_member_id) references team_members (business_id, id),
  constraint calendar_connections_provider_check check (provider = 'google'),
  constraint calendar_connections_status_check check (status in ('pending', 'active', 'error', 'reauth_required', 'disconnected')),
  constraint calendar_connections_direction_check check (direction in ('push', 'pull', 'both')),
  constraint calendar_connections_delete_check check (on_external_delete in ('cancel', 'flag')),
  constraint calendar_connections_move_check check (on_external_move in ('reschedule', 'flag')),
  constraint calendar_connections_state_check check (num_nulls(state_hash, state_member_id, state_expires_at) in (0, 3)),
  constraint calendar_connections_open_check check (status in ('pending', 'reauth_required', 'disconnected') or refresh_token is not null)
);
create index calendar_connections_created_idx on calendar_connections (business_id, created_at, id);
create index calendar_connections_updated_idx on calendar_connections (business_id, updated_at, id);
create index calendar_connections_member_idx on calendar_connections (business_id, member_id);
create index calendar_connections_state_member_idx on calendar_connections (business_id, state_member_id) where state_member_id is not null;
-- One place at a time where a member's appointments are written.
create unique index calendar_connections_one_idx on calendar_connections (business_id, member_id) where status <> 'disconnected';
create unique index calendar_connections_state_idx on calendar_connections (business_id, state_hash);
create index calendar_connections_due_idx on calendar_connections (due_at) where due_at is not null;
-- What comes in names the connection and nothing else.
create index calendar_connections_id_idx on calendar_connections (id);

-- The calendars of an account, as the provider lists them, and how each is used.
create table connected_calendars (
  business_id uuid not null default current_business(),
  connection_id uuid not null,
  calendar_id text collate "C" not null,
  name text not null,
  time_zone text not null,
  is_primary boolean not null,
  -- Whether the person may write there.
  is_writable boolean not null,
  check_busy boolean not null,
  write_target boolean not null,
  -- From where changes are listed; null means from the beginning. It stands for a window of time, which ends here.
  sync_token text,
  window_ends_at timestamptz(3),
  constraint connected_calendars_pkey primary key (business_id, connection_id, calendar_id),
  constraint connected_calendars_connection_fkey foreign key (business_id, connection_id) references calendar_connections (business_id, id),
  constraint connected_calendars_target_check check (is_writable or not write_target)
);
create unique index connected_calendars_target_idx on connected_calendars (business_id, connection_id) where write_target;

-- Through which the provider tells that something has changed. One that is about to end has a successor beside it for a while.
create table calendar_channels (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  connection_id uuid not null,
  calendar_id text collate "C" not null,
  token_hash bytea not null,
  -- As the provider calls what is watched; null until it has said so.
  resource_id text,
  renew_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  constraint calendar_channels_pkey primary key (business_id, id),
  constraint calendar_channels_calendar_fkey foreign key (business_id, connection_id, calendar_id)
    references connected_calendars (business_id, connection_id, calendar_id)
);
create index calendar_channels_calendar_idx on calendar_channels (business_id, connection_id, calendar_id);
create index calendar_channels_connection_idx on calendar_channels (connection_id);

-- When a member is busy by a calendar of theirs: other people's events, opaque ones only. Our own appointments are not among them.
create table calendar_busy_times (
  business_id uuid not null default current_business(),
  connection_id uuid not null,
  calendar_id text collate "C" not null,
  event_id text collate "C" not null,
  member_id uuid not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  constraint calendar_busy_times_pkey primary key (business_id, connection_id, calendar_id, event_id),
  constraint calendar_busy_times_calendar_fkey foreign key (business_id, connection_id, calendar_id)
    references connected_calendars (business_id, connection_id, calendar_id),
  constraint calendar_busy_times_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint calendar_busy_times_range_check check (starts_at < ends_at)
);
create index calendar_busy_times_member_idx on calendar_busy_times (business_id, member_id, ends_at);

-- What stands of an appointment in a calendar. Each wish to write is counted; what was written has caught up with it, or has not yet.
create table calendar_events (
  business_id uuid not null default current_business(),
  appointment_id uuid not null,
  connection_id uuid not null,
  wanted integer not null default 1,
  written integer not null default 0,
  -- Where it stands; null while it stands nowhere.
  calendar_id text collate "C",
  etag text,
  -- What both sides agreed on last: from here each one's changes are told apart.
  content_hash text,
  starts_at timestamptz(3),
  ends_at timestamptz(3),
  synced_at timestamptz(3),
  -- Why it cannot be written; it is tried again when the appointment changes.
  error_code text,
  constraint calendar_events_pkey primary key (business_id, appointment_id, connection_id),
  constraint calendar_events_appointment_fkey foreign key (business_id, appointment_id) references appointments (business_id, id),
  constraint calendar_events_connection_fkey foreign key (business_id, connection_id) references calendar_connections (business_id, id),
  constraint calendar_events_place_check check (num_nulls(calendar_id, etag, content_hash, starts_at, ends_at) in (0, 5))
);
create index calendar_events_connection_idx on calendar_events (business_id, connection_id, calendar_id);
create index calendar_events_waiting_idx on calendar_events (business_id, connection_id) where written < wanted;

do $$
declare
  name text;
begin
  foreach name in array array['calendar_connections', 'connected_calendars', 'calendar_channels', 'calendar_busy_times', 'calendar_events']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy tenant on %I to clientflow_app
      using (business_id = (select current_business())) with check (business_id = (select current_business()))', name);
  end loop;
end
$$;
grant select, insert, update on calendar_connections to clientflow_app;
grant select, insert, update, delete on connected_calendars, calendar_channels, calendar_busy_times, calendar_events to clientflow_app;

create policy look_up on calendar_connections for select to clientflow_identity using (true);
create policy look_up on calendar_channels for select to clientflow_identity using (true);
grant select on calendar_connections, calendar_channels to clientflow_identity;
create policy sweep on calendar_connections for select to clientflow_sweeper using (due_at is not null);
grant select (business_id, id, due_at) on calendar_connections to clientflow_sweeper;

-- Whom a push concerns, before anything about it is believed: the channels of a connection, each with the hash of its token.
create function app.calendar_channels_of(connection uuid) returns table (business_id uuid, id uuid, token_hash bytea)
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select c.business_id, c.id, c.token_hash from calendar_channels c join businesses b on b.id = c.business_id
  where c.connection_id = connection and c.expires_at > now() and b.status = 'active';
$$;

-- Which connections another key than this one has sealed, as `app.integrations_sealed_otherwise` tells it of integrations.
create function app.calendar_connections_sealed_otherwise(key_id text, after_id uuid, batch_size integer)
  returns table (business_id uuid, id uuid)
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select c.business_id, c.id from calendar_connections c
  where c.id > after_id and c.refresh_token is not null
    and substring(c.refresh_token from 3 for get_byte(c.refresh_token, 1)) <> convert_to(key_id, 'UTF8')
  order by c.id limit batch_size;
$$;

-- The connections that somebody should look at by now, and nothing else of them.
create function app.calendar_connections_due() returns table (business_id uuid, id uuid)
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select c.business_id, c.id from calendar_connections c join businesses b on b.id = c.business_id
  where c.due_at <= now() order by c.due_at limit 1000;
$$;

do $$
declare
  function regprocedure;
begin
  grant create on schema app to clientflow_identity, clientflow_sweeper;
  foreach function in array array['app.calendar_channels_of(uuid)', 'app.calendar_connections_sealed_otherwise(text, uuid, integer)']::regprocedure[]
  loop
    execute format('alter function %s owner to clientflow_identity', function);
    execute format('revoke execute on function %s from public', function);
  end loop;
  alter function app.calendar_connections_due() owner to clientflow_sweeper;
  revoke create on schema app from clientflow_identity, clientflow_sweeper;
  revoke execute on function app.calendar_connections_due() from public;
  grant execute on function app.calendar_channels_of(uuid) to clientflow_app;
  grant execute on function app.calendar_connections_sealed_otherwise(text, uuid, integer), app.calendar_connections_due() to clientflow_worker;
end
$$;
