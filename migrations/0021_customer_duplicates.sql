-- Finds customers that may be the same person. Nobody is compared with everybody: each customer is only held against those whom an index names, which
-- are the next few by name, and those with the same number, mailbox, date of birth or company. So the cost grows with the number of customers.

-- The mailbox behind an address, for those providers of whom it is known: they ignore what follows a plus, and Google ignores dots too.
create function app.mailbox(email text) returns text
  language sql immutable parallel safe
  return case
    when split_part(email, '@', 2) in ('gmail.com', 'googlemail.com') then replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@gmail.com'
    when split_part(email, '@', 2) in ('outlook.com', 'hotmail.com', 'live.com', 'icloud.com', 'me.com', 'fastmail.com', 'proton.me', 'protonmail.com')
      then split_part(split_part(email, '@', 1), '+', 1) || '@' || split_part(email, '@', 2)
    else email
  end;

-- A name without accents, case and superfluous spaces.
create function app.folded_name(last_name text, first_name text) returns text
  language sql immutable parallel safe
  return case
    -- Without letters beyond ASCII there is nothing to fold, and that is much faster.
    when octet_length(concat_ws(' ', last_name, first_name)) = length(concat_ws(' ', last_name, first_name))
      then replace(replace(lower(concat_ws(' ', last_name, first_name)), '   ', ' '), '  ', ' ')
    else regexp_replace(regexp_replace(lower(normalize(concat_ws(' ', last_name, first_name), NFKD)), '[\u0300-\u036F]', '', 'g'), '\s+', ' ', 'g')
  end;

grant execute on function app.mailbox(text), app.folded_name(text, text) to clientflow_app, clientflow_searcher;
grant execute on function similarity(text, text) to clientflow_searcher;

-- The migrator runs each file in a transaction, in which no index can be made concurrently; these are made before there is much to index.
-- squawk-ignore require-concurrent-index-creation
create index customer_contact_points_mailbox_idx on customer_contact_points (business_id, app.mailbox(value)) where kind = 'email';
-- squawk-ignore require-concurrent-index-creation
create index customers_date_of_birth_idx on customers (business_id, date_of_birth, sort_name, id) where date_of_birth is not null and deleted_at is null;
-- squawk-ignore require-concurrent-index-creation
create index customers_company_idx on customers (business_id, lower(company), sort_name, id) where company is not null and deleted_at is null;

-- The pairs that begin with some customers, with what the two have in common. Of a pair the first by name comes first, unless `both_ways`.
create function app.duplicates_of(firsts uuid[], both_ways boolean)
  returns table (first_name text, first_id uuid, second_id uuid, score double precision, reasons text[])
  language sql stable security definer
  set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan
as $$
  with one as materialized (
    select c.id, c.sort_name, c.date_of_birth, lower(c.company) as company, app.folded_name(c.last_name, c.first_name) as name
    from customers c where c.business_id = current_business() and c.id = any (firsts) and c.deleted_at is null
  ), met (first_id, second_id, reason) as (
    -- Names that are not alike even with the company are not worth a closer look; the indexes tell them.
    select one.id, b.id, null from one cross join lateral (
      select c.id, c.sort_name from customers c
      where c.business_id = current_business() and c.deleted_at is null and (c.sort_name, c.id) > (one.sort_name, one.id)
      order by c.sort_name, c.id limit 5) b where similarity(b.sort_name, one.sort_name) >= 0.25
    union
    select one.id, b.id, null from one cross join lateral (
      select c.id, c.sort_name from customers c
      where both_ways and c.business_id = current_business() and c.deleted_at is null and (c.sort_name, c.id) < (one.sort_name, one.id)
      order by c.sort_name desc, c.id desc limit 5) b where similarity(b.sort_name, one.sort_name) >= 0.25
    union
    select one.id, b.customer_id, 'same_phone' from one
      join customer_contact_points p on p.business_id = current_business() and p.customer_id = one.id and p.kind = 'phone'
      cross join lateral (
        select q.customer_id from customer_contact_points q
        where q.business_id = current_business() and q.kind = 'phone' and q.value = p.value and q.customer_id <> one.id limit 20) b
    union
    select one.id, b.customer_id, 'same_email' from one
      join customer_contact_points p on p.business_id = current_business() and p.customer_id = one.id and p.kind = 'email'
      cross join lateral (
        select q.customer_id from customer_contact_points q
        where q.business_id = current_business() and q.kind = 'email' and app.mailbox(q.value) = app.mailbox(p.value) and q.customer_id <> one.id
        limit 20) b
    union
    select one.id, b.id, null from one cross join lateral (
      select c.id, c.sort_name from customers c
      where c.business_id = current_business() and c.deleted_at is null and c.date_of_birth = one.date_of_birth and c.id <> one.id
      order by c.sort_name, c.id limit 20) b where similarity(b.sort_name, one.sort_name) >= 0.25
    union
    select one.id, b.id, null from one cross join lateral (
      select c.id, c.sort_name from customers c
      where c.business_id = current_business() and c.deleted_at is null and c.company is not null and lower(c.company) = one.company
        and (c.sort_name, c.id) > (one.sort_name, one.id)
      order by lower(c.company), c.sort_name, c.id limit 5) b where similarity(b.sort_name, one.sort_name) >= 0.25
    union
    select one.id, b.id, null from one cross join lateral (
      select c.id, c.sort_name from customers c
      where both_ways and c.business_id = current_business() and c.deleted_at is null and c.company is not null and lower(c.company) = one.company
        and (c.sort_name, c.id) < (one.sort_name, one.id)
      order by lower(c.company) desc, c.sort_name desc, c.id desc limit 5) b where similarity(b.sort_name, one.sort_name) >= 0.25
  ), pair as (
    select met.first_id, met.second_id, coalesce(bool_or(met.reason = 'same_phone'), false) as phone, coalesce(bool_or(met.reason = 'same_email'), false) as email
    from met group by 1, 2
  ), named as materialized (
    select one.sort_name, pair.*, one.name,
      app.folded_name(c.last_name, c.first_name) as other_name,
      one.date_of_birth = c.date_of_birth as born, one.company = lower(c.company) as company
    from pair join one on one.id = pair.first_id
    join customers c on c.business_id = current_business() and c.id = pair.second_id and c.deleted_at is null
    where both_ways or (c.sort_name, c.id) > (one.sort_name, one.id)
  ), compared as materialized (
    select named.*, similarity(name, other_name) as likeness from named
  ), judged as (
    select compared.*, name <> '' and likeness >= 0.5 as alike, name <> '' and name = other_name as same from compared
  )
  select sort_name, judged.first_id, judged.second_id,
    -- Each reason takes its part of the doubt that the others leave; two dates of birth that differ bring half of it back.
    round(((1
      - (1 - case when email then 0.8 else 0 end) * (1 - case when phone then 0.7 else 0 end) * (1 - case when alike then 0.5 * likeness else 0 end)
        * (1 - case when alike and born then 0.6 else 0 end) * (1 - case when alike and company then 0.3 else 0 end)
      ) * case when born = false then 0.5 else 1 end)::numeric, 2)::double precision,
    array_remove(array[
      case when email then 'same_email' end, case when phone then 'same_phone' end,
      case when same then 'same_name' when alike then 'similar_name' end,
      case when alike and born then 'same_date_of_birth' end, case when alike and company then 'same_company' end], null)
  from judged
  -- The same name alone is a reason, unless the dates of birth differ: then it is a family's.
  where email or phone or (alike and (born or (company and born is not false))) or (same and born is not false);
$$;

-- A page of pairs, in the order of the first one's name. It goes through the customers a hundred at a time and stops when the page is full, or after a
-- thousand: then the last row has no second, and says how far it came.
create function app.duplicate_customers(only_one uuid, after_first uuid, after_second uuid, page_size integer)
  returns table (first_id uuid, second_id uuid, score double precision, reasons text[])
  language plpgsql stable security definer
  set search_path = public, pg_temp
as $$
declare
  width constant integer := 100;
  place customers;
  firsts uuid[];
  found integer := 0;
  added integer;
begin
  if current_business() is null then
    return;
  end if;
  if only_one is not null then
    return query select d.first_id, d.second_id, d.score, d.reasons from app.duplicates_of(array[only_one], true) d
      where after_second is null or d.second_id > after_second order by d.second_id limit page_size;
    return;
  end if;
  if after_first is not null then
    select * into place from customers c where c.business_id = current_business() and c.id = after_first;
    -- The rest of those with whom the page before ended.
    if after_second is not null then
      return query select d.first_id, d.second_id, d.score, d.reasons from app.duplicates_of(array[after_first], false) d
        where d.second_id > after_second order by d.second_id limit page_size;
      get diagnostics found = row_count;
    end if;
  end if;
  for round in 1..10 loop
    exit when found >= page_size;
    firsts := array(
      select c.id from customers c where c.business_id = current_business() and c.deleted_at is null
        and (place.id is null or (c.sort_name, c.id) > (place.sort_name, place.id))
      order by c.sort_name, c.id limit width);
    return query select d.first_id, d.second_id, d.score, d.reasons from app.duplicates_of(firsts, false) d
      order by d.first_name, d.first_id, d.second_id limit page_size - found;
    get diagnostics added = row_count;
    found := found + added;
    if cardinality(firsts) < width then
      return;
    end if;
    select * into place from customers c where c.business_id = current_business() and c.id = firsts[width];
  end loop;
  if found < page_size then
    return query select place.id, null::uuid, null::double precision, null::text[];
  end if;
end
$$;

do $$
declare
  function regprocedure;
begin
  grant create on schema app to clientflow_searcher;
  foreach function in array array['app.duplicates_of(uuid[], boolean)', 'app.duplicate_customers(uuid, uuid, uuid, integer)']::regprocedure[] loop
    execute format('alter function %s owner to clientflow_searcher', function);
    execute format('revoke execute on function %s from public', function);
  end loop;
  revoke create on schema app from clientflow_searcher;
  grant execute on function app.duplicate_customers(uuid, uuid, uuid, integer) to clientflow_app;
end
$$;
