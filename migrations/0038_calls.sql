-- Telephone calls, each row the sum of what the provider told about one, in whatever order, or what somebody logged. Of the text after a missed call the
-- row knows everything, so that the job only has to be woken.
create table calls (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  direction text not null,
  status text not null,
  -- What is known of how it went on behind our own greeting: whether there was one, what came of ringing the business, whether a blocked one was turned away.
  greeted boolean not null default false,
  dial_outcome text,
  dial_answered_at timestamptz(3),
  blocked boolean not null default false,
  result text,
  disposition text,
  from_address text collate "C",
  to_address text collate "C",
  customer_id uuid,
  conversation_id uuid,
  member_id uuid,
  integration_id uuid,
  channel_id uuid,
  provider_call_id text collate "C",
  started_at timestamptz(3) not null,
  answered_at timestamptz(3),
  ended_at timestamptz(3),
  duration_seconds integer,
  provider_recording_id text collate "C",
  recording_kind text,
  recording_seconds integer,
  transcript jsonb,
  summary text,
  follow_up_on date,
  tags text[] not null default '{}',
  notes text,
  text_back_status text,
  text_back_reason text,
  text_back_due_at timestamptz(3),
  text_back_sent_at timestamptz(3),
  text_back_message_id uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint calls_pkey primary key (business_id, id),
  constraint calls_provider_key unique (business_id, integration_id, provider_call_id),
  constraint calls_business_fkey foreign key (business_id) references businesses (id),
  constraint calls_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id),
  constraint calls_conversation_fkey foreign key (business_id, conversation_id) references conversations (business_id, id),
  constraint calls_member_fkey foreign key (business_id, member_id) references team_members (business_id, id),
  constraint calls_integration_fkey foreign key (business_id, integration_id) references integrations (business_id, id),
  constraint calls_channel_fkey foreign key (business_id, channel_id) references channels (business_id, id),
  constraint calls_message_fkey foreign key (business_id, text_back_message_id) references messages (business_id, id),
  constraint calls_direction_check check (direction in ('inbound', 'outbound')),
  constraint calls_status_check
    check (status in ('queued', 'ringing', 'in_progress', 'completed', 'busy', 'no_answer', 'failed', 'canceled')),
  constraint calls_dial_outcome_check check (dial_outcome in ('answered', 'busy', 'no_answer', 'failed', 'canceled')),
  constraint calls_result_check check (result in ('answered', 'missed', 'voicemail', 'abandoned', 'blocked')),
  constraint calls_disposition_check
    check (disposition in ('booked', 'follow_up', 'not_interested', 'wrong_number', 'callback_requested', 'spam', 'other')),
  constraint calls_recording_kind_check check (recording_kind in ('call', 'voicemail')),
  constraint calls_text_back_status_check check (text_back_status in ('scheduled', 'sent', 'skipped', 'cancelled')),
  constraint calls_provider_check check ((integration_id is null) = (provider_call_id is null))
);
create index calls_created_idx on calls (business_id, created_at, id);
-- What is rare among answered calls.
create index calls_result_idx on calls (business_id, result, created_at, id);
create index calls_disposition_idx on calls (business_id, created_at, id) where disposition is not null;
create index calls_customer_idx on calls (business_id, customer_id, created_at, id);
create index calls_started_idx on calls (business_id, customer_id, started_at, id);
create index calls_from_idx on calls (business_id, from_address, started_at);
create index calls_to_idx on calls (business_id, to_address, started_at);
create index calls_conversation_idx on calls (business_id, conversation_id);
create index calls_member_idx on calls (business_id, member_id);
create index calls_channel_idx on calls (business_id, channel_id);
create index calls_message_idx on calls (business_id, text_back_message_id);
create index calls_follow_up_idx on calls (business_id, follow_up_on) where follow_up_on is not null;

alter table calls enable row level security;
alter table calls force row level security;
create policy tenant on calls to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update on calls to clientflow_app;
