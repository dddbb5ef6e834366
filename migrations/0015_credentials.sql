-- The look-ups that come before the business is known, one function each, owned by a role that may read just these tables.
create function app.authenticate_api_key(wanted bytea)
  returns table (id uuid, business_id uuid, scopes text[], ip_allowlist text[], valid boolean, business_status text)
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
begin
  -- Noted at most once a minute, so that a busy key does not become a busy row.
  update api_keys k set last_used_at = now()
    where k.hash = wanted and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
  return query
    select k.id, k.business_id, k.scopes, k.ip_allowlist,
      k.revoked_at is null and coalesce(k.expires_at > now(), true) and coalesce(k.valid_until > now(), true), b.status
    from api_keys k join businesses b on b.id = k.business_id
    where k.hash = wanted;
end
$$;

create function app.memberships_of(person uuid) returns jsonb
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
begin
  update team_members m set last_seen_at = now()
    where m.person_id = person and m.status = 'active' and (m.last_seen_at is null or m.last_seen_at < now() - interval '5 minutes');
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'business_id', m.business_id, 'business_name', b.name, 'business_status', b.status,
      'is_sandbox', b.sandbox_of is not null, 'member_id', m.id, 'role', m.role, 'extra_scopes', m.extra_scopes) order by m.created_at, m.id), '[]')
    from team_members m join businesses b on b.id = m.business_id
    where m.person_id = person and m.status = 'active');
end
$$;

create function app.authenticate_session(wanted uuid)
  returns table (person_id uuid, alive boolean, memberships jsonb)
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
begin
  return query
    select s.person_id, s.revoked_at is null and s.expires_at > now(), app.memberships_of(s.person_id)
    from sessions s where s.id = wanted;
end
$$;

create function app.authenticate_identity(wanted_issuer text, wanted_subject text)
  returns table (person_id uuid, memberships jsonb)
  language sql security definer
  set search_path = public, pg_temp
as $$
  select i.person_id, app.memberships_of(i.person_id)
  from person_identities i where i.issuer = wanted_issuer and i.subject = wanted_subject;
$$;

create function app.find_person_by_email(wanted text)
  returns table (id uuid, password_hash text)
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select p.id, w.hash from people p left join person_passwords w on w.person_id = p.id where p.email = wanted;
$$;

create function app.find_refresh_token(wanted bytea)
  returns table (session_id uuid, person_id uuid)
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select t.session_id, t.person_id from refresh_tokens t where t.hash = wanted;
$$;

create function app.create_sign_up(email text, full_name text, business_name text, time_zone text, currency text, locale text)
  returns uuid
  language sql security definer
  set search_path = public, pg_temp
as $$
  insert into sign_ups (email, full_name, business_name, time_zone, currency, locale, expires_at)
    values ($1, $2, $3, $4, $5, $6, now() + interval '24 hours') returning id;
$$;

create function app.find_sign_up(wanted uuid) returns setof sign_ups
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select * from sign_ups where id = wanted and used_at is null and expires_at > now();
$$;

create function app.find_sign_up_by_email(wanted text) returns setof sign_ups
  language sql stable security definer
  set search_path = public, pg_temp
as $$
  select * from sign_ups where email = wanted and used_at is null and expires_at > now() order by created_at desc limit 1;
$$;

-- Takes the sign-up for good; no row when it was taken before, so of two at once one goes on.
create function app.use_sign_up(wanted uuid) returns setof sign_ups
  language sql security definer
  set search_path = public, pg_temp
as $$
  update sign_ups set used_at = now() where id = wanted and used_at is null and expires_at > now() returning *;
$$;

do $$
declare
  function regprocedure;
begin
  grant create on schema app to clientflow_identity;
  foreach function in array array[
    'app.authenticate_api_key(bytea)', 'app.authenticate_session(uuid)', 'app.authenticate_identity(text, text)', 'app.memberships_of(uuid)',
    'app.find_person_by_email(text)', 'app.find_refresh_token(bytea)', 'app.create_sign_up(text, text, text, text, text, text)',
    'app.find_sign_up(uuid)', 'app.find_sign_up_by_email(text)', 'app.use_sign_up(uuid)']::regprocedure[]
  loop
    execute format('alter function %s owner to clientflow_identity', function);
    execute format('revoke execute on function %s from public', function);
    execute format('grant execute on function %s to clientflow_app', function);
  end loop;
  revoke create on schema app from clientflow_identity;
  -- Only its siblings call it: asked directly it would tell anybody's memberships.
  revoke execute on function app.memberships_of(uuid) from clientflow_app;
end
$$;
