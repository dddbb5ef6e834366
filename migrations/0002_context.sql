-- Who a transaction acts for: a business, or a person who has not chosen one. Never both, so a person's other memberships
-- cannot appear while one business is open.
create schema app;
grant usage on schema app to clientflow_app, clientflow_worker, clientflow_identity, clientflow_searcher, clientflow_sweeper;

-- After its first use in a session the setting is '' and not null, and ''::uuid would be an error: hence nullif.
create function current_business() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.business_id', true), '')::uuid;

create function current_person() returns uuid
  language sql stable parallel safe
  return case when nullif(current_setting('app.business_id', true), '') is null
    then nullif(current_setting('app.person_id', true), '')::uuid end;

-- A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then random. PostgreSQL has its own only from 18 on.
create function new_id() returns uuid
  language sql volatile parallel safe
  return encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
        from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid;

grant execute on function current_business(), current_person(), new_id()
  to clientflow_app, clientflow_worker, clientflow_identity, clientflow_searcher;
