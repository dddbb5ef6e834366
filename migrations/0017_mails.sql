-- The truth about each mail; a job is only the wake-up to send it. Who it goes to and why stand here, the link's token does not:
-- it is computed from these ids when the mail is written, so that nobody who reads the database can use it.
create table mails (
  id uuid not null default new_id(),
  kind text not null,
  recipient text not null,
  locale text,
  details jsonb not null default '{}',
  status text not null default 'queued',
  attempts integer not null default 0,
  provider_message_id text,
  error text,
  created_at timestamptz(3) not null default now(),
  sent_at timestamptz(3),
  constraint mails_pkey primary key (id),
  constraint mails_status_check check (status in ('queued', 'sending', 'sent', 'failed'))
);
create index mails_created_idx on mails (created_at);

-- Every worker says here that it is alive; the jobs of one that stopped saying so are given to another.
create table worker_heartbeats (
  worker_id text not null,
  seen_at timestamptz(3) not null default now(),
  constraint worker_heartbeats_pkey primary key (worker_id)
);

alter table mails enable row level security;
alter table mails force row level security;
alter table worker_heartbeats enable row level security;
alter table worker_heartbeats force row level security;
create policy post on mails for insert to clientflow_app with check (status = 'queued');
create policy send on mails to clientflow_worker using (true) with check (true);
create policy beat on worker_heartbeats to clientflow_worker using (true) with check (true);
grant insert (id, kind, recipient, locale, details) on mails to clientflow_app;
grant select, update, delete on mails to clientflow_worker;
grant select, insert, update, delete on worker_heartbeats to clientflow_worker;
