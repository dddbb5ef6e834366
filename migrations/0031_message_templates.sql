-- What is sent again and again. The row is the newest state; a message names the version of the words that it was made from.
create table message_templates (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  name text not null,
  channel text not null,
  category text not null,
  locale text not null,
  status text not null,
  template_version integer not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint message_templates_pkey primary key (business_id, id),
  constraint message_templates_business_fkey foreign key (business_id) references businesses (id),
  constraint message_templates_channel_check check (channel in ('sms', 'email')),
  constraint message_templates_category_check check (category in ('transactional', 'marketing', 'conversational')),
  constraint message_templates_status_check check (status in ('draft', 'active', 'archived'))
);
create unique index message_templates_name_key on message_templates (business_id, channel, locale, lower(name)) where status <> 'archived';
create index message_templates_created_idx on message_templates (business_id, created_at, id);
create index message_templates_updated_idx on message_templates (business_id, updated_at, id);

-- The words, written once: what was sent can be read for as long as the message is kept.
create table message_template_versions (
  business_id uuid not null default current_business(),
  template_id uuid not null,
  template_version integer not null,
  subject text,
  body text not null,
  variables jsonb not null default '[]',
  created_at timestamptz(3) not null default now(),
  constraint message_template_versions_pkey primary key (business_id, template_id, template_version),
  constraint message_template_versions_template_fkey foreign key (business_id, template_id) references message_templates (business_id, id)
);

-- One row for a business that has decided something; without one the defaults of the code hold.
create table messaging_policies (
  business_id uuid not null default current_business(),
  marketing_window jsonb not null,
  region_overrides jsonb not null,
  max_marketing_per_customer_per_day integer not null,
  max_marketing_per_customer_per_30_days integer not null,
  default_channel_id uuid,
  footer text,
  text_back_enabled boolean not null,
  text_back_template_in_hours_id uuid,
  text_back_template_after_hours_id uuid,
  text_back_delay_s integer not null,
  text_back_dedupe_window_minutes integer not null,
  text_back_skip_if_open_thread_minutes integer not null,
  text_back_only_line_types text[] not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 2,
  constraint messaging_policies_pkey primary key (business_id),
  constraint messaging_policies_business_fkey foreign key (business_id) references businesses (id),
  constraint messaging_policies_default_channel_fkey foreign key (business_id, default_channel_id) references channels (business_id, id),
  constraint messaging_policies_in_hours_fkey
    foreign key (business_id, text_back_template_in_hours_id) references message_templates (business_id, id),
  constraint messaging_policies_after_hours_fkey
    foreign key (business_id, text_back_template_after_hours_id) references message_templates (business_id, id)
);
create index messaging_policies_in_hours_idx on messaging_policies (business_id, text_back_template_in_hours_id);
create index messaging_policies_after_hours_idx on messaging_policies (business_id, text_back_template_after_hours_id);
create index messaging_policies_default_channel_idx on messaging_policies (business_id, default_channel_id);

alter table message_templates enable row level security;
alter table message_templates force row level security;
alter table message_template_versions enable row level security;
alter table message_template_versions force row level security;
alter table messaging_policies enable row level security;
alter table messaging_policies force row level security;
create policy tenant on message_templates to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy tenant on message_template_versions to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy tenant on messaging_policies to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));

grant select, insert, update on message_templates, messaging_policies to clientflow_app;
grant select, insert on message_template_versions to clientflow_app;
