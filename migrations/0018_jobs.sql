-- How the application adds a job: in its own transaction, through this function, because the queue's tables belong to the worker's role alone.
-- The business comes from the transaction and not from the caller, and prefixes the keys, so that no business can touch another's jobs.
create function app.enqueue(task text, payload jsonb, job_key text default null, run_at timestamptz default null) returns void
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  perform graphile_worker.add_job(
    identifier => task,
    payload => json_build_object('business_id', public.current_business(), 'data', payload),
    run_at => coalesce(run_at, now()),
    job_key => coalesce(public.current_business()::text, 'none') || ':' || job_key);
end
$$;

grant create on schema app to clientflow_worker;
alter function app.enqueue(text, jsonb, text, timestamptz) owner to clientflow_worker;
revoke create on schema app from clientflow_worker;
revoke execute on function app.enqueue(text, jsonb, text, timestamptz) from public;
grant execute on function app.enqueue(text, jsonb, text, timestamptz) to clientflow_app;
