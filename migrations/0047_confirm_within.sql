-- How long an appointment that is pending waits for its confirmation. Those of before it could be said waited a day.
alter table services add column confirm_within_minutes integer not null default 1440;
