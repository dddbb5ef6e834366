create table customer_notes (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  customer_id uuid not null,
  body text not null,
  pinned boolean not null default false,
  author_member_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint customer_notes_pkey primary key (business_id, id),
  constraint customer_notes_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id),
  constraint customer_notes_author_fkey foreign key (business_id, author_member_id) references team_members (business_id, id)
);
create index customer_notes_customer_idx on customer_notes (business_id, customer_id, created_at, id);
create index customer_notes_author_idx on customer_notes (business_id, author_member_id);

alter table customer_notes enable row level security;
alter table customer_notes force row level security;
create policy tenant on customer_notes to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

grant select, insert, update, delete on customer_notes to clientflow_app;
