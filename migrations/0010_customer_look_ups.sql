-- What customers are found by, kept by a trigger from the customer's own row: array and JSON operators are not leakproof,
-- so under row-level security only plain columns like these can use an index.
create table customer_contact_points (
  business_id uuid not null default current_business(),
  customer_id uuid not null,
  kind text not null,
  value text not null,
  constraint customer_contact_points_pkey primary key (business_id, customer_id, kind, value),
  constraint customer_contact_points_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id) on delete cascade,
  constraint customer_contact_points_kind_check check (kind in ('email', 'phone'))
);
create index customer_contact_points_value_idx on customer_contact_points (business_id, kind, value);

create table customer_tags (
  business_id uuid not null default current_business(),
  customer_id uuid not null,
  tag text collate "C" not null,
  constraint customer_tags_pkey primary key (business_id, customer_id, tag),
  constraint customer_tags_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id) on delete cascade
);
create index customer_tags_tag_idx on customer_tags (business_id, tag, customer_id);

alter table customer_contact_points enable row level security;
alter table customer_contact_points force row level security;
alter table customer_tags enable row level security;
alter table customer_tags force row level security;
create policy tenant on customer_contact_points to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy tenant on customer_tags to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy search on customer_contact_points for select to clientflow_searcher using (true);
create policy search on customer_tags for select to clientflow_searcher using (true);
grant select, insert, delete on customer_contact_points, customer_tags to clientflow_app;
grant select on customer_contact_points, customer_tags to clientflow_searcher;

create function app.keep_customer_look_ups() returns trigger
  language plpgsql
as $$
begin
  if tg_op = 'UPDATE' then
    if new.emails = old.emails and new.phones = old.phones and new.tags = old.tags
      and new.deleted_at is not distinct from old.deleted_at then
      return null;
    end if;
    delete from public.customer_contact_points where business_id = new.business_id and customer_id = new.id;
    delete from public.customer_tags where business_id = new.business_id and customer_id = new.id;
  end if;
  if new.deleted_at is null then
    insert into public.customer_contact_points (business_id, customer_id, kind, value)
      select distinct new.business_id, new.id, 'email', entry ->> 'email' from jsonb_array_elements(new.emails) as entry
      union all
      select distinct new.business_id, new.id, 'phone', entry ->> 'e164' from jsonb_array_elements(new.phones) as entry;
    insert into public.customer_tags (business_id, customer_id, tag)
      select new.business_id, new.id, tag from unnest(new.tags) as tag;
  end if;
  return null;
end
$$;
grant execute on function app.keep_customer_look_ups() to clientflow_app;

create trigger keep_customer_look_ups after insert or update of emails, phones, tags, deleted_at on customers
  for each row execute function app.keep_customer_look_ups();
