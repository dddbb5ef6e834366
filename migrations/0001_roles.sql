-- Six roles, none of which owns a table or bypasses row-level security:
--   clientflow_app       what the API and the tasks connect as; row-level security always applies to it
--   clientflow_worker    owns the job queue and nothing else
--   clientflow_identity  owns the few functions that look up a credential before the business is known
--   clientflow_searcher  owns the search function, because LIKE is not leakproof and so cannot use its index under row-level security
--   clientflow_purger    owns the function that deletes what is past its retention, and sees nothing else
--   clientflow_sweeper   owns the function that finds the businesses in which something is overdue, and sees nothing of what it is
do $$
declare
  wanted record;
  -- From 16 on whoever creates a role is a member, but one who may not act as it.
  needed constant text := case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end;
begin
  for wanted in select * from (values
    ('clientflow_app', 'login'), ('clientflow_worker', 'login'), ('clientflow_identity', 'nologin'), ('clientflow_searcher', 'nologin'),
    ('clientflow_purger', 'nologin'), ('clientflow_sweeper', 'nologin')
  ) as roles (name, attribute)
  loop
    if not exists (select from pg_roles where rolname = wanted.name) then
      execute format('create role %I %s', wanted.name, wanted.attribute);
    end if;
    -- The migrating role hands functions over to these, for which it must be able to act as them.
    if not pg_has_role(current_user, wanted.name, needed) then
      execute format('grant %I to current_user', wanted.name);
    end if;
  end loop;
  execute format('grant create on database %I to clientflow_worker', current_database());
end
$$;

alter role clientflow_app set timezone = 'UTC';
alter role clientflow_app set statement_timeout = '5s';
alter role clientflow_app set idle_in_transaction_session_timeout = '10s';
alter role clientflow_app set lock_timeout = '3s';
alter role clientflow_worker set timezone = 'UTC';

revoke create on schema public from public;
grant usage on schema public
  to clientflow_app, clientflow_worker, clientflow_identity, clientflow_searcher, clientflow_purger, clientflow_sweeper;
alter default privileges revoke execute on functions from public;
grant select on schema_migrations to clientflow_app;
