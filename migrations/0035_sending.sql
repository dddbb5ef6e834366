-- A job may now stand in a queue of its own, whose jobs run one after the other: so much of the worker is one business's at most. There a key that
-- is added again and again keeps its place: moved to the end each time, it would never come to its turn.
drop function app.enqueue(text, jsonb, text, timestamptz);
create function app.enqueue(
  task text, payload jsonb, job_key text default null, run_at timestamptz default null, queue_name text default null) returns void
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  perform graphile_worker.add_job(
    identifier => task,
    payload => json_build_object('business_id', public.current_business(), 'data', payload),
    queue_name => coalesce(public.current_business()::text, 'none') || ':' || queue_name,
    run_at => coalesce(run_at, now()),
    job_key => coalesce(public.current_business()::text, 'none') || ':' || job_key,
    job_key_mode => case when queue_name is null then 'replace' else 'preserve_run_at' end);
end
$$;
grant create on schema app to clientflow_worker;
alter function app.enqueue(text, jsonb, text, timestamptz, text) owner to clientflow_worker;
revoke create on schema app from clientflow_worker;
revoke execute on function app.enqueue(text, jsonb, text, timestamptz, text) from public;
grant execute on function app.enqueue(text, jsonb, text, timestamptz, text) to clientflow_app;

-- Who sees that something is due in a business, and nothing of what it is.
do $$
declare
  needed constant text := case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end;
begin
  if not exists (select from pg_roles where rolname = 'clientflow_sweeper') then
    create role clientflow_sweeper nologin;
  end if;
  if not pg_has_role(current_user, 'clientflow_sweeper', needed) then
    grant clientflow_sweeper to current_user;
  end if;
end
$$;
grant usage on schema public, app to clientflow_sweeper;
create policy sweep on messages for select to clientflow_sweeper using (due_at is not null);
create policy sweep on businesses for select to clientflow_sweeper using (status = 'active');
grant select (business_id, due_at) on messages to clientflow_sweeper;
grant select (id, status) on businesses to clientflow_sweeper;

-- The businesses in which a message has been due for longer than given, so that its job must be gone: a killed worker's, or one that was lost.
create function app.businesses_with_overdue_messages(overdue interval) returns setof uuid
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select distinct m.business_id from messages m join businesses b on b.id = m.business_id where m.due_at < now() - overdue;
$$;
grant create on schema app to clientflow_sweeper;
alter function app.businesses_with_overdue_messages(interval) owner to clientflow_sweeper;
revoke create on schema app from clientflow_sweeper;
revoke execute on function app.businesses_with_overdue_messages(interval) from public;
grant execute on function app.businesses_with_overdue_messages(interval) to clientflow_worker;
