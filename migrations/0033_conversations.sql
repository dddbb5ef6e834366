-- What is said with one person by one way: a thread. What people decide about it counts its version; what follows from its messages (the columns after
-- closed_at) does not, because a message is no change of theirs.
create table conversations (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  customer_id uuid not null,
  channel_type text not null,
  -- The number or mailbox of ours; null where nothing is sent by us (in person, say).
  channel_id uuid,
  -- The other end, as addresses are compared: a number in E.164 form, or an e-mail address in lower case.
  peer_address text collate "C",
  thread_type text not null default 'general_question',
  subject text,
  status text not null default 'open',
  priority text not null default 'normal',
  tags text[] not null default '{}',
  assignee_id uuid,
  snoozed_until timestamptz(3),
  closed_at timestamptz(3),
  message_count integer not null default 0,
  unread_count integer not null default 0,
  last_message_at timestamptz(3) not null default now(),
  preview text,
  first_response_at timestamptz(3),
  waiting_since timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint conversations_pkey primary key (business_id, id),
  constraint conversations_business_fkey foreign key (business_id) references businesses (id),
  constraint conversations_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id),
  constraint conversations_channel_fkey foreign key (business_id, channel_id) references channels (business_id, id),
  constraint conversations_assignee_fkey foreign key (business_id, assignee_id) references team_members (business_id, id),
  constraint conversations_channel_type_check
    check (channel_type in ('sms', 'email', 'voice', 'web_chat', 'whatsapp', 'facebook', 'instagram', 'in_person')),
  constraint conversations_thread_type_check check (thread_type in (
    'customer_support', 'sales_inquiry', 'appointment_booking', 'general_question', 'complaint', 'feedback', 'cancel_request', 'upsell')),
  constraint conversations_status_check check (status in ('open', 'pending', 'snoozed', 'closed', 'spam')),
  constraint conversations_priority_check check (priority in ('low', 'normal', 'high', 'urgent')),
  constraint conversations_snoozed_check check ((status = 'snoozed') = (snoozed_until is not null)),
  constraint conversations_closed_check check ((status in ('closed', 'spam')) = (closed_at is not null))
);
-- One thread at a time, also when several first messages come at once.
create unique index conversations_open_key on conversations (business_id, channel_id, peer_address) where status in ('open', 'pending', 'snoozed');
create index conversations_peer_idx on conversations (business_id, channel_id, peer_address, created_at);
create index conversations_last_message_idx on conversations (business_id, last_message_at, id);
-- What an inbox asks for, among all that is closed and read.
create index conversations_status_idx on conversations (business_id, status, last_message_at, id);
create index conversations_unread_idx on conversations (business_id, last_message_at, id) where unread_count > 0;
create index conversations_urgent_idx on conversations (business_id, last_message_at, id) where priority in ('high', 'urgent');
create index conversations_labelled_idx on conversations (business_id, last_message_at, id) where cardinality(tags) > 0;
create index conversations_created_idx on conversations (business_id, created_at, id);
create index conversations_updated_idx on conversations (business_id, updated_at, id);
create index conversations_customer_idx on conversations (business_id, customer_id, last_message_at, id);
create index conversations_assignee_idx on conversations (business_id, assignee_id, last_message_at, id);

alter table conversations enable row level security;
alter table conversations force row level security;
create policy tenant on conversations to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update on conversations to clientflow_app;
