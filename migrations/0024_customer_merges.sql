-- The migrator runs each file in a transaction, in which no index can be made concurrently; these are made before there is much to index.

-- Whether an external id belonged to somebody who was merged.
-- squawk-ignore require-concurrent-index-creation
create index customers_merged_external_id_idx on customers (business_id, external_id) where merged_into is not null;

-- Who an event is about, so that a customer's history is found by an index. Empty for the creation of a note: the note itself stands there.
alter table events add column customer_id uuid;
-- squawk-ignore require-concurrent-index-creation
create index events_customer_idx on events (business_id, customer_id, occurred_at, id) where customer_id is not null;

-- Of a customer that was merged into another nothing is left that could be counted.
create or replace function app.record_changes(changes jsonb) returns void
  language plpgsql
  set search_path = public, pg_temp
as $$
declare
  counter business_counters;
  entry audit_logs;
  change jsonb;
begin
  select * into strict counter from business_counters where business_id = current_business() for no key update;
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
