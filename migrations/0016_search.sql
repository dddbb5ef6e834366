-- The ids of a page of customers that match every word, and have these values of custom fields, in the order asked for. It runs as clientflow_searcher, whom row-level security lets
-- read every customer, because LIKE is not leakproof and could not use the trigram index otherwise; so the business is a condition here.
-- For the same reason the planner may not use its statistics for LIKE, and cannot tell a rare word from a common one. So we look: when the next
-- two thousand customers in the page's own order fill the page, the word is common and we are done; when they fill half of it, so do the next few
-- thousand, sooner than the index would have fetched and sorted everybody; else it is rare enough for the index.
-- Planned anew for each call. Each value goes through quote_literal, each name comes from the list here.
create function app.search_customers(patterns text[], filters jsonb, sort_column text, descending boolean, after_value text, after_id uuid, page_size integer)
  returns setof uuid
  language plpgsql stable security definer
  set search_path = public, pg_temp
as $$
declare
  probe integer;
  conditions text := '';
  scan text;
  ordering text;
  found uuid[];
  pattern text;
  tag text;
  field jsonb;
  direction text := case when descending then 'desc' else 'asc' end;
  kind text := case sort_column when 'sort_name' then 'text' else 'timestamptz' end;
begin
  if current_business() is null or sort_column not in ('created_at', 'updated_at', 'sort_name') then
    return;
  end if;
  foreach pattern in array patterns loop
    conditions := conditions || format(' and search_text like %L', pattern);
  end loop;
  for tag in select jsonb_array_elements_text(coalesce(filters -> 'tags', '[]')) loop
    conditions := conditions || format(' and exists (select from customer_tags t where t.business_id = c.business_id and t.customer_id = c.id and t.tag = %L)', tag);
  end loop;
  for field in select value from jsonb_array_elements(coalesce(filters -> 'custom_fields', '[]')) loop
    conditions := conditions || format(' and exists (select from customer_field_values v where v.business_id = c.business_id and v.customer_id = c.id and v.key = %L and v.value = %L)', field ->> 'key', field ->> 'value');
  end loop;
  if filters ? 'email' then
    conditions := conditions || format(' and id in (select p.customer_id from customer_contact_points p where p.business_id = %L and p.kind = ''email'' and p.value = %L)', current_business(), filters ->> 'email');
  end if;
  if filters ? 'phone' then
    conditions := conditions || format(' and id in (select p.customer_id from customer_contact_points p where p.business_id = %L and p.kind = ''phone'' and p.value = %L)', current_business(), filters ->> 'phone');
  end if;
  if filters ? 'external_id' then conditions := conditions || format(' and external_id = %L', filters ->> 'external_id'); end if;
  if filters ? 'owner_member_id' then conditions := conditions || format(' and owner_member_id = %L::uuid', filters ->> 'owner_member_id'); end if;
  if filters ? 'lifecycle_stages' then conditions := conditions || format(' and lifecycle_stage = any (%L::text[])', array(select jsonb_array_elements_text(filters -> 'lifecycle_stages'))); end if;
  if filters ? 'statuses' then conditions := conditions || format(' and status = any (%L::text[])', array(select jsonb_array_elements_text(filters -> 'statuses'))); end if;
  if filters ? 'created_from' then conditions := conditions || format(' and created_at >= %L::timestamptz', filters ->> 'created_from'); end if;
  if filters ? 'created_before' then conditions := conditions || format(' and created_at < %L::timestamptz', filters ->> 'created_before'); end if;
  if filters ? 'updated_from' then conditions := conditions || format(' and updated_at >= %L::timestamptz', filters ->> 'updated_from'); end if;
  if filters ? 'updated_before' then conditions := conditions || format(' and updated_at < %L::timestamptz', filters ->> 'updated_before'); end if;
  if not coalesce((filters ->> 'include_deleted')::boolean, false) then conditions := conditions || ' and deleted_at is null'; end if;
  scan := format('select * from customers where business_id = %L', current_business());
  if after_id is not null then
    scan := scan || format(' and (%I, id) %s (%L::%s, %L::uuid)', sort_column, case when descending then '<' else '>' end, after_value, kind, after_id);
  end if;
  ordering := format(' order by %I %s, id %s', sort_column, direction, direction);
  foreach probe in array array[2000, 8000] loop
    execute format('select array(select id from (%s%s limit %s) c where true%s%s limit %s)', scan, ordering, probe, conditions, ordering, page_size)
      into found;
    if cardinality(found) = page_size then
      return query select unnest(found);
      return;
    end if;
    exit when 2 * cardinality(found) < page_size;
  end loop;
  -- `offset 0` keeps the order and the limit out of the inner query, which would tempt the planner to walk the whole business in that order.
  return query execute format(
    'select id from (select * from (%s) c where true%s offset 0) c%s limit %s', scan, conditions, ordering, page_size);
end
$$;

grant create on schema app to clientflow_searcher;
alter function app.search_customers(text[], jsonb, text, boolean, text, uuid, integer) owner to clientflow_searcher;
revoke create on schema app from clientflow_searcher;
revoke execute on function app.search_customers(text[], jsonb, text, boolean, text, uuid, integer) from public;
grant execute on function app.search_customers(text[], jsonb, text, boolean, text, uuid, integer) to clientflow_app;
