-- When customers are reminded, as a business has decided it; without a row the defaults of the code hold.
create table reminder_rules (
  business_id uuid not null default current_business(),
  -- [{trigger, channel, template_id}]
  rules jsonb not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 2,
  constraint reminder_rules_pkey primary key (business_id),
  constraint reminder_rules_business_fkey foreign key (business_id) references businesses (id)
);

-- Every reminder of every appointment: planned, sent, or why it was not. The row is the truth; a job only looks for rows that are due.
create table appointment_reminders (
  business_id uuid not null default current_business(),
  id uuid not null default new_id(),
  appointment_id uuid not null,
  -- Whether it follows from the rules, or was asked for at this appointment.
  source text not null,
  channel text not null,
  -- So long before the beginning; or on a day before it, by the clock of the business.
  minutes_before integer,
  days_before integer,
  at_time text,
  template_id uuid,
  -- The beginning that it reminds of: once the appointment is moved, it reminds of nothing any more.
  starts_at timestamptz(3) not null,
  planned_at timestamptz(3) not null,
  -- When somebody has to look at it next: to send it, and once more to see that the message has left. Null when nothing is left to do.
  due_at timestamptz(3),
  state text not null,
  reason text,
  -- How often a fault of ours kept it from being sent.
  faults integer not null default 0,
  message_id uuid,
  sent_at timestamptz(3),
  -- What the customer answered, and when.
  answer text,
  answered_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint appointment_reminders_pkey primary key (business_id, id),
  constraint appointment_reminders_appointment_fkey foreign key (business_id, appointment_id) references appointments (business_id, id),
  constraint appointment_reminders_template_fkey foreign key (business_id, template_id) references message_templates (business_id, id),
  constraint appointment_reminders_message_fkey foreign key (business_id, message_id) references messages (business_id, id),
  constraint appointment_reminders_source_check check (source in ('rule', 'request')),
  constraint appointment_reminders_channel_check check (channel in ('sms', 'email')),
  constraint appointment_reminders_trigger_check
    check ((minutes_before is null) <> (days_before is null) and (days_before is null) = (at_time is null)),
  constraint appointment_reminders_state_check check (state in ('planned', 'sent', 'skipped', 'cancelled', 'failed')),
  constraint appointment_reminders_answer_check check (answer in ('confirm', 'reschedule', 'cancel')),
  constraint appointment_reminders_due_check check (due_at is not null or state <> 'planned'),
  constraint appointment_reminders_reason_check check ((reason is not null) = (state in ('skipped', 'cancelled', 'failed')))
);
-- One reminder of each kind for each beginning of an appointment, however often it is planned anew: one that was sent is never sent again.
create unique index appointment_reminders_once_key
  on appointment_reminders (business_id, appointment_id, starts_at, channel, minutes_before, days_before, at_time) nulls not distinct
  where state in ('planned', 'sent');
create index appointment_reminders_due_idx on appointment_reminders (business_id, due_at, id) where due_at is not null;
create index appointment_reminders_appointment_idx on appointment_reminders (business_id, appointment_id, created_at, id);
create index appointment_reminders_message_idx on appointment_reminders (business_id, message_id) where message_id is not null;
create index appointment_reminders_template_idx on appointment_reminders (business_id, template_id) where template_id is not null;

alter table reminder_rules enable row level security;
alter table reminder_rules force row level security;
alter table appointment_reminders enable row level security;
alter table appointment_reminders force row level security;
create policy tenant on reminder_rules to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
create policy tenant on appointment_reminders to clientflow_app
  using (business_id = (select current_business())) with check (business_id = (select current_business()));
grant select, insert, update on reminder_rules, appointment_reminders to clientflow_app;

-- Who sees that something is due in a business sees no more than that.
create policy sweep on appointment_reminders for select to clientflow_sweeper using (due_at is not null);
grant select (business_id, due_at, state, days_before) on appointment_reminders to clientflow_sweeper;

-- The businesses in which a reminder is due: one look into the index for each business, however many reminders are planned.
create function app.businesses_with_due_reminders() returns setof uuid
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select b.id from businesses b
  where exists (select from appointment_reminders r where r.business_id = b.id and r.due_at <= clock_timestamp());
$$;

-- The time-zone data that reminders by the clock were planned with.
create table time_zone_data (
  only_row boolean not null default true,
  version text not null,
  constraint time_zone_data_pkey primary key (only_row),
  constraint time_zone_data_only_row_check check (only_row)
);
alter table time_zone_data enable row level security;
alter table time_zone_data force row level security;
create policy sweep on time_zone_data to clientflow_sweeper using (true) with check (true);
grant select, insert, update on time_zone_data to clientflow_sweeper;

-- Notes the time-zone data that a worker starts with. Where it is other data than before, answers the businesses whose reminders have to be planned anew.
create function app.note_time_zone_data(present text) returns setof uuid
  language plpgsql volatile security definer
  set search_path = public, pg_temp
as $$
begin
  insert into time_zone_data (version) values (present)
    on conflict (only_row) do update set version = excluded.version where time_zone_data.version <> excluded.version;
  if found then
    return query select b.id from businesses b
      where exists (select from appointment_reminders r where r.business_id = b.id and r.due_at is not null and r.state = 'planned' and r.days_before is not null);
  end if;
end
$$;
grant create on schema app to clientflow_sweeper;
alter function app.businesses_with_due_reminders() owner to clientflow_sweeper;
alter function app.note_time_zone_data(text) owner to clientflow_sweeper;
revoke create on schema app from clientflow_sweeper;
revoke execute on function app.businesses_with_due_reminders(), app.note_time_zone_data(text) from public;
grant execute on function app.businesses_with_due_reminders(), app.note_time_zone_data(text) to clientflow_worker;
