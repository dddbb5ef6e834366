-- What is past its retention is deleted every night. These policies say what is due, so the role that deletes cannot even see anything else.
grant usage on schema app to clientflow_purger;

create policy purge on events to clientflow_purger using (occurred_at < now() - interval '30 days');
create policy purge on audit_logs to clientflow_purger using (occurred_at < now() - interval '2 years');
create policy purge on idempotency_keys to clientflow_purger using (created_at < now() - interval '24 hours');
create policy purge on person_idempotency_keys to clientflow_purger using (created_at < now() - interval '24 hours');
create policy purge on sessions to clientflow_purger using (expires_at < now() or revoked_at < now());
create policy purge on sign_ups to clientflow_purger using (coalesce(used_at, expires_at) < now() - interval '30 days');
create policy purge on password_resets to clientflow_purger using (coalesce(used_at, expires_at) < now() - interval '30 days');
create policy purge on mails to clientflow_purger using (status in ('sent', 'failed') and created_at < now() - interval '30 days');
grant select, delete on events, audit_logs, idempotency_keys, person_idempotency_keys, sessions, sign_ups, password_resets, mails to clientflow_purger;

-- The indexes lead with the business, so the businesses are gone through one by one.
create policy purge on businesses for select to clientflow_purger using (true);
grant select (id) on businesses to clientflow_purger;

create policy purge on business_counters to clientflow_purger using (true) with check (true);
grant select, update (audit_purged_sequence, audit_purged_hash) on business_counters to clientflow_purger;

-- Deletes up to so many rows of one kind, and says how many; fewer than asked for means that nothing more was due.
create function app.purge(kind text, batch_size integer) returns integer
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
declare
  purged integer;
begin
  case kind
    when 'events' then
      delete from events where ctid = any (array(
        select due.place from businesses b cross join lateral (
          select e.ctid as place from events e where e.business_id = b.id order by e.occurred_at limit batch_size) due limit batch_size));
    when 'idempotency_keys' then
      delete from idempotency_keys where ctid = any (array(
        select due.place from businesses b cross join lateral (
          select k.ctid as place from idempotency_keys k where k.business_id = b.id order by k.created_at limit batch_size) due limit batch_size));
    when 'person_idempotency_keys' then
      delete from person_idempotency_keys where ctid = any (array(select ctid from person_idempotency_keys limit batch_size));
    -- A session takes its refresh tokens along.
    when 'sessions' then
      delete from sessions where ctid = any (array(select ctid from sessions limit batch_size));
    when 'sign_ups' then
      delete from sign_ups where ctid = any (array(select ctid from sign_ups limit batch_size));
    when 'password_resets' then
      delete from password_resets where ctid = any (array(select ctid from password_resets limit batch_size));
    when 'mails' then
      delete from mails where ctid = any (array(select ctid from mails limit batch_size));
    when 'audit_logs' then
      return app.purge_audit_logs(batch_size);
  end case;
  get diagnostics purged = row_count;
  return purged;
end
$$;

-- Entries go from the start of their chain only, never from the middle: the counter takes over the last hash, so that the rest can still be verified.
create function app.purge_audit_logs(batch_size integer) returns integer
  language sql security definer
  set search_path = public, pg_temp
as $$
  with due as (
    select l.business_id, l.sequence, l.sequence - row_number() over (partition by l.business_id order by l.sequence) as gap, c.audit_purged_sequence
    from business_counters c
    join audit_logs l on l.business_id = c.business_id and l.sequence between c.audit_purged_sequence + 1 and c.audit_purged_sequence + batch_size
    order by l.business_id, l.sequence
    limit batch_size
  ), purged as (
    delete from audit_logs l using due
      where l.business_id = due.business_id and l.sequence = due.sequence and due.gap = due.audit_purged_sequence
      returning l.business_id, l.sequence, l.hash
  ), moved as (
    update business_counters c set audit_purged_sequence = last.sequence, audit_purged_hash = last.hash
      from (select distinct on (business_id) business_id, sequence, hash from purged order by business_id, sequence desc) last
      where c.business_id = last.business_id
  )
  select count(*)::integer from purged;
$$;

-- For what goes through every business, each in its own scope: their ids and nothing else.
create function app.business_ids() returns setof uuid
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select id from businesses order by id;
$$;

do $$
declare
  function regprocedure;
begin
  grant create on schema app to clientflow_purger;
  foreach function in array array['app.purge(text, integer)', 'app.purge_audit_logs(integer)', 'app.business_ids()']::regprocedure[]
  loop
    execute format('alter function %s owner to clientflow_purger', function);
    execute format('revoke execute on function %s from public', function);
  end loop;
  revoke create on schema app from clientflow_purger;
  grant execute on function app.purge(text, integer), app.business_ids() to clientflow_worker;
end
$$;
