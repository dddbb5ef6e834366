-- Who sees that something is due in a business, and nothing of what it is.
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
