-- What an audit entry's hash covers: the hash before it, and the entry as PostgreSQL prints it.
create function app.audit_hash(previous bytea, entry audit_logs) returns bytea
  language sql immutable
  return sha256(previous || convert_to(jsonb_build_array(
    entry.business_id, entry.sequence, entry.id, extract(epoch from entry.occurred_at), entry.actor_type, entry.actor_id, entry.action,
    entry.resource_type, entry.resource_id, entry.changed_fields, entry.request_id, entry.ip_address)::text, 'UTF8'));

-- Writes the events and audit entries that a transaction has collected. Called just before COMMIT and nowhere else: it alone locks
-- the business's counter, so transactions wait for each other only for that moment, always in the same order, and numbers have no gaps.
--
-- In a business that is suspended or closed nothing changes any more. Who asks is told so before; a change that was on its way when it happened is
-- stopped here, where all that a transaction has collected passes. The closing itself is the last one; what happens to the accounts of its people is
-- noted all the same.
create function app.record_changes(changes jsonb) returns void
  language plpgsql
  set search_path = public, pg_temp
as $$
declare
  counter business_counters;
  standing text;
  entry audit_logs;
  change jsonb;
begin
  select * into strict counter from business_counters where business_id = current_business() for no key update;
  -- Asked with the lock in hand: whoever takes it after the closing sees that, and whoever took it before is done before. Two statements, because
  -- one would see the business as it was before the wait.
  select status into strict standing from businesses where id = current_business();
  if standing <> 'active' and not (standing = 'closed' and changes @> '[{"action": "business.closed"}]')
    and exists (select from jsonb_array_elements(changes) c where c #>> '{resource,type}' <> 'person') then
    raise exception 'The business is %.', standing using errcode = case standing when 'closed' then 'CF001' else 'CF002' end;
  end if;
  for change in select value from jsonb_array_elements(changes) loop
    if change ? 'event' then
      counter.event_sequence := counter.event_sequence + 1;
      insert into events (sequence, type, data, request, customer_id)
        values (counter.event_sequence, change #>> '{event,type}', change #> '{event,data}', nullif(change -> 'request', 'null'),
          case
            when change #>> '{event,type}' = 'customer_note.created' then null
            when starts_with(change #>> '{event,type}', 'customer.') then (change #>> '{event,data,object,id}')::uuid
            else (change #>> '{event,data,object,customer_id}')::uuid
          end);
    end if;
    -- Of a customer that was merged into another nothing is left that could be counted.
    counter.customers := counter.customers
      + case change ->> 'action' when 'customer.created' then 1 when 'customer.deleted' then -1 when 'customer.merged' then -1 else 0 end;
    counter.audit_sequence := counter.audit_sequence + 1;
    entry := row(
      counter.business_id, counter.audit_sequence, new_id(), now()::timestamptz(3), change #>> '{actor,type}', (change #>> '{actor,id}')::uuid,
      change ->> 'action', change #>> '{resource,type}', (change #>> '{resource,id}')::uuid,
      array(select jsonb_array_elements_text(change -> 'changed_fields')), change #>> '{request,id}', change ->> 'ip_address', null);
    entry.hash := app.audit_hash(counter.audit_hash, entry);
    insert into audit_logs select entry.*;
    counter.audit_hash := entry.hash;
  end loop;
  update business_counters
    set event_sequence = counter.event_sequence, audit_sequence = counter.audit_sequence, audit_hash = counter.audit_hash,
      customers = counter.customers
    where business_id = counter.business_id;
end
$$;

-- The first audit entry of the business whose hash does not follow from the one before it; no row when the chain is whole.
create function app.first_broken_audit_entry() returns table (sequence bigint, reason text)
  language plpgsql stable
  set search_path = public, pg_temp
as $$
declare
  counter business_counters;
  previous bytea;
  expected bigint;
  entry audit_logs;
begin
  select * into counter from business_counters b where b.business_id = current_business();
  -- Entries past their retention are deleted from the start; the counter remembers where the chain then begins.
  previous := coalesce(counter.audit_purged_hash, '\x');
  expected := coalesce(counter.audit_purged_sequence, 0) + 1;
  for entry in select * from audit_logs a where a.business_id = current_business() order by a.sequence loop
    if entry.sequence <> expected then
      return query select expected, 'missing';
      return;
    end if;
    if entry.hash <> app.audit_hash(previous, entry) then
      return query select entry.sequence, 'altered';
      return;
    end if;
    previous := entry.hash;
    expected := expected + 1;
  end loop;
  -- The counter knows how the chain ends, so that its last entries cannot vanish or be written anew either.
  if counter.audit_sequence is distinct from expected - 1 then
    return query select expected, 'missing';
  elsif counter.audit_hash is distinct from previous then
    return query select expected - 1, 'altered';
  end if;
end
$$;
grant execute on function app.audit_hash(bytea, audit_logs), app.record_changes(jsonb), app.first_broken_audit_entry() to clientflow_app;
