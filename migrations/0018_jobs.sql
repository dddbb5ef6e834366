-- How the application adds a job: in its own transaction, through this function, because the queue's tables belong to the worker's role alone.
-- The business comes from the transaction and not from the caller, and prefixes the keys, so that no business can touch another's jobs.
-- The jobs of a queue run one after the other: so much of the worker is one business's at most. There a key that is added again and again keeps its
-- place: moved to the end each time, it would never come to its turn.
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
    job_key_mode => case when run_at is null then 'preserve_run_at' else 'replace' end);
end
$$;

grant create on schema app to clientflow_worker;
alter function app.enqueue(text, jsonb, text, timestamptz, text) owner to clientflow_worker;
revoke create on schema app from clientflow_worker;
revoke execute on function app.enqueue(text, jsonb, text, timestamptz, text) from public;
grant execute on function app.enqueue(text, jsonb, text, timestamptz, text) to clientflow_app;
