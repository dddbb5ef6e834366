-- Customers by the hundred thousand, without triggers: their look-ups are written below in one go. bench_sizes says how many each business gets.
-- Names are made of syllables, so that a trigram index has as much to tell apart as with real ones. For the search, in each business the word
-- "studio" is in half of the customers, "harbour" in one of a hundred, "quillfeather" in one of forty thousand.
set local session_replication_role = replica;
set local maintenance_work_mem = '256MB';
set local synchronous_commit = off;
drop index customers_search_idx;

insert into businesses (name, slug, time_zone, plan)
  select 'Example Salon ' || number, 'salon-' || number, 'Europe/Berlin', 'enterprise' from bench_sizes order by number;
insert into business_counters (business_id, customers) select id, size from bench_sizes join businesses on slug = 'salon-' || number;

with syllables as (
  select array['an', 'bel', 'cor', 'da', 'el', 'fen', 'gar', 'hol', 'is', 'jo', 'kel', 'lu', 'mar', 'nor', 'os', 'pet', 'ro', 'sa', 'tir', 'ul', 'vi', 'wen', 'ya', 'zo'] as list
), people as (
  select b.id as business_id, i,
    initcap(list[1 + i * 7 % 24] || list[1 + i * 11 / 24 % 24]) as first_name,
    initcap(list[1 + i * 5 % 24] || list[1 + i * 13 / 24 % 24] || list[1 + i * 17 / 576 % 24]) as last_name,
    case
      when i % 40000 = 7 then 'Quillfeather & Sons'
      when i % 100 = 3 then 'Harbour Works'
      when i % 2 = 0 then initcap(list[1 + i * 19 % 24] || list[1 + i / 3 % 24]) || ' Studio'
    end as company,
    'person-' || i || '@example.com' as email,
    '+1415' || lpad((2000000 + i)::text, 7, '0') as phone
  from bench_sizes join businesses b on b.slug = 'salon-' || number cross join generate_series(1, size) as i cross join syllables
)
insert into customers (business_id, external_id, first_name, last_name, company, emails, phones, address, date_of_birth, time_zone, locale, tags,
  lead_source, lifecycle_stage, preferred_channel, search_text, sort_name, created_at, updated_at)
select business_id, 'crm:' || i, first_name, last_name, company,
  jsonb_build_array(jsonb_build_object('email', email, 'label', 'work', 'is_primary', true)),
  jsonb_build_array(jsonb_build_object('e164', phone, 'label', null, 'is_primary', true, 'line_type', 'mobile')),
  case when i % 2 = 1 then jsonb_build_object('line1', i || ' Example Street', 'city', 'Springfield', 'postal_code', '62701', 'country', 'US') end,
  date '1950-01-01' + i % 18000, 'America/Chicago', 'en-US', (array['new', 'regular', 'vip'])[1 : i % 4],
  'website', 'customer', 'email',
  ' ' || lower(concat_ws(' ', first_name, last_name, company, email, phone, 'crm:' || i)),
  lower(concat_ws(' ', last_name, first_name, company)),
  timestamptz '2025-01-01 00:00:00Z' + i * interval '97 seconds', timestamptz '2025-01-01 00:00:00Z' + i * interval '97 seconds'
from people;

insert into customer_contact_points (business_id, customer_id, kind, value)
  select business_id, id, 'email', primary_email from customers union all select business_id, id, 'phone', primary_phone from customers;
insert into customer_tags (business_id, customer_id, tag) select business_id, id, unnest(tags) from customers;

create index customers_search_idx on customers using gin (business_id, search_text gin_trgm_ops);
