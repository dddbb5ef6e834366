create table tag_renames (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  from_tag text collate "C" not null,
  to_tag text collate "C" not null,
  status text not null default 'running',
  customers_changed integer not null default 0,
  created_at timestamptz(3) not null default now(),
  completed_at timestamptz(3),
  constraint tag_renames_pkey primary key (business_id, id),
  constraint tag_renames_business_fkey foreign key (business_id) references businesses (id),
  constraint tag_renames_status_check check ((status = 'running' and completed_at is null) or (status = 'completed' and completed_at is not null))
);
create index tag_renames_running_idx on tag_renames (business_id) where status = 'running';

alter table tag_renames enable row level security;
alter table tag_renames force row level security;
create policy tenant on tag_renames to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

grant select, insert, update on tag_renames to clientflow_app;
