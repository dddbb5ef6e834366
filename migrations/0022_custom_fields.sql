-- The fields that a business defines for its customers. A definition is never deleted, so that a key means the same for ever.
create table custom_fields (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  key text collate "C" not null,
  label text not null,
  description text,
  type text not null,
  choices jsonb not null default '[]',
  position integer not null,
  status text not null default 'active',
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint custom_fields_pkey primary key (business_id, id),
  constraint custom_fields_key_key unique (business_id, key),
  constraint custom_fields_business_fkey foreign key (business_id) references businesses (id),
  constraint custom_fields_type_check check (type in ('text', 'number', 'boolean', 'date', 'single_choice', 'multiple_choice')),
  constraint custom_fields_status_check check (status in ('active', 'archived'))
);
create index custom_fields_position_idx on custom_fields (business_id, position, key);

alter table customers add column custom_fields jsonb not null default '{}';

-- What customers are found by, kept by a trigger from the customer's own row, as tags are: JSON operators are not leakproof. A value stands here as
-- PostgreSQL prints it, so that equal numbers are equal texts; of a multiple choice each chosen value has a row.
create table customer_field_values (
  business_id uuid not null default current_business(),
  customer_id uuid not null,
  key text collate "C" not null,
  value text collate "C" not null,
  constraint customer_field_values_pkey primary key (business_id, customer_id, key, value),
  constraint customer_field_values_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id) on delete cascade
);
create index customer_field_values_value_idx on customer_field_values (business_id, key, value, customer_id);

alter table custom_fields enable row level security;
alter table custom_fields force row level security;
alter table customer_field_values enable row level security;
alter table customer_field_values force row level security;
create policy tenant on custom_fields to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy tenant on customer_field_values to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy search on customer_field_values for select to clientflow_searcher using (true);
grant select, insert, update on custom_fields to clientflow_app;
grant select, insert, delete on customer_field_values to clientflow_app;
grant select on customer_field_values to clientflow_searcher;

create function app.keep_customer_field_values() returns trigger
  language plpgsql
as $$
begin
  if tg_op = 'UPDATE' then
    delete from public.customer_field_values where business_id = new.business_id and customer_id = new.id;
  end if;
  if new.deleted_at is null then
    insert into public.customer_field_values (business_id, customer_id, key, value)
      select new.business_id, new.id, field.key, chosen.value #>> '{}'
      from jsonb_each(new.custom_fields) as field
      cross join lateral jsonb_array_elements(
        case jsonb_typeof(field.value) when 'array' then field.value else jsonb_build_array(field.value) end) as chosen (value);
  end if;
  return null;
end
$$;
grant execute on function app.keep_customer_field_values() to clientflow_app;

create trigger keep_field_values_of_new_customer after insert on customers
  for each row when (new.custom_fields <> '{}') execute function app.keep_customer_field_values();
create trigger keep_customer_field_values after update of custom_fields, deleted_at on customers
  for each row when (new.custom_fields <> old.custom_fields or new.deleted_at is distinct from old.deleted_at)
  execute function app.keep_customer_field_values();
