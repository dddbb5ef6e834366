-- Salons with full calendars, without triggers: each member has sixteen appointments of half an hour on each of the next 31 days, from nine to five,
-- and two times that are free. The first business has $1 members, the others $2.
with made as (
  insert into people (id, email, full_name, email_verified_at)
  select new_id(), 'bench-' || b.number || '-' || place || '@example.com', 'Member ' || place, now()
  from (select row_number() over (order by created_at, id) as number, id from businesses) as b
  cross join lateral generate_series(1, case when b.number = 1 then $1::int else $2::int end) as place
  returning id, email
)
insert into team_members (business_id, person_id, role, bookable)
  select b.id, made.id, 'staff', true from made
  join (select row_number() over (order by created_at, id) as number, id from businesses) as b on b.number = split_part(email, '-', 2)::int;

insert into services (business_id, name, currency, duration_minutes, max_advance_days)
  select id, 'Cut', 'EUR', 30, 365 from businesses;
insert into schedules (business_id, weekly)
  select id, (select jsonb_agg(jsonb_build_object('weekday', day, 'intervals', jsonb_build_array(jsonb_build_object('start', '09:00', 'end', '18:00'))))
              from generate_series(1, 7) as day) from businesses;

with times as (
  select m.business_id, m.id as member_id, s.id as service_id,
    (current_date + day + time '09:00' + place * interval '30 minutes') at time zone 'Europe/Berlin' as starts_at
  from team_members m join services s using (business_id) cross join generate_series(1, 31) as day cross join generate_series(0, 15) as place
), blocks as (
  insert into time_blocks (business_id, service_id, member_id, starts_at, ends_at, blocked_from, blocked_until)
  select business_id, service_id, member_id, starts_at, starts_at + interval '30 minutes', starts_at, starts_at + interval '30 minutes' from times
  returning business_id, id, service_id, member_id, starts_at, ends_at
)
insert into appointments (business_id, customer_id, service_id, member_id, block_id, starts_at, ends_at, time_zone, currency, source, status, confirmed_at)
  select b.business_id, c.id, b.service_id, b.member_id, b.id, b.starts_at, b.ends_at, 'Europe/Berlin', 'EUR', 'staff', 'confirmed', now()
  from blocks b join lateral (select id from customers c where c.business_id = b.business_id order by id limit 1) c on true;
