-- Every message, in and out. The row is the truth: jobs only say that it is time to look for rows that are due.
create table messages (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  conversation_id uuid not null,
  -- Its place in the conversation, counted there under the lock of the conversation's row: two messages of one millisecond have an order too.
  sequence integer not null,
  customer_id uuid not null,
  channel_id uuid,
  direction text not null,
  sender_type text not null,
  sender_id uuid,
  category text not null,
  from_address text collate "C",
  to_address text collate "C",
  subject text,
  body text not null,
  attachments jsonb not null default '[]',
  template_id uuid,
  template_version integer,
  status text not null,
  error_code text,
  provider_code text,
  provider_message text,
  retryable boolean,
  -- Which word of a recipient it answers, as carriers ask for: the gate lets that one through where it would close.
  keyword_answer text,
  -- Why the gate holds it, or refused it.
  reasons jsonb not null default '[]',
  scheduled_for timestamptz(3),
  not_before timestamptz(3),
  -- When somebody has to look at it next: it is to be sent then, or whoever is sending it has died. Null when nothing is left to do.
  due_at timestamptz(3),
  -- How often it was handed to the provider. Whoever sends it remembers the number, and one who was overtaken records nothing.
  attempts integer not null default 0,
  -- When the gate last let it through, by the clock and under the recipient's lock.
  claimed_at timestamptz(3),
  -- When it was first handed to the provider; the provider may know it since then.
  first_attempt_at timestamptz(3),
  -- Whether the provider may have it although nobody lived to record that: then it is looked for before it is sent again.
  uncertain boolean not null default false,
  -- It was sent again while nobody could know that the earlier attempt had not got through: what remains of the window that a look at the provider closes.
  possibly_sent_twice boolean not null default false,
  retry_of_id uuid,
  provider text,
  provider_message_id text collate "C",
  -- A provider told two ends of it; the first one stands.
  status_conflict boolean not null default false,
  segments integer,
  cost_micros bigint,
  cost_currency text,
  occurred_at timestamptz(3) not null default now(),
  sent_at timestamptz(3),
  delivered_at timestamptz(3),
  failed_at timestamptz(3),
  read_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint messages_pkey primary key (business_id, id),
  constraint messages_sequence_key unique (business_id, conversation_id, sequence),
  constraint messages_provider_message_key unique (business_id, channel_id, provider_message_id),
  constraint messages_conversation_fkey foreign key (business_id, conversation_id) references conversations (business_id, id),
  constraint messages_customer_fkey foreign key (business_id, customer_id) references customers (business_id, id),
  constraint messages_channel_fkey foreign key (business_id, channel_id) references channels (business_id, id),
  constraint messages_template_fkey
    foreign key (business_id, template_id, template_version) references message_template_versions (business_id, template_id, template_version),
  constraint messages_retry_of_fkey foreign key (business_id, retry_of_id) references messages (business_id, id),
  constraint messages_direction_check check (direction in ('inbound', 'outbound')),
  constraint messages_sender_type_check check (sender_type in ('customer', 'agent', 'system', 'automation', 'ai')),
  constraint messages_category_check check (category in ('transactional', 'marketing', 'conversational')),
  constraint messages_status_check check (status in (
    'scheduled', 'held', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'suppressed', 'cancelled', 'received', 'read')),
  constraint messages_keyword_answer_check check (keyword_answer in ('stop', 'start', 'help')),
  constraint messages_due_check check ((status in ('scheduled', 'held', 'queued', 'sending')) = (due_at is not null))
);
-- What is not finished, in the order in which it is due; a small index however many messages there are.
create index messages_due_idx on messages (business_id, due_at, id) where due_at is not null;
create index messages_unfinished_idx on messages (business_id, conversation_id, sequence) where due_at is not null;
create index messages_created_idx on messages (business_id, created_at, id);
create index messages_updated_idx on messages (business_id, updated_at, id);
-- How often somebody was written to lately, for the caps.
create index messages_customer_idx on messages (business_id, customer_id, category, claimed_at);
create index messages_retry_of_idx on messages (business_id, retry_of_id) where retry_of_id is not null;
-- In the order of a customer's timeline.
create index messages_timeline_idx on messages (business_id, customer_id, occurred_at, id);
-- What stands out among many that are sent, delivered or received: a list of the rare ones would read them all.
create index messages_unusual_idx on messages (business_id, created_at, id)
  where status in ('scheduled', 'held', 'queued', 'sending', 'failed', 'undelivered', 'suppressed', 'cancelled');
-- What the last one cost, for an estimate; also where nothing has cost anything yet.
create index messages_cost_idx on messages (business_id, channel_id, created_at) where cost_micros is not null;
create index messages_possibly_twice_idx on messages (business_id, created_at, id) where possibly_sent_twice;
create index messages_template_idx on messages (business_id, template_id, template_version) where template_id is not null;

-- Everything that a provider said about messages, each thing once: also what came before the message was known here, until it is.
create table message_status_updates (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  integration_id uuid not null,
  message_id uuid,
  provider_message_id text collate "C",
  status text not null,
  provider_code text,
  provider_message text,
  occurred_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  constraint message_status_updates_pkey primary key (business_id, id),
  constraint message_status_updates_status_key
    unique nulls not distinct (business_id, integration_id, provider_message_id, message_id, status),
  constraint message_status_updates_integration_fkey foreign key (business_id, integration_id) references integrations (business_id, id),
  constraint message_status_updates_message_fkey foreign key (business_id, message_id) references messages (business_id, id),
  constraint message_status_updates_status_check check (status in ('queued', 'sent', 'delivered', 'undelivered', 'failed', 'read'))
);
create index message_status_updates_message_idx on message_status_updates (business_id, message_id, created_at);

alter table messages enable row level security;
alter table messages force row level security;
alter table message_status_updates enable row level security;
alter table message_status_updates force row level security;
create policy tenant on messages to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy tenant on message_status_updates to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update on messages, message_status_updates to clientflow_app;
